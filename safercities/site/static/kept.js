// What this browser keeps: shown in plain words, saved to a file, taken from a file, deleted.
(() => {
  const store = globalThis.safercities;
  const { fill, parts, stateOf } = store.progress;
  const { tests } = globalThis.safercitiesCourse;
  const { day } = store.say;
  const tool = document.getElementById("sc-kept");
  const words = JSON.parse(tool.dataset.facts);
  const find = (name) => tool.querySelector(`.sc-kept-${name}`);
  const make = (tag, ...content) => {
    const made = document.createElement(tag);
    made.append(...content);
    return made;
  };
  const say = (...content) => find("status").replaceChildren(...content);
  const title = (page) => words.titles[page] ?? page;

  const inWords = (state) => {
    const lines = [];
    const route = words.routes[state.settings.route?.value];
    if (route) lines.push(`${words.route} ${route}`);
    if (state.settings.name?.value) lines.push(`${words.name} ${state.settings.name.value}`);
    for (const page of Object.keys(parts)) {
      const { short, long } = stateOf(page, state);
      const at = store.time(state.parts[page]);
      if (short) lines.push(`${title(page)}: ${long}${at ? `, ${day(at)}` : ""}`);
    }
    for (const [page, ids] of Object.entries(tests)) {
      const given = ids.filter((id) => state.checks[id]?.answer.length).length;
      const isIn = state.parts[page]?.done;
      if (given || isIn)
        lines.push(`${title(page)}: ${fill(words.tests[0], given, ids.length)}${isIn ? `, ${words.tests[1]}` : ""}`);
    }
    // What belongs to a page that this edition of the course does not have.
    const asked = [...Object.values(parts).map((part) => part.questions ?? []), ...Object.values(tests)].flat();
    const pages = { ...parts, ...tests };
    const lost = [
      ...Object.keys(state.parts).filter((page) => !Object.hasOwn(pages, page)),
      ...Object.keys(state.checks).filter((id) => !asked.includes(id)),
    ];
    if (lost.length) lines.push(`${words.elsewhere} ${lost.join(", ")}`);
    return lines;
  };

  const show = () => {
    const state = store.read();
    const lines = inWords(state);
    find("list").replaceChildren(...lines.map((line) => make("li", line)));
    find("none").hidden = lines.length > 0;
    find("text").textContent = JSON.stringify(state, null, 1);
  };

  find("save").addEventListener("click", () => {
    const now = new Date().toISOString();
    const name = `safer-cities-progress-${now.slice(0, 10)}.json`;
    store.saveFile(name, store.file.write(store.read(), now));
    say(fill(words.saved, name));
  });

  // Changes by page, so that many answers of one check are one line.
  const listChanges = (changes) => {
    const lines = changes.map(({ section, id }) => {
      if (section === "settings") return words.settings[id] ?? id;
      const asks = (page) => (tests[page] ?? parts[page].questions)?.includes(id);
      return title((section === "checks" && Object.keys({ ...parts, ...tests }).find(asks)) || id);
    });
    return make("ul", ...[...new Set(lines)].map((line) => make("li", line)));
  };
  const choose = (question, list, yes, act, no) => {
    const buttons = [[yes, act], [no, () => say(words.nothing)]].map(([text, press]) => {
      const button = Object.assign(make("button", text), { type: "button" });
      button.addEventListener("click", press);
      return button;
    });
    say(make("p", question), list, make("p", buttons[0], " ", buttons[1]));
    buttons[1].focus();
  };

  find("file").addEventListener("change", async ({ target }) => {
    const [file] = target.files;
    target.value = ""; // so that the same file can be chosen again
    if (!file) return;
    let text = "";
    try {
      text = await file.text();
    } catch {}
    const { state, saved, refused } = store.file.read(text);
    if (refused) return say(fill(words[refused], file.name));
    const { changes } = store.file.merge(store.read(), state);
    if (!changes.length) return say(fill(words.same, file.name));
    const from = saved ? fill(words.from, file.name, day(saved)) : file.name;
    const added = changes.filter(({ isNew }) => isNew).length;
    const question = `${from} ${fill(words.would, added, changes.length - added)}`;
    choose(question, listChanges(changes), words.take, () => {
      store.write(store.file.merge(store.read(), state).merged);
      say(store.problem() ? safercitiesCourse.words.problems[store.problem()] : words.taken);
    }, words.cancel);
  });

  find("delete").addEventListener("click", () =>
    choose(words.sure, "", words.yes, () => {
      store.clear();
      for (const key of ["mode", "theme"]) localStorage.removeItem(key); // light or dark pages
      say(words.deleted);
    }, words.keep)
  );
  store.onChange(show);
  show();
})();
