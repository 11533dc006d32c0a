// First script of the lab's page: the lab opens through its own service worker from the start, so
// that all it loads is kept. Otherwise a worker of the reading part would answer in its place.
(() => {
  "use strict";
  if (location.protocol === "file:") {
    document.write("<p>This lab needs the course's web site. It does not run from a folder.</p>");
    return window.stop();
  }
  const workers = navigator.serviceWorker;
  if (!workers) return;
  const worker = new URL("service-worker.js?enableCache=false", document.currentScript.src).href;
  // Without this note JupyterLite removes every service worker of the host, the course's included.
  for (const url of [worker, workers.controller?.scriptURL]) {
    if (url) localStorage.setItem(`${url}-version`, VERSION);
  }
  const tried = "safercities lite worker";
  if (workers.controller?.scriptURL === worker) return sessionStorage.removeItem(tried);
  if (sessionStorage.getItem(tried)) return; // once only: the lab also runs without it
  sessionStorage.setItem(tried, "yes");
  window.stop();
  const started = ({ installing, waiting, active }) =>
    new Promise((resolve) => {
      const next = installing ?? waiting;
      if (!next) return resolve(active);
      next.addEventListener("statechange", () => next.state === "activated" && resolve());
    });
  workers.register(worker).then(started).finally(() => location.reload());
})();
