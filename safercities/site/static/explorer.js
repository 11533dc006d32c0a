// Explorers: load the charting script only when a reader asks, then replace the picture.
(() => {
  "use strict";
  const loaded = {};
  const load = (src) =>
    (loaded[src] ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = src;
      script.onload = resolve;
      script.onerror = () => {
        delete loaded[src];
        reject(new Error(src));
      };
      document.head.append(script);
    }));

  // A host may forbid scripts to make code out of text. Vega then reads its formulas with an
  // interpreter, which is up to four times slower.
  const mayMakeCode = () => {
    try {
      return Boolean(new Function("return true"));
    } catch {
      return false;
    }
  };

  // Vega names its controls only beside them; a reader of the page needs a real label and value.
  const nameControls = (figure) => {
    figure.querySelectorAll(".vega-bind").forEach((row) => {
      const name = row.querySelector(".vega-bind-name").textContent.trim();
      row.querySelectorAll("input, select").forEach((input) => {
        if (input.type !== "radio") input.setAttribute("aria-label", name);
      });
    });
  };

  const open = async (figure) => {
    const { explorer, base } = figure.dataset;
    const button = figure.querySelector(".sc-explorer-start button");
    const picture = figure.querySelector(".sc-explorer-picture");
    const status = figure.querySelector(".sc-explorer-sentence");
    const description = picture.querySelector("img").alt;
    button.disabled = true;
    const ast = !mayMakeCode();
    try {
      await load(`${base}/vega.min.js`);
      if (ast) await load(`${base}/vega-interpreter.js`);
      await load(`${base}/${explorer}.js`);
    } catch {
      button.disabled = false;
      status.textContent = button.dataset.failed;
      return;
    }
    const live = document.createElement("div");
    live.className = "sc-explorer-live";
    const view = new vega.View(vega.parse(safercitiesExplorers[explorer], null, { ast }), {
      expr: ast ? vega.expressionInterpreter : undefined,
      renderer: "svg",
      container: live,
      hover: true,
    });
    picture.after(live);
    await view.runAsync();
    picture.remove();
    button.parentElement.remove();
    nameControls(live);
    const drawing = live.querySelector("svg");
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", description);
    // Hundreds of marks would be read one by one.
    [...drawing.children].forEach((part) => part.setAttribute("aria-hidden", "true"));
    const signals = view.getState({ signals: (name) => name === "sentence", data: () => false }).signals;
    if ("sentence" in signals) {
      const say = (name, value) => {
        status.textContent = value;
        drawing.setAttribute("aria-label", value);
      };
      say("sentence", view.signal("sentence"));
      view.addSignalListener("sentence", say);
    }
    live.querySelector("input, select")?.focus({ preventScroll: true });
  };

  document.querySelectorAll(".sc-explorer").forEach((figure) => {
    const button = figure.querySelector(".sc-explorer-start button");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => open(figure));
  });
})();
