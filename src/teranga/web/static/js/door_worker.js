// Keeps the door's own page and its scripts, so that it opens without a network. Scoped to the door's address.
const KEPT = "door:" + new URL(registration.scope).pathname;
const PATIENCE = 3000;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (address.pathname.startsWith("/static/")) event.respondWith(script(request));
});

// The network first; when it is silent for three seconds, the page as it was.
async function page(request) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(registration.scope, { ignoreSearch: true });
  const fresh = fetch(request);
  if (!kept) return fresh;
  fresh.catch(() => {});
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([fresh.catch(() => kept), late]);
}

async function script(request) {
  const cache = await caches.open(KEPT);
  return (await cache.match(request)) ?? fetch(request);
}
