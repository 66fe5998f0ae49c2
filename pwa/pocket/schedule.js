// @ts-check
/** When to try an exchange: whenever one may succeed, and by a timer only while something waits to be sent. */

const SOONEST_MS = 5_000;
const LATEST_MS = 300_000;
const JITTER = 0.2; // so that phones that lost one server do not all come back at once

/**
 * @typedef {import("./outbox.js").Exchanged} Exchanged
 * @typedef {{setTimeout: (act: () => void, ms: number) => any, clearTimeout: (timer: any) => void,
 *   now: () => number, random: () => number}} Clock
 */

/** @type {Clock} */
const CLOCK = {
  setTimeout: (act, ms) => setTimeout(act, ms),
  clearTimeout: (timer) => clearTimeout(timer),
  now: () => Date.now(),
  random: () => Math.random(),
};

/** One page's tries. */
export class Schedule {
  #run;
  #hasPending;
  #clock;
  #timer = null;
  #delay = SOONEST_MS;
  #notBefore = -Infinity;
  #tries = 0;

  /**
   * @param {object} parts
   * @param {() => Promise<Exchanged>} parts.run
   * @param {() => boolean | Promise<boolean>} parts.hasPending
   * @param {Clock} [parts.clock]
   */
  constructor({ run, hasPending, clock = CLOCK }) {
    this.#run = run;
    this.#hasPending = hasPending;
    this.#clock = clock;
  }

  /** Try now, and from now on whenever the phone comes back to this page or to the network. */
  start() {
    addEventListener("online", () => this.#soon());
    addEventListener("pageshow", (event) => event.persisted && this.#soon());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.#soon());
    return this.tryNow();
  }

  /** A change was made. */
  changed() {
    return this.tryNow();
  }

  /** Try, unless the server asked for a rest; try again later while something waits. */
  async tryNow() {
    const mine = ++this.#tries;
    this.#clock.clearTimeout(this.#timer);
    const rest = this.#notBefore - this.#clock.now();
    if (rest > 0) return this.#later(rest);
    const ended = await this.#run().catch(() => null);
    if (mine !== this.#tries) return; // a later try sets the timer
    if (ended?.outcome === "removed") return;
    if (ended?.outcome === "done") this.#delay = SOONEST_MS;
    if (ended?.retryAfter) this.#notBefore = this.#clock.now() + Math.min(ended.retryAfter * 1000, LATEST_MS);
    if (await this.#waits()) this.#again(ended?.retryAfter ?? 0);
  }

  #soon() {
    this.#delay = SOONEST_MS;
    return this.tryNow();
  }

  /** @param {number} restSeconds */
  #again(restSeconds) {
    const jitter = 1 + JITTER * (2 * this.#clock.random() - 1);
    this.#later(Math.max(this.#delay * jitter, Math.min(restSeconds * 1000, LATEST_MS)));
    this.#delay = Math.min(2 * this.#delay, LATEST_MS);
  }

  /** @param {number} ms */
  #later(ms) {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = this.#clock.setTimeout(() => void this.tryNow(), ms);
  }

  async #waits() {
    try {
      return await this.#hasPending();
    } catch {
      return false; // nothing can be read here: the page itself says so
    }
  }
}
