// A test before or after the course: counts, hands in, scores, compares. check.js holds the answers.
(() => {
  const store = globalThis.safercities;
  const { fill } = store.progress;
  const { wilson, change } = store.score;
  const tool = document.getElementById("sc-form");
  const words = JSON.parse(tool.dataset.facts);
  const [own, page] = [words.items[words.form], words.pages[words.form]];
  const find = (name) => tool.querySelector(`.sc-form-${name}`);
  const [status, button, result, again] = ["status", "in", "result", "again"].map(find);
  const state = document.querySelector(".sc-form-state");
  const places = document.querySelector("#sc-form-top ul");
  const [key, note] = [".sc-key", ".sc-key-note"].map((name) => document.querySelector(name));
  const advice = [...document.querySelectorAll(".sc-advice > li")];
  const adviceTitle = document.querySelector(".sc-advice-title");
  const readAll = adviceTitle.textContent;
  const make = (tag, text, more = {}) =>
    Object.assign(document.createElement(tag), { textContent: text, ...more });
  const percent = (share) => Math.round(share * 100);
  const signed = (number) => (number > 0 ? `+${number}` : `${number}`.replace("-", "−"));
  const link = (href, text) => make("a", text, { href });

  const isAnswered = (id, kept) => (kept.checks[id]?.answer.length ?? 0) > 0;
  const isIn = (form, kept) => kept.parts[words.pages[form]]?.done ?? false;
  const count = (items, kept) => {
    const right = items.filter(([id]) => isAnswered(id, kept) && kept.checks[id].right).length;
    return { right, all: items.length };
  };

  const cell = ({ right, all }) => {
    const { low, high } = wilson(right, all);
    const made = make("td", `${fill(words.score, right, all)} `);
    made.append(make("span", fill(words.limits, percent(low), percent(high)), { className: "sc-form-limits" }));
    return made;
  };
  const row = (title, slug, forms, kept) => {
    const scores = forms.map((form) =>
      count(words.items[form].filter(([, module]) => !slug || module === slug), kept)
    );
    const line = make("tr", "");
    line.append(make("th", title, { scope: "row" }), ...scores.map(cell));
    if (scores.length === 2) line.append(make("td", signed(scores[1].right - scores[0].right)));
    return line;
  };
  const table = (forms, kept) => {
    const [made, head, body] = ["table", "thead", "tbody"].map((tag) => make(tag, ""));
    made.className = "table sc-form-table";
    const titles = [words.part, ...forms.map((form) => words.names[form])];
    if (forms.length === 2) titles.push(words.change);
    const line = make("tr", "");
    line.append(...titles.map((title) => make("th", title, { scope: "col" })));
    head.append(line);
    const modules = Object.entries(words.modules);
    body.append(row(words.total, "", forms, kept), ...modules.map(([slug, title]) => row(title, slug, forms, kept)));
    made.append(make("caption", words.caption), head, body);
    return made;
  };

  const sentences = (forms, kept) => {
    const mine = count(own, kept);
    const { low, high } = wilson(mine.right, mine.all);
    const said = [fill(words.one, mine.right, mine.all, percent(low), percent(high))];
    if (forms.length === 2) {
      const [a, b] = forms.map((form) => count(words.items[form], kept));
      const moved = change(a.right, a.all, b.right, b.all);
      const values = [moved.share, moved.low, moved.high].map((share) => signed(percent(share)));
      const verdict = moved.low > 0 || moved.high < 0 ? words.more : words.chance;
      said.push(`${fill(words.both, ...values)} ${verdict}`);
    }
    return [...said, words.module].map((text) => make("p", text));
  };

  const showAdvice = (kept, isOpen) => {
    let open = 0;
    for (const line of advice) {
      const objective = line.querySelector("strong").textContent;
      const { right, all } = count(own.filter(([, , id]) => id === objective), kept);
      line.querySelector(".sc-advice-score")?.remove();
      line.hidden = !isOpen || right === all;
      if (line.hidden) continue;
      open += 1;
      line.querySelector("strong").after(
        make("span", ` (${fill(words.right, right, all).replace(/\.$/, "")})`, { className: "sc-advice-score" })
      );
    }
    adviceTitle.hidden = !isOpen;
    adviceTitle.textContent = open ? readAll : words.all;
  };

  // The modules with what is answered, for those who come back on a phone.
  const showPlaces = (kept, isOpen) => {
    const lines = Object.entries(words.modules).map(([slug, title]) => {
      const items = own.filter(([, module]) => module === slug);
      const given = items.filter(([id]) => isAnswered(id, kept)).length;
      const line = make("li", "");
      line.append(link(`#module-${slug}`, title), ` · ${fill(words.given, given, items.length)}`);
      return line;
    });
    places.replaceChildren(...(isOpen ? [] : lines));
  };

  const show = () => {
    const kept = store.read();
    const isOpen = isIn(words.form, kept);
    const given = own.filter(([id]) => isAnswered(id, kept)).length;
    const counted = fill(words.answered, given, own.length);
    const problem = safercitiesCourse.words.problems[store.problem()];
    state.replaceChildren(counted, problem ? ` ${problem}` : "");
    key.hidden = result.hidden = again.hidden = !isOpen;
    note.hidden = button.hidden = isOpen;
    find("given").textContent = isOpen ? "" : counted;
    showPlaces(kept, isOpen);
    showAdvice(kept, isOpen);
    if (!isOpen) return;
    const at = store.time(kept.parts[page]);
    if (at) state.replaceChildren(`${fill(words.in, store.say.day(at))} `, link("#result", words.link));
    const forms = Object.keys(words.pages).filter((form) => isIn(form, kept));
    result.replaceChildren(...sentences(forms, kept), table(forms, kept));
  };

  // An empty question is counted as not right, so the first press names the empty ones.
  let isSure = false;
  button.addEventListener("click", () => {
    const kept = store.read();
    const forms = [...document.querySelectorAll("form.sc-check[data-held]")];
    const empty = forms
      .map((form, place) => [form, place + 1])
      .filter(([form]) => !isAnswered(form.dataset.question, kept));
    if (empty.length && !isSure) {
      const links = empty.flatMap(([form, number]) => [" ", link(`#${form.id}`, number)]);
      const list = make("p", words.empty);
      list.append(...links);
      status.replaceChildren(list, make("p", words.sure));
      isSure = true;
      return;
    }
    isSure = false;
    status.replaceChildren();
    store.put("parts", page, { done: true });
    result.focus();
  });

  again.addEventListener("click", () => {
    const act = (text, press) => {
      const made = make("button", text, { type: "button" });
      made.addEventListener("click", press);
      return made;
    };
    const stop = () => {
      status.replaceChildren();
      again.focus();
    };
    const clear = () => {
      for (const [id] of own) store.put("checks", id, { answer: [], right: false });
      store.put("parts", page, { done: false });
      status.replaceChildren();
      document.querySelector("form.sc-check input").focus();
    };
    status.replaceChildren(make("p", words.again), act(words.yes, clear), " ", act(words.no, stop));
    status.lastElementChild.focus();
  });

  store.onChange(() => {
    isSure = false;
    show();
  });
  show();
})();
