// Check questions: judge, say why, remember. Nothing leaves the browser.
(() => {
  const store = globalThis.safercities;

  const start = (form) => {
    const id = form.dataset.question;
    const numeric = form.dataset.kind === "numeric";
    const inputs = [...form.querySelectorAll("input")];
    const details = document.getElementById(`${form.id}-reasons`);
    const reasons = [...details.querySelectorAll(":scope > ul > li")];
    const status = form.querySelector(".sc-check-status");
    const buttons = form.querySelector(".sc-check-buttons");
    const again = form.querySelector("[type=reset]");
    const isRight = (item) => +item.dataset.right;
    // A test is silent until it is handed in.
    const { held } = form.dataset;
    const isOpen = () => !held || (store.read().parts[held]?.done ?? false);

    const given = () => {
      if (!numeric) return inputs.filter((i) => i.checked).map((i) => +i.value);
      let text = inputs[0].value.replace(/[\s%]/g, ""); // 1,400 is a thousand; 2,5 % is 2.5
      if (/^[1-9]\d{0,2}(,\d{3})+$/.test(text)) text = text.replaceAll(",", "");
      text = text.replace(",", ".");
      return text ? [+text] : [];
    };
    const replyTo = (value) =>
      reasons.find(
        (item) =>
          value >= (item.dataset.low ?? -Infinity) && value <= (item.dataset.high ?? Infinity)
      );
    const judge = (answer) => {
      const chosen = numeric ? [replyTo(answer[0])] : answer.map((place) => reasons[place]);
      const hits = chosen.filter(isRight).length;
      const wanted = numeric ? 1 : reasons.filter(isRight).length;
      const right = hits === wanted && chosen.length === wanted;
      return { chosen, right, partly: !right && hits > 0 };
    };

    const show = (answer) => {
      const { chosen, right, partly } = judge(answer);
      const verdict = right ? "right" : partly ? "partly" : "wrong";
      form.dataset.result = verdict;
      const head = Object.assign(document.createElement("p"), {
        className: "sc-check-verdict",
        textContent: form.dataset[verdict],
      });
      const said = chosen.flatMap((item) =>
        [...item.cloneNode(true).children].slice(chosen.length > 1 ? 0 : 1)
      );
      status.replaceChildren(head, ...said);
      // An id stands once.
      status.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
      details.hidden = false;
      again.hidden = Boolean(held);
      return right;
    };

    const asText = (answer) => JSON.stringify([answer, isOpen()]);
    let shown = JSON.stringify([[], !held]);

    // An error is tied to its field.
    const fault = (on) => {
      const place = numeric ? inputs[0] : form.querySelector("fieldset");
      if (numeric) place.ariaInvalid = on ? "true" : null;
      if (on) place.setAttribute("aria-describedby", status.id);
      else place.removeAttribute("aria-describedby");
    };
    const clear = () => {
      fault(false);
      status.replaceChildren();
      delete form.dataset.result;
      details.open = false;
      details.hidden = !held; // the key of a test hides as a whole
      again.hidden = true;
    };

    const complain = (word) => {
      clear();
      status.textContent = form.dataset[word];
      fault(true);
    };

    // A test keeps each answer as it is given.
    const keep = () => {
      const answer = given().filter(Number.isFinite);
      if (answer.length < given().length) complain("number");
      else clear();
      shown = asText(answer);
      store.put("checks", id, { answer, right: answer.length > 0 && judge(answer).right });
    };
    if (held) form.addEventListener("change", keep);

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (held) return isOpen() || keep();
      const answer = given();
      if (!answer.length || !answer.every(Number.isFinite)) {
        complain(numeric ? "number" : "none");
        inputs[0].focus();
        return;
      }
      fault(false);
      shown = asText(answer);
      store.put("checks", id, { answer, right: show(answer) });
    });
    form.addEventListener("reset", () => {
      clear();
      shown = asText([]);
      store.put("checks", id, { answer: [], right: false });
      inputs[0].focus();
    });

    // Shows the stored answer, and what another tab answers later.
    const fits = (answer) =>
      numeric ? answer.length < 2 : answer.every((place) => Object.hasOwn(inputs, place));
    const restore = () => {
      const stored = store.read().checks[id]?.answer ?? [];
      const before = fits(stored) ? stored : [];
      const text = asText(before);
      if (text === shown) return;
      shown = text;
      if (numeric) inputs[0].value = before.join();
      else inputs.forEach((input, place) => (input.checked = before.includes(place)));
      if (held) {
        // All change at once: not read out.
        status.role = isOpen() ? null : "status";
        inputs.forEach((input) => (input.disabled = isOpen()));
      }
      if (before.length && isOpen()) return show(before);
      clear();
      if (held && isOpen()) status.textContent = form.dataset.empty;
    };

    buttons.hidden = Boolean(held);
    details.hidden = !held; // until a first try
    store.onChange(restore);
    restore();
  };

  document.querySelectorAll("form.sc-check").forEach(start);

  // On paper every reason is shown; afterwards the page is as it was.
  let folded = [];
  addEventListener("beforeprint", () => {
    const all = [...document.querySelectorAll(".sc-check-reasons")];
    folded = all.map((item) => [item, { hidden: item.hidden, open: item.open }]);
    all.forEach((item) => Object.assign(item, { hidden: false, open: true }));
  });
  addEventListener("afterprint", () => folded.forEach(([item, was]) => Object.assign(item, was)));
})();
