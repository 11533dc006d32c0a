// The route a trainee has chosen: kept with the record, changed at any time.
(() => {
  const store = globalThis.safercities;
  const tool = document.getElementById("sc-route");
  const words = JSON.parse(tool.dataset.facts);
  const choices = [...tool.querySelectorAll("input")];
  const show = () => {
    const route = store.read().settings.route?.value;
    choices.forEach((choice) => (choice.checked = choice.value === route));
    const isChosen = choices.some((choice) => choice.checked);
    tool.querySelector("[role=status]").textContent =
      safercitiesCourse.words.problems[store.problem()] ?? words[isChosen ? "chosen" : "open"];
  };
  tool.addEventListener("change", ({ target }) =>
    store.put("settings", "route", { value: target.value })
  );
  store.onChange(show);
  show();
})();
