// My course: what is done and what is next, for the chosen route.
(() => {
  const store = globalThis.safercities;
  const { fill, parts, stateOf, isOnRoute, tally, pageOf } = store.progress;
  const tool = document.getElementById("sc-mine");
  const words = JSON.parse(tool.dataset.facts);
  const lines = [...document.querySelectorAll(".sc-mine-parts > li")].map((line) => {
    const state = Object.assign(document.createElement("span"), { className: "sc-mine-state" });
    line.firstElementChild.append(state);
    const link = line.querySelector("a");
    return { line, link, state, page: pageOf(link.href) };
  });
  const totals = [...document.querySelectorAll(".sc-mine-parts")].map((list) => {
    const text = document.createElement("p");
    list.before(text);
    return { text, list };
  });

  const show = () => {
    const state = store.read();
    for (const { line, state: place, page } of lines) {
      const { done, short, long } = stateOf(page, state);
      const open = isOnRoute(page, state) ? words.open : words.optional;
      place.textContent = long || open;
      line.dataset.state = done ? "done" : short ? "begun" : "open";
    }
    for (const { text, list } of totals) {
      const page = lines.find(({ line }) => list.contains(line)).page;
      const module = safercitiesCourse.modules.find((one) => Object.hasOwn(one.parts, page));
      const { done, all } = tally(module, state);
      text.textContent = fill(words.module, done, all);
    }
    const wanted = lines.filter(({ page }) => isOnRoute(page, state));
    const open = wanted.filter(({ page }) => !stateOf(page, state).done);
    const rest = open.reduce((sum, { page }) => sum + words.minutes[page], 0);
    const [total, next] = tool.children;
    total.textContent = fill(words.total, wanted.length - open.length, wanted.length);
    if (!open.length) {
      next.textContent = words.complete;
      return;
    }
    total.textContent += ` ${fill(words.rest, store.say.duration(rest, words.times))}`;
    next.replaceChildren(`${words.next} `, open[0].link.cloneNode(true));
  };
  store.onChange(show);
  show();
})();
