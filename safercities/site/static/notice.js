// Says what is wrong with the stored record, if anything is, and hands out a damaged text.
(() => {
  const store = globalThis.safercities;
  const tool = document.getElementById("sc-notice");
  const words = JSON.parse(tool.dataset.facts);
  const place = tool.querySelector("[role=status]");
  const damaged = () => {
    try {
      return localStorage.getItem(store.ASIDE);
    } catch {
      return null;
    }
  };
  const button = (text, press) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    made.addEventListener("click", press);
    return made;
  };
  const show = () => {
    const said = [words[store.problem()]].filter(Boolean).map((text) =>
      Object.assign(document.createElement("p"), { textContent: text })
    );
    const text = damaged();
    if (text !== null) {
      const buttons = document.createElement("p");
      buttons.append(
        button(words.save, () => store.saveFile("safer-cities-damaged-record.txt", text)),
        " ",
        button(words.drop, () => {
          localStorage.removeItem(store.ASIDE);
          show();
        })
      );
      said.push(Object.assign(document.createElement("p"), { textContent: words.damaged }), buttons);
    }
    place.replaceChildren(...said);
  };
  store.onChange(show);
  show();
})();
