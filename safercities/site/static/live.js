// The launch box of a lab: what of its Python is on this device, and how to remove it.
(async () => {
  "use strict";
  const box = document.querySelector(".sc-live");
  const run = document.querySelector("a.sc-run");
  if (!box || !run) return;
  const says = JSON.parse(box.dataset.says);
  if (location.protocol === "file:") {
    run.closest("p").textContent = says.folder;
    return;
  }
  const home = new URL("../", run.href);
  const cacheName = `safercities lite ${home.pathname}`;
  const notebooks = "Safer Cities labs"; // as in the settings of JupyterLite
  const [status, remove, forget] = box.querySelectorAll("[role=status], button");

  const look = async (text = "") => {
    const kept = await caches.has(cacheName);
    const changed = (await indexedDB.databases()).some(({ name }) => name === notebooks);
    status.textContent = text || (kept ? says.kept : "");
    remove.hidden = !kept;
    forget.hidden = !changed;
    box.hidden = !kept && !changed && !text;
  };
  remove.addEventListener("click", async () => {
    await (await navigator.serviceWorker.getRegistration(home))?.unregister();
    await caches.delete(cacheName);
    look(says.removed);
  });
  forget.addEventListener("click", () => {
    if (!confirm(says.sure)) return;
    indexedDB.deleteDatabase(notebooks).onsuccess = () => look(says.deleted);
  });
  try {
    await look();
  } catch {} // a browser that refuses storage: nothing is shown
})();
