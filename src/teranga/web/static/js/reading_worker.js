// Keeps one page of proposals to read, so that it opens without a network. Scoped to that page's address.
const KEPT = "reading:" + new URL(registration.scope).pathname;
const PATIENCE = 3000;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.mode === "navigate") event.respondWith(page(request));
});

// The network first; when it is silent for three seconds, the page as it was. What is over is forgotten.
async function page(request) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(registration.scope, { ignoreSearch: true });
  const fresh = fetch(request).then(async (answer) => {
    if (answer.ok && !answer.redirected && answer.type !== "opaqueredirect") await cache.put(registration.scope, answer.clone());
    else await caches.delete(KEPT);
    return answer;
  });
  if (!kept) return fresh;
  fresh.catch(() => {});
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([fresh.catch(() => kept), late]);
}
