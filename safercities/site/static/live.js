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
  const store = "Safer Cities labs"; // as in live/assemble.py
  const [status, remove, forget] = box.querySelectorAll("[role=status], button");

  const stored = async () =>
    (await indexedDB.databases()).map(({ name }) => name).filter((name) => name.startsWith(store));
  const look = async (text = "") => {
    const kept = await caches.has(cacheName);
    const changed = (await stored()).length > 0;
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
  forget.addEventListener("click", async () => {
    if (!confirm(says.sure)) return;
    for (const name of await stored())
      await new Promise((done) => (indexedDB.deleteDatabase(name).onsuccess = done));
    look(says.deleted);
  });
  try {
    await look();
  } catch {} // a browser that refuses storage: nothing is shown
})();
