// Keeps the page of proposals to read on this device; without a worker the browser's own saving does it.
const place = document.querySelector("[data-reading]");

async function keep() {
  const root = place.dataset.reading;
  const trusted = globalThis.trustedTypes?.createPolicy("reading", { createScriptURL: (address) => address });
  const address = `${root}worker.js`;
  const worker = await navigator.serviceWorker.register(trusted ? trusted.createScriptURL(address) : address, { scope: root });
  const cache = await caches.open(`reading:${root}`);
  await cache.add(root);
  const say = place.querySelector("[data-reading-words]");
  const drop = place.querySelector("[data-reading-drop]");
  say.textContent = place.dataset.readingKept;
  drop.hidden = false;
  drop.firstElementChild.addEventListener("click", async () => {
    await worker.unregister();
    await caches.delete(`reading:${root}`);
    drop.hidden = true;
    say.textContent = place.dataset.readingGone;
  });
}

if (place && navigator.serviceWorker) keep().catch(() => {}); // refused: the page says how to save it
