// Service worker of the course: answers from the copy that a reader asked to keep (keep.js).
// It keeps nothing by itself. Whatever goes wrong with the copy, the network is asked instead.
"use strict";
const HOME = self.registration.scope;
const CACHE = `safercities ${new URL(HOME).pathname}`; // one host may hold several sites

// The kept file for an address inside the course, or nothing.
const kept = async (path) => {
  const list = await (await caches.match(`${HOME}kept`, { cacheName: CACHE }))?.json();
  const name = [path, `${path}index.html`, `${path}.html`].find((name) => list?.files[name]);
  return name && caches.match(`${HOME}${name}?${list.files[name][0]}`, { cacheName: CACHE });
};

const answer = async (request, path) => {
  const copy = await kept(path).catch(() => {});
  if (copy) return copy;
  try {
    return await fetch(request);
  } catch {
    const page = request.mode === "navigate" && (await kept("offline.html").catch(() => {}));
    // A redirect, so that the links of the page lead where they should.
    return page ? Response.redirect(`${HOME}offline.html`) : Response.error();
  }
};

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const path = decodeURI(request.url.split(/[?#]/)[0]).slice(HOME.length);
  // `integrity`: keep.js is fetching a file to keep. `lite/` has a service worker of its own.
  if (request.method !== "GET" || request.integrity || /^lite(\/|$)/.test(path)) return;
  if (request.url.startsWith(HOME)) event.respondWith(answer(request, path));
});
