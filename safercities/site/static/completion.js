// A record of completion: self-declared, made in the browser, printed on one page.
(() => {
  const store = globalThis.safercities;
  const { fill, parts, stateOf, isOnRoute } = store.progress;
  const { day, duration } = store.say;
  const tool = document.getElementById("sc-record");
  const words = JSON.parse(tool.dataset.facts);
  const [scope, name] = [tool.querySelector("select"), tool.querySelector("[type=text]")];
  const [remember, print] = [tool.querySelector("[type=checkbox]"), tool.querySelector("button")];
  const [status, sheet] = ["status", "sheet"].map((part) => tool.querySelector(`.sc-record-${part}`));
  const make = (tag, className, ...content) => {
    const made = Object.assign(document.createElement(tag), { className });
    made.append(...content);
    return made;
  };

  // What the chosen modules hold on the trainee's route, and how far it is done.
  const collect = (state) => {
    const modules = words.modules.filter(({ slug }) => !scope.value || slug === scope.value);
    const wanted = modules.flatMap((module) =>
      Object.entries(module.parts)
        .filter(([page]) => isOnRoute(page, state))
        .map(([page, [label, minutes]]) => ({ page, label, minutes, module }))
    );
    const missing = wanted.filter(({ page }) => !stateOf(page, state).done);
    return { modules, wanted, missing };
  };

  const facts = (state, wanted) => {
    const questions = wanted.flatMap(({ page }) => parts[page].questions ?? []);
    const right = questions.filter((id) => state.checks[id]?.right).length;
    const handed = wanted.filter(({ page }) => ["assignment", "decide"].includes(parts[page].kind));
    const times = [
      ...wanted.map(({ page }) => store.time(state.parts[page])),
      ...questions.map((id) => store.time(state.checks[id])),
    ];
    const minutes = wanted.reduce((sum, part) => sum + part.minutes, 0);
    const last = Math.max(0, ...times);
    return [
      [words.route, words.routes[state.settings.route?.value] ?? words.routes.decision],
      [words.hours, duration(minutes, words.times)],
      [words.checks, fill(words.answered, questions.length, right)],
      [words.handed, handed.map(({ label }) => label).join(", ") || words.nothing],
      [words.last, last ? day(last) : words.unknown],
      [words.printed, day(Date.now())],
    ];
  };

  const draw = (state, modules, wanted) => {
    const rows = facts(state, wanted).flatMap(([term, text]) => [make("dt", "", term), make("dd", "", text)]);
    const [before, after] = words.declares.split("%s");
    sheet.replaceChildren(
      make("p", "sc-record-course", words.course),
      make("p", "sc-record-heading", words.heading, " ", make("span", "", words.self)),
      make("p", "", before, make("strong", "", name.value.trim()), after),
      make("p", "", scope.value ? "" : fill(words.edition, modules.length)),
      make("ul", "", ...modules.map(({ title }) => make("li", "", title))),
      make("dl", "", ...rows),
      make("p", "sc-record-limits", words.limits)
    );
  };

  const show = () => {
    const state = store.read();
    const { modules, wanted, missing } = collect(state);
    const isReady = !missing.length && name.value.trim() !== "";
    sheet.hidden = print.hidden = !isReady;
    if (missing.length) {
      const line = ({ module, label }) => make("li", "", scope.value ? label : `${module.title}, ${label}`);
      status.replaceChildren(words.missing, make("ul", "", ...missing.map(line)));
    } else status.textContent = isReady ? words.ready : words.noName;
    if (isReady) draw(state, modules, wanted);
  };

  const keepName = () => {
    const value = remember.checked ? name.value.trim() : "";
    if (value !== (store.read().settings.name?.value ?? "")) store.put("settings", "name", { value });
  };
  const takeName = () => {
    const kept = store.read().settings.name?.value ?? "";
    if (kept) name.value = kept;
    remember.checked = kept !== "";
  };

  scope.addEventListener("change", show);
  name.addEventListener("input", show);
  name.addEventListener("change", keepName);
  remember.addEventListener("change", keepName);
  // Only the sheet goes on paper, outside of everything that the page puts around it.
  print.addEventListener("click", () => {
    const paper = make("div", "sc-paper", sheet.cloneNode(true));
    document.body.append(paper);
    addEventListener("afterprint", () => setTimeout(() => paper.remove(), 1000), { once: true });
    globalThis.print();
  });
  store.onChange(() => {
    if (document.activeElement !== name) takeName();
    show();
  });
  takeName();
  show();
})();
