// Keep the course on this device: only when the reader asks, with its size, and undone at will.
(async () => {
  "use strict";
  const box = document.querySelector(".sc-keep");
  // A page from a folder, or from a host without https, cannot be kept: nothing is shown.
  if (!navigator.serviceWorker || !location.protocol.startsWith("http")) return;
  const root = new URL(document.documentElement.dataset.content_root, location.href);
  const cacheName = `safercities ${root.pathname}`;
  const listKey = `${root}kept`;
  const says = JSON.parse(box.dataset.says);
  const [bar, status] = [box.querySelector("progress"), box.querySelector("[role=status]")];
  const [count, go, remove] = [box.querySelector("small"), ...box.querySelectorAll("button")];
  let stopper;

  // Rounded up, as the build rounds.
  const mb = (bytes) =>
    `${(Math.ceil(bytes / 1e5) / 10).toLocaleString(document.documentElement.lang)} MB`;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const sizes = { download: mb(box.dataset.download), space: mb(box.dataset.space) };

  // What the reader sees in each state; `rest` is what is still to be downloaded, in bytes.
  const show = (state, rest) => {
    const values = { ...sizes, ...(rest && { download: mb(rest) }) };
    box.dataset.state = state;
    status.textContent = fill(says[state], values);
    go.textContent = fill(says[`${state}-go`] ?? "", values);
    go.hidden = !go.textContent;
    remove.textContent = fill(says.remove, values);
    remove.hidden = state === "none" || state === "keeping";
    bar.hidden = count.hidden = state !== "keeping";
  };

  const ask = async (name) => {
    const answer = await fetch(new URL(`_static/keep/${name}`, root), { cache: "no-store" });
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  };
  const keyOf = (path, [hash]) => `${root}${path}?${hash}`;
  const keptList = async () => (await caches.match(listKey, { cacheName }))?.json();
  const missing = async (list) => {
    const cache = await caches.open(cacheName);
    const there = new Set((await cache.keys()).map((request) => request.url));
    return Object.entries(list.files).filter((file) => !there.has(new URL(keyOf(...file)).href));
  };
  const weight = (files) => files.reduce((sum, [, [, bytes]]) => sum + bytes, 0);

  const keep = async () => {
    stopper = new AbortController();
    show("keeping");
    const cache = await caches.open(cacheName);
    const list = await ask("files.json");
    const queue = await missing(list);
    const total = weight(queue);
    let done = 0;
    const step = () => {
      bar.value = total ? done / total : 1;
      count.textContent = fill(says.count, { done: mb(done), total: mb(total) });
    };
    const work = async () => {
      for (let file; (file = queue.shift()); step()) {
        const [path, [integrity, bytes]] = file;
        // The browser refuses a file that is not the listed one, such as a log-in page of a network.
        const { signal } = stopper;
        const answer = await fetch(new URL(path, root), { integrity, signal, cache: "no-cache" });
        if (!answer.ok) throw new Error(answer.status);
        // A new answer: a page that a host redirected could not be opened from the copy.
        const headers = { "Content-Type": answer.headers.get("Content-Type") };
        await cache.put(keyOf(...file), new Response(await answer.blob(), { headers }));
        done += bytes;
      }
    };
    step();
    await Promise.all([1, 2, 3, 4].map(work));
    // From here on the worker answers with the new files; the old ones can go.
    await cache.put(listKey, new Response(JSON.stringify(list)));
    const wanted = new Set([listKey, ...Object.entries(list.files).map((file) => keyOf(...file))].map((key) => new URL(key).href));
    for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
    await navigator.serviceWorker.register(new URL("sw.js", root));
    await navigator.storage?.persist?.();
  };

  // Where things stand, from what is on the device and, with a link, from the site.
  const look = async () => {
    const list = await keptList().catch(() => {});
    if (!list) return show((await caches.has(cacheName)) ? "part" : "none");
    const gone = await missing(list);
    if (gone.length) return show("part", weight(gone));
    show("kept");
    try {
      if ((await ask("version.json")).version === list.version) return;
      show("update", weight(await missing(await ask("files.json"))));
    } catch {
      show("offline");
    }
  };

  go.addEventListener("click", async () => {
    if (box.dataset.state === "keeping") return stopper.abort();
    try {
      await keep();
      show("kept");
    } catch (problem) {
      const full = problem.name === "QuotaExceededError";
      show(full ? "full" : stopper.signal.aborted ? "stopped" : "failed");
    }
    stopper.abort(); // what the other three are still fetching
  });
  remove.addEventListener("click", async () => {
    await caches.delete(cacheName);
    await (await navigator.serviceWorker.getRegistration(root))?.unregister();
    show("none");
    status.textContent = `${says.removed} ${status.textContent}`;
    go.focus();
  });

  try {
    await look();
    box.hidden = false;
  } catch {} // a browser that refuses storage: nothing is shown
})();
