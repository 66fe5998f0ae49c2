// @ts-check
/** Exchange changes with the server: nothing leaves the outbox before the server has answered for it. */

import { sha256 } from "./digest.js";
import { Unkept } from "./kept.js";
import { settle } from "./pin.js";

/**
 * @typedef {import("./kept.js").Kept} Kept
 * @typedef {{status: number, body: any, etag: string | null, retryAfter: number | null, isLate?: boolean}} Reply body null:
 *   cut or no JSON; isLate: given up, as it took too long
 * @typedef {{method: "GET" | "POST", body?: any, etag?: string | null, signal: AbortSignal}} Question
 * @typedef {(address: string, question: Question) => Promise<Reply>} Ask it rejects when there is no connection
 * @typedef {"done" | "locked" | "network" | "server" | "not_allowed" | "other_plan" | "removed" | "paused" | "unkept"} Outcome
 * @typedef {{outcome: Outcome, changed: boolean, retryAfter: number | null, said?: string, asks?: any}} Exchanged retryAfter in
 *   seconds; said: the server's own sentence on what went wrong; asks: how it asks for a PIN
 */

const MINE = "/api/plans/mine";
const MOST = 200; // changes at once, as the server takes them
const GAPS = 3; // in one run: more means that the two never agree
const WAIT_MS = 30_000; // for one answer: a weak network needs many seconds for many words
const TOO_LARGE = 413;

/** One phone's exchange; `run` may be called at any time. */
export class Exchange {
  #kept;
  #ask;
  #waitMs;
  #pace = { most: MOST }; // over all runs: what a slow line did not carry this time, it does not carry the next
  /** @type {Promise<Exchanged> | null} */
  #now = null;
  /** @type {Promise<Exchanged> | null} */
  #next = null;

  /** @param {{kept: Kept, ask?: Ask, waitMs?: number}} parts */
  constructor({ kept, ask = askServer, waitMs = WAIT_MS }) {
    this.#kept = kept;
    this.#ask = ask;
    this.#waitMs = waitMs;
  }

  /**
   * Send what waits, else ask for the plan. Called while one is under way, it runs once more after that.
   * @returns {Promise<Exchanged>} `changed`: what is kept may read differently now
   */
  run() {
    if (!this.#now) return this.#begin();
    this.#next ??= this.#now.catch(() => null).then(() => this.#begin());
    return this.#next;
  }

  #begin() {
    this.#next = null;
    const run = new Run(this.#kept, this.#pace, (address, question) => this.#answer(address, question));
    const now = alone(`exchange ${this.#kept.name}`, this.#waitMs, () => run.all()).finally(() => {
      if (this.#now === now) this.#now = null;
    });
    this.#now = now;
    return now;
  }

  /**
   * @param {string} address
   * @param {Omit<Question, "signal">} question
   * @returns {Promise<Reply>}
   */
  async #answer(address, question) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), this.#waitMs);
    const late = new Promise((_, reject) => stop.signal.addEventListener("abort", () => reject(new Error("late"))));
    try {
      const asked = this.#ask(address, { ...question, signal: stop.signal });
      return /** @type {Reply} */ (await Promise.race([asked, late]));
    } catch {
      return { status: 0, body: null, etag: null, retryAfter: null, isLate: stop.signal.aborted };
    } finally {
      clearTimeout(timer);
    }
  }
}

/** One run: batch after batch until nothing waits. */
class Run {
  #kept;
  #pace;
  #answer;
  #gaps = 0;
  #isTooLarge = false;
  #changed = false;

  /**
   * @param {Kept} kept
   * @param {{most: number}} pace how many changes go at once
   * @param {(address: string, question: Omit<Question, "signal">) => Promise<Reply>} answer
   */
  constructor(kept, pace, answer) {
    this.#kept = kept;
    this.#pace = pace;
    this.#answer = answer;
  }

