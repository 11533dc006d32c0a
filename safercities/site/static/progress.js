// Marks what is done: in the menu, in the strip of a part, and at the end of its page.
(() => {
  const store = globalThis.safercities;
  const course = globalThis.safercitiesCourse;
  const { words } = course;
  const fill = (text, ...values) => values.reduce((said, value) => said.replace("%s", value), text);
  const parts = Object.assign({}, ...course.modules.map((module) => module.parts));

  // How far one part is. A check is done when every question is answered, right or not.
  const stateOf = (page, state) => {
    const { questions, kind } = parts[page];
    if (!questions) {
      const done = state.parts[page]?.done ?? false;
      return { done, short: done ? "✓" : "", long: done ? words.state[kind] : "" };
    }
    const answers = questions.map((id) => state.checks[id]).filter((check) => check?.answer.length);
    const [given, all, right] = [answers, questions, answers.filter((check) => check.right)].map(
      (list) => list.length
    );
    const done = given === all;
    const short = done ? "✓" : given ? `${given}/${all}` : "";
    return { done, short, long: given ? fill(words.answered, given, all, right) : "" };
  };
  const isOnRoute = (page, state) =>
    !parts[page].analyst || state.settings.route?.value === "analyst";
  const tally = (module, state) => {
    const wanted = Object.keys(module.parts).filter((page) => isOnRoute(page, state));
    return { done: wanted.filter((page) => stateOf(page, state).done).length, all: wanted.length };
  };

  const root = new URL(document.documentElement.dataset.content_root ?? "./", location);
  const pageOf = (address) => {
    const { pathname } = new URL(address, location);
    if (!pathname.startsWith(root.pathname)) return "";
    return decodeURI(pathname.slice(root.pathname.length)).replace(/\.html$/, "");
  };

  store.progress = { fill, parts, stateOf, isOnRoute, tally, pageOf };

  // A mark is a sign to see and words to hear; its place is kept free by the style sheet.
  const setMark = (place, short, long) => {
    let mark = place.querySelector(":scope > .sc-mark");
    if (!mark) {
      if (!short) return;
      mark = document.createElement("span");
      mark.className = "sc-mark";
      mark.innerHTML = '<span aria-hidden="true"></span><span class="visually-hidden"></span>';
      place.append(mark);
    }
    mark.children[0].textContent = short;
    mark.children[1].textContent = long && ` (${long})`;
  };

  const links = [...document.querySelectorAll("nav.bd-links a.internal")]
    .map((link) => [link, pageOf(link.href)])
    .filter(([, page]) => Object.hasOwn(parts, page));
  const markMenu = (state) => {
    for (const [link, page] of links) {
      const { short, long } = stateOf(page, state);
      setMark(link, short, long);
    }
    for (const module of course.modules) {
      const first = links.find(([, page]) => Object.hasOwn(module.parts, page))?.[0];
      const caption = first?.closest("ul").previousElementSibling;
      const { done, all } = tally(module, state);
      if (caption?.matches(".caption"))
        setMark(caption, done ? `${done}/${all}` : "", fill(words.tally, done, all));
    }
  };

  const bar = document.querySelector(".sc-done");
  const box = bar?.querySelector("input");
  const markPage = (state) => {
    if (!bar) return;
    const { page } = bar.dataset;
    const { done, short, long } = stateOf(page, state);
    const pill = document.querySelector(".sc-strip-kind");
    if (pill) setMark(pill, done ? short : "", long);
    if (box) box.checked = done;
    else bar.querySelector(".sc-done-answers").textContent = long || words.none;
    bar.querySelector(".sc-done-note").textContent = words.problems[store.problem()] ?? words.own;
  };
  box?.addEventListener("change", () =>
    store.put("parts", bar.dataset.page, { done: box.checked })
  );

  const show = () => {
    const state = store.read();
    markMenu(state);
    markPage(state);
  };
  store.onChange(show);
  show();
})();
