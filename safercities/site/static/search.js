// Search the course: the index is loaded when the reader first searches. Nothing leaves the browser.
(() => {
  const AT_ONCE = 10;
  const EXCERPT = 180; // letters of a sentence around the first hit
  const root = document.querySelector(".sc-search");
  const form = root.querySelector("form");
  const field = form.querySelector("input");
  const status = root.querySelector(".sc-search-status");
  const help = root.querySelector(".sc-search-help");
  const instead = root.querySelector(".sc-search-instead");
  const list = root.querySelector(".sc-search-results");
  const more = root.querySelector(".sc-search-more");
  const say = (text, ...values) =>
    values.reduce((done, value) => done.replace(/%[ds]/, () => value), root.dataset[text]);

  // Script elements, because a page opened from a folder may not fetch.
  const load = (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${root.dataset.base}/${name}`;
      script.onload = resolve;
      script.onerror = () => (script.remove(), reject(new Error(name)));
      document.head.append(script);
    });

  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const WORD = /[\p{L}\p{N}]+/gu;
  const shown = new Map(); // a stem and the word it stands for

  const build = () => {
    const stemmer = new Stemmer();
    const ignored = new Set(stopwords);
    const stem = (word) => {
      const plain = fold(word);
      if (ignored.has(plain)) return null;
      const short = stemmer.stemWord(plain);
      if (!shown.has(short)) shown.set(short, plain);
      return short;
    };
    const { pages, sections } = safercitiesIndex;
    const records = sections.map(([page, anchor, heading, text], id) => {
      const [address, title, place] = pages[page];
      return { id, address, anchor, heading, title, place, text };
    });
    const index = new MiniSearch({
      fields: ["heading", "title", "text"],
      tokenize: (text) => text.match(WORD) ?? [],
      processTerm: stem,
      searchOptions: {
        boost: { heading: 4, title: 2 },
        prefix: (term) => term.length > 2,
        // The page about a word comes before a section that has it in its heading.
        boostDocument: (id) => (records[id].heading === records[id].title ? 2 : 1),
      },
    });
    index.addAll(records);
    return { index, records, stem };
  };
  let ready;
  const prepare = () =>
    (ready ??= Promise.all(["minisearch.js", "search-words.js", "search-index.js"].map(load)).then(
      build,
      (problem) => {
        ready = undefined;
        throw problem;
      }
    ));

  // The sentence with most of the words, cut to a length that fits a phone.
  const excerpt = (text, isHit) => {
    const hits = (part) => new Set((part.match(WORD) ?? []).filter(isHit).map(fold)).size;
    const sentences = text.split(/\n|(?<=[.!?])\s/u); // each block of the page is a line
    const best = sentences.reduce((a, b) => (hits(b) > hits(a) ? b : a), sentences[0]).trim();
    if (best.length <= EXCERPT) return best;
    const first = [...best.matchAll(WORD)].find(([word]) => isHit(word))?.index ?? 0;
    const from = first < EXCERPT / 2 ? 0 : best.indexOf(" ", first - EXCERPT / 2) + 1;
    const cut = best.slice(from, from + EXCERPT).replace(/\s\S*$/u, "");
    return (from ? "… " : "") + cut + (from + cut.length < best.length ? " …" : "");
  };

  const element = (name, className, ...children) => {
    const made = Object.assign(document.createElement(name), { className });
    made.append(...children);
    return made;
  };
  const marked = (text, isHit) =>
    text
      .split(/([\p{L}\p{N}]+)/u)
      .map((part, place) => (place % 2 && isHit(part) ? element("mark", "", part) : part));

  const row = (record, isHit) => {
    const { address, anchor, heading, title, place, text } = record;
    const link = element("a", "", ...marked(heading || title, isHit));
    link.href = `${address}#${anchor}`;
    const where = [heading === title ? "" : title, place].filter(Boolean).join(" · ");
    const parts = [link, element("p", "sc-search-place", where)];
    if (text) parts.push(element("p", "sc-search-text", ...marked(excerpt(text, isHit), isHit)));
    return element("li", "", ...parts);
  };

  let rest = [];
  const showMore = () => {
    const next = rest.splice(0, AT_ONCE);
    list.append(...next.map((make) => make()));
    more.hidden = !rest.length;
    return list.children[list.children.length - next.length]?.querySelector("a");
  };

  const suggest = (index, query) => {
    const found = index.search(query, { fuzzy: 0.34, combineWith: "OR" });
    const words = [...new Set(found.slice(0, AT_ONCE).flatMap((hit) => hit.terms))]
      .slice(0, 3)
      .map((term) => shown.get(term));
    const links = words.flatMap((word) => {
      const link = element("a", "", word);
      link.href = `?q=${encodeURIComponent(word)}`;
      return [" ", link];
    });
    instead.replaceChildren(...(links.length ? [root.dataset.instead, ...links] : []));
  };

  const show = ({ index, records, stem }, query) => {
    const all = index.search(query, { combineWith: "AND" });
    const some = all.length ? all : index.search(query);
    const count = some.length;
    const stems = new Set(some.flatMap((hit) => hit.terms));
    const isHit = (word) => stems.has(stem(word));
    rest = some.map(({ id }) => () => row(records[id], isHit));
    list.replaceChildren();
    help.hidden = count > 0;
    showMore();
    if (!count) suggest(index, query);
    const kind = !count ? "none" : !all.length ? "near" : count === 1 ? "one" : "count";
    status.textContent =
      kind === "near" ? say(kind, count) : say(kind, ...(kind === "count" ? [count] : []), query);
  };

  let latest = 0;
  const search = async () => {
    const query = field.value.trim();
    const turn = ++latest;
    try {
      history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
    } catch {} // some browsers refuse it for a page opened from a folder
    if (!query) {
      list.replaceChildren();
      status.textContent = "";
      help.hidden = more.hidden = true;
      return;
    }
    if (!ready) status.textContent = say("wait");
    try {
      const tools = await prepare();
      if (turn === latest) show(tools, query);
    } catch {
      status.textContent = say("failed");
    }
  };

  let pause;
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(search, 350); // a screen reader should not hear a count for every letter
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    search();
  });
  more.addEventListener("click", () => showMore()?.focus());
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  if (field.value) search();
})();
