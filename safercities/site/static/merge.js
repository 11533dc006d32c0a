// Brings the record of another device together with this one. Pure: nothing is stored here.
(() => {
  const store = globalThis.safercities;
  const FILE = "Safer Cities progress";

  // The text of a file that `read` takes back.
  const write = (state, saved) => JSON.stringify({ file: FILE, saved, ...state }, null, 1);

  // The record in a file, or why it cannot be taken: "broken", "foreign" or "newer".
  const read = (text) => {
    let given;
    try {
      given = JSON.parse(text);
    } catch {
      return { refused: "broken" };
    }
    if (given?.file !== FILE) return { refused: "foreign" };
    const { state, problem } = store.parse(text);
    if (problem) return { refused: problem === "newer" ? "newer" : "broken" };
    return { state, saved: store.time({ at: given.saved }) };
  };

  // The union of two records; where both know the same thing, the later one stands.
  const merge = (mine, theirs) => {
    const merged = { ...mine };
    const changes = [];
    for (const section of store.SECTIONS) {
      merged[section] = { ...mine[section] };
      for (const [id, record] of Object.entries(theirs[section])) {
        const own = mine[section][id];
        if (own && store.time(own) >= store.time(record)) continue;
        merged[section][id] = record;
        const { at, ...said } = record;
        const { at: before, ...known } = own ?? {};
        if (JSON.stringify(said) !== JSON.stringify(known)) changes.push({ section, id, isNew: !own });
      }
    }
    return { merged, changes };
  };

  store.file = { write, read, merge };
})();
