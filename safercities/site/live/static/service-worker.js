// In front of JupyterLite's own service worker: files of the lab come from this device once they
// were used, so that a second visit needs no link. Its own worker answers for everything else.
(() => {
  "use strict";
  const files = FILES;
  const home = self.registration.scope;
  const cacheName = `safercities lite ${new URL(home).pathname}`;
  const keyOf = (path) => `${home}${path}?${files[path]}`;

  const answer = async (request, path) => {
    const cache = await caches.open(cacheName);
    const copy = await cache.match(keyOf(path));
    if (copy) return copy;
    const fresh = await fetch(request);
    // A full device must not stop the lab: then nothing is kept.
    if (fresh.ok) cache.put(keyOf(path), fresh.clone()).catch(() => {});
    return fresh;
  };

  const forgetOld = async () => {
    const wanted = new Set(Object.keys(files).map((path) => new URL(keyOf(path)).href));
    const cache = await caches.open(cacheName);
    for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
  };

  addEventListener("activate", (event) => event.waitUntil(forgetOld()));
  addEventListener("fetch", (event) => {
    const { request } = event;
    if (request.method !== "GET" || !request.url.startsWith(home)) return;
    const path = decodeURI(request.url.split(/[?#]/)[0]).slice(home.length);
    const name = [path, `${path}index.html`].find((name) => Object.hasOwn(files, name));
    if (!name) return;
    event.stopImmediatePropagation();
    event.respondWith(answer(request, name));
  });
})();
