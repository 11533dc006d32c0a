// JupyterLab's shortcuts take the arrow keys before a slider gets them, and select another cell.
// Its command registry (Lumino) leaves alone what is pressed inside an element with this attribute.
(() => {
  "use strict";
  const ours = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
  const decide = (event) => {
    const slider = event.target.closest?.("[role=slider]");
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    slider?.toggleAttribute("data-lm-suppress-shortcuts", plain && ours.includes(event.key));
  };
  // The window hears a key before the document, where JupyterLab listens.
  addEventListener("keydown", decide, true);
})();
