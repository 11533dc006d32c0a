// The trainee's own record. It stays in this browser; CONTRIBUTING.md documents its form.
globalThis.safercities = (() => {
  const KEY = "safercities:v1", ASIDE = "safercities:v1:damaged", VERSION = 1;
  const isMap = (value) => value instanceof Object && !Array.isArray(value);
  // What a record of each section must hold besides its time.
  const SECTIONS = {
    checks: (r) => Array.isArray(r.answer) && r.answer.every(Number.isFinite),
    parts: (r) => typeof r.done === "boolean",
    settings: (r) => typeof r.value === "string",
  };
  const isTime = (at) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) && !Number.isNaN(Date.parse(at));
  const isRecord = (section, r) =>
    isMap(r) && SECTIONS[section](r) && (r.at === undefined || isTime(r.at));
  const time = (record) => Date.parse(record?.at) || 0; // the first version stored no times

  // What can be read of a stored text, and "damaged" or "newer" where that is not all of it.
  const parse = (text) => {
    let given;
    try {
      given = JSON.parse(text ?? "{}");
    } catch {}
    const version = given?.version ?? 1;
    let problem = isMap(given) && Number.isFinite(version) ? "" : "damaged";
    const state = { ...(isMap(given) && given), version: VERSION };
    for (const section in SECTIONS) {
      const records = state[section] ?? {};
      const entries = isMap(records) ? Object.entries(records) : [];
      const whole = entries.filter(([, record]) => isRecord(section, record));
      if (!isMap(records) || whole.length < entries.length) problem = "damaged";
      state[section] = Object.fromEntries(whole);
    }
    return { state, problem: version > VERSION ? "newer" : problem };
  };

  // This page's view; it is all there is while the browser does not store ("unsaved") or while
  // the stored record is of a newer course ("newer"), which is never written over.
  let memory = parse().state;
  let problem = "";
  const isRefused = localStorage.refused; // a stand-in, see layout.html
  const listeners = [];
  const tell = () => listeners.forEach((listener) => listener());

  const read = () => {
    if (problem) return memory;
    try {
      const text = localStorage.getItem(KEY);
      const found = parse(text ?? undefined);
      memory = found.state;
      if (found.problem === "newer") problem = "newer";
      if (found.problem === "damaged") {
        const copies = [localStorage.getItem(ASIDE), text];
        localStorage.setItem(ASIDE, copies.filter(Boolean).join("\n"));
        localStorage.setItem(KEY, JSON.stringify(memory));
      }
    } catch {
      problem = "unsaved";
    }
    return memory;
  };
  const write = (state) => {
    memory = state;
    if (problem !== "newer" && !isRefused) {
      try {
        localStorage.setItem(KEY, JSON.stringify(state));
        problem = "";
      } catch {
        problem = "unsaved";
      }
    }
    tell();
  };

  addEventListener("storage", ({ key }) => (key === KEY || key === null) && tell());
  addEventListener("pageshow", ({ persisted }) => persisted && tell()); // back to a kept page
  read();
  if (isRefused) problem ||= "unsaved";
  return {
    KEY, ASIDE, SECTIONS: Object.keys(SECTIONS), parse, read, write, time,
    problem: () => problem,
    // Later than what it replaces, even where another device's clock was ahead.
    put: (section, id, record) => {
      const state = read();
      const at = new Date(Math.max(Date.now(), time(state[section][id]) + 1)).toISOString();
      write({ ...state, [section]: { ...state[section], [id]: { ...record, at } } });
    },
    clear: () => {
      for (const key of [KEY, ASIDE]) localStorage.removeItem(key);
      memory = parse().state;
      if (!isRefused) problem = "";
      tell();
    },
    onChange: (listener) => listeners.push(listener),
  };
})();
