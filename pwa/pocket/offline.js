// @ts-check
/** Keep the plan readable without signal on this phone, and know whether it is. */

import { dropCaches, FOLDER } from "./cached_page.js";
import { endWorker } from "./gone.js";
import { workerAddress } from "./policy.js";

const ANSWER_MS = 5_000;

export class Offline {
  /** Whether the plan would open now without signal: the worker says so itself, and a page that it finished was its own. */
  isReadable = facts().finished === "yes";

  /** Whether a newer version waits for the next launch. */
  hasNewer = false;

  /** @type {ServiceWorkerRegistration | null} */
  #registration = null;

  /** @param {() => void} changed one of the two above is another */
  constructor(changed) {
    this.changed = changed;
  }

  /** To be called where this phone has a plan, and only there; nothing that an open page shows is reloaded by it. */
  async start() {
    const container = navigator.serviceWorker;
    if (!container || this.#registration) return;
    if (facts().offline !== "yes") return takeAway(container);
    this.#registration = await container.register(workerAddress(), { type: "module" }).catch(() => null);
    if (!this.#registration) return; // an engine without module workers, or storage refused: the page works as it is
    addEventListener("finished", (event) => /** @type {CustomEvent} */ (event).detail === this.isReadable || this.look());
    navigator.storage?.persist?.().catch(() => false);
    this.#registration.addEventListener("updatefound", () => this.#follow());
    this.#follow();
    await this.look();
  }

  /** Ask again, such as after the page was written anew. */
  async look() {
    const { active = null, waiting = null } = this.#registration ?? {};
    if (active?.state !== "activated") return;
    const isReadable = await answer(active);
    const hasNewer = Boolean(waiting);
    if (isReadable === this.isReadable && hasNewer === this.hasNewer) return;
    Object.assign(this, { isReadable, hasNewer });
    this.changed();
  }

  /** There is no plan on this phone any more. */
  async end() {
    await endWorker();
    this.#registration = null;
    Object.assign(this, { isReadable: false, hasNewer: false });
  }

  #follow() {
    const { installing, waiting, active } = this.#registration ?? {};
    for (const worker of [installing, waiting, active]) worker?.addEventListener("statechange", () => this.look());
  }
}

/** An operator has switched the worker off: one that was ended half-way leaves nothing behind either. */
async function takeAway(/** @type {ServiceWorkerContainer} */ container) {
  const registrations = await container.getRegistrations().catch(() => []);
  await Promise.all(registrations.map((one) => one.unregister()));
  await dropCaches(); // a page from before this may have written since the worker ended
}

const facts = () => document.getElementById("facts")?.dataset ?? {};

/** @param {ServiceWorker} worker @returns {Promise<boolean>} */
function answer(worker) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => resolve(false), ANSWER_MS);
    port1.onmessage = ({ data }) => {
      clearTimeout(timer);
      resolve(data.isReadable);
    };
    worker.postMessage({ look: FOLDER }, [port2]);
  });
}
