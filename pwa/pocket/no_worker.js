// @ts-check
/** In the place of the service worker when an operator has switched it off: takes away what it had stored, and itself. */

const worker = /** @type {any} */ (globalThis);

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(end()));

/** What a person wrote lies elsewhere, and stays. */
async function end() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => /^(notes|cards)-/.test(name)).map((name) => caches.delete(name)));
  await worker.registration.unregister();
}