  /** @returns {Promise<Exchanged>} */
  async all() {
    try {
      for (;;) {
        const end = await this.#once();
        if (end) return { retryAfter: null, ...end, changed: this.#changed };
      }
    } catch (error) {
      if (!(error instanceof Unkept)) throw error;
      return { outcome: "unkept", changed: this.#changed, retryAfter: null };
    }
  }

  /** @returns {Promise<{outcome: Outcome, retryAfter?: number | null, said?: string, asks?: any} | null>} null: something still waits */
  async #once() {
    const known = await this.#kept.read();
    if (this.#kept.isLocked) return this.#whileLocked(known);
    const sent = known.plan ? known.pending.slice(0, this.#pace.most) : [];
    const reply = await (sent.length ? this.#send(known, sent) : this.#answer(MINE, { method: "GET", etag: known.etag }));
    const { status, body, retryAfter, isLate } = reply;
    if (isLate && sent.length) this.#pace.most = half(sent);
    if (status === 200) return this.#take(known, sent, reply);
    if (status === 304) return { outcome: "done" };
    if (status === TOO_LARGE && sent.length && !this.#isTooLarge) return this.#sendLess(sent);
    if (status === 409 && body?.reason === "gap") return this.#mend(known, body.expected);
    const said = body?.title ? `${body.title}. ${body.detail}` : "";
    if (status === 410) return { ...(await this.#leave(known, body?.removal)), said };
    return { outcome: outcomeOf(status, body), retryAfter, said, ...(status === 423 && { asks: body }) };
  }

  /** Nothing is exchanged; but a phone that was taken off the plan clears itself without its PIN. @param {any} known */
  async #whileLocked(known) {
    const { status, body } = await this.#answer(MINE, { method: "GET" });
    const ended = status === 410 ? await this.#leave(known, body?.removal) : null;
    return ended?.outcome === "removed" ? ended : { outcome: /** @type {Outcome} */ ("paused") };
  }

  /**
   * @param {any} known
   * @param {any[]} sent
   */
  #send({ plan, asked }, sent) {
    // A change that no request can carry is named without its words: refused, it lets those behind it pass.
    const changes = this.#isTooLarge ? sent.map(({ seq }) => ({ seq })) : sent;
    return this.#answer(`${MINE}/changes`, { method: "POST", body: { plan: plan.plan, outbox: asked.outbox, changes } });
  }

  /**
   * @param {any} known
   * @param {any[]} sent
   * @param {Reply} reply
   */
  async #take({ asked }, sent, { body, etag }) {
    if (!isPlan(body)) return { outcome: /** @type {Outcome} */ ("network") };
    const answered = new Set(body.results?.map((/** @type {any} */ one) => one.seq));
    if (sent.length && !sent.some(({ seq }) => answered.has(seq))) return { outcome: /** @type {Outcome} */ ("server") };
    const results = this.#isTooLarge ? body.results.map(tooLarge) : body.results;
    const taken = await this.#kept.accept(asked, { ...body, ...(results && { results }) }, etag);
    if (taken === "other_plan") return { outcome: /** @type {Outcome} */ (taken) };
    this.#changed = true;
    this.#isTooLarge = false;
    this.#pace.most = Math.min(MOST, 2 * this.#pace.most);
    const { pending } = await this.#kept.read();
    return pending.length ? null : { outcome: /** @type {Outcome} */ ("done") };
  }

  /** @param {any[]} sent */
  #sendLess(sent) {
    this.#isTooLarge = sent.length === 1;
    this.#pace.most = half(sent);
    return null;
  }

  /**
   * The server lacks a change before those it was sent: it gets them from there on, or under a new name.
   * @param {any} known
   * @param {number} expected
   */
  async #mend({ asked }, expected) {
    this.#gaps += 1;
    if (this.#gaps > GAPS) return { outcome: /** @type {Outcome} */ ("server") };
    const { pending } = await this.#kept.read();
    if (pending[0]?.seq !== expected) await this.#kept.renew(asked);
    this.#changed = true;
    return null;
  }

  /**
   * Only who knows this phone's own secret can say that the phone was removed.
   * @param {any} known
   * @param {unknown} told
   */
  async #leave({ removal, proof }, told) {
    const own = removal ? await sha256(removal) : proof;
    const isTrue = Boolean(own) && own === told;
    return { outcome: /** @type {Outcome} */ (isTrue ? "removed" : "not_allowed") };
  }
}

/**
 * Ask our own server over the network.
 * @type {Ask}
 */
export async function askServer(address, { method, body, etag, signal }) {
  await settle();
  const reply = await fetch(address, {
    method,
    signal,
    cache: "no-store",
    headers: {
      Accept: "application/json",
      ...(body && { "Content-Type": "application/json" }),
      ...(etag && { "If-None-Match": etag }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const seconds = Number(reply.headers.get("Retry-After"));
  return {
    status: reply.status,
    body: await reply.json().catch(() => null),
    etag: reply.headers.get("ETag"),
    retryAfter: seconds > 0 ? seconds : null,
  };
}

/**
 * @param {number} status
 * @param {any} body
 * @returns {Outcome}
 */
function outcomeOf(status, body) {
  if (status === 409 && body?.reason === "other_plan") return "other_plan";
  const known = /** @type {Record<number, Outcome>} */ ({ 0: "network", 401: "not_allowed", 423: "locked", 429: "paused" });
  return known[status] ?? "server";
}

/** A network that wants a log-in first answers for us, too, and so may a half reply. @param {any} body */
function isPlan(body) {
  const isWhole = typeof body?.plan === "string" && Number.isInteger(body.revision);
  return isWhole && typeof body.sections === "object" && body.sections !== null;
}

/** @param {any[]} sent */
const half = (sent) => Math.ceil(sent.length / 2);

/** @param {any} result */
const tooLarge = (result) => (result.result === "refused" ? { ...result, reason: "too_large" } : result);

/**
 * One page at a time. A page that the system froze can hold on to its turn: after a while both go on, as to send twice
 * does nothing.
 * @template T
 * @param {string} name
 * @param {number} waitMs
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function alone(name, waitMs, work) {
  const locks = globalThis.navigator?.locks;
  if (!locks) return work();
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), waitMs);
  let hasTurn = false;
  try {
    return await locks.request(name, { signal: stop.signal }, () => {
      hasTurn = true;
      clearTimeout(timer);
      return work();
    });
  } catch (error) {
    if (hasTurn) throw error;
    return work();
  } finally {
    clearTimeout(timer);
  }
}
