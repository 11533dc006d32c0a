// The theme lets the focus fall to the page when its colour button is pressed or a drawer closes.
(() => {
  "use strict";
  let opener;
  const giveBack = (item) => setTimeout(() => item?.focus({ preventScroll: true }));
  addEventListener(
    "click",
    (event) => {
      const button = event.target.closest?.(".theme-switch-button, .sidebar-toggle");
      if (!button) return;
      if (button.matches(".sidebar-toggle")) opener = button;
      else giveBack(button);
    },
    true
  );
  addEventListener(
    "close",
    (event) => {
      if (!event.target.matches("dialog") || event.target.id === "pst-search-dialog") return;
      giveBack(opener);
      opener = undefined;
    },
    true
  );
})();
