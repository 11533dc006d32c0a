// Check questions: judge, say why, remember. Nothing leaves the browser.
(() => {
  const KEY = "safercities:v1";

  // Storage may be refused or damaged: the page works without it.
  const load = () => {
    try {
      const state = JSON.parse(localStorage.getItem(KEY)) || {};
      return state instanceof Object && !Array.isArray(state) ? state : {};
    } catch {
      return {};
    }
  };
  const save = (id, record) => {
    const state = load();
    state.checks = { ...state.checks, [id]: record };
    if (!record) delete state.checks[id];
    try {
      localStorage.setItem(KEY, JSON.stringify(state));
    } catch {}
  };

  const start = (form) => {
    const id = form.dataset.question;
    const numeric = form.dataset.kind === "numeric";
    const inputs = [...form.querySelectorAll("input")];
    const reasons = [...form.querySelectorAll(".sc-check-reasons > ul > li")];
    const details = form.querySelector(".sc-check-reasons");
    const status = form.querySelector(".sc-check-status");
    const buttons = form.querySelector(".sc-check-buttons");
    const again = form.querySelector("[type=reset]");
    const isRight = (item) => +item.dataset.right;

    const given = () => {
      if (!numeric) return inputs.filter((i) => i.checked).map((i) => +i.value);
      const text = inputs[0].value.trim().replace(",", "."); // 2,5 is 2.5
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
      // The copy must not repeat the ids of citations.
      status.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
      details.hidden = again.hidden = false;
      return right;
    };

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const answer = given();
      if (!answer.length || answer.some(Number.isNaN)) {
        status.textContent = form.dataset[numeric ? "number" : "none"];
        inputs[0].focus();
        return;
      }
      const detail = { answer, right: show(answer) };
      save(id, detail);
      form.dispatchEvent(new CustomEvent("safercities:check", { bubbles: true, detail: { id, ...detail } }));
    });
    form.addEventListener("reset", () => {
      status.replaceChildren();
      delete form.dataset.result;
      details.open = false;
      details.hidden = again.hidden = true;
      save(id, undefined);
      inputs[0].focus();
    });

    buttons.hidden = false;
    details.hidden = true; // until a first try
    const before = load().checks?.[id]?.answer;
    const fits = (value) => typeof value === "number" && (numeric || value in inputs);
    if (Array.isArray(before) && before.length && before.every(fits)) {
      if (numeric) inputs[0].value = before[0];
      else before.forEach((place) => (inputs[place].checked = true));
      show(before);
    }
  };

  document.querySelectorAll("form.sc-check").forEach(start);
  addEventListener("beforeprint", () =>
    document.querySelectorAll(".sc-check-reasons").forEach((item) =>
      Object.assign(item, { hidden: false, open: true })
    )
  );
})();
