// @ts-check
/** One copy as this phone keeps it: found, renewed, and gone when it has to go. */

import { drop } from "./card_cache.js";
import { makeReadable } from "./card_offline.js";
import * as cards from "./cards.js";
import { mayKeep } from "./copy_begin.js";
import { letGo } from "./copy_server.js";

/** @typedef {{sealed: string, rev: number, copy: Record<string, any>}} Opened */

export class Card {
  /** @type {import("./cards.js").Card | null} */
  kept = null;

  /** The name of the sentence that says how it is kept. @type {"" | "kept" | "kept_online"} */
  state = "";

  /** @type {Promise<unknown>} */
  #readying = Promise.resolve();

  /** @param {string} id */
  constructor(id) {
    this.id = id;
  }

  /** What the server is shown, so that it counts the phones that keep the copy. */
  get mark() {
    return this.kept ? { keeping: this.kept.keeping } : {};
  }

  /** A browser that keeps nothing, such as in a private window, has none. */
  async find() {
    this.kept = this.id && (await mayKeep) ? await cards.find(this.id).then((card) => card ?? null, () => null) : null;
  }

  /**
   * @param {Opened} opened
   * @param {{proof: string, content: CryptoKey}} keys
   * @returns {Promise<boolean>} whether this browser keeps it
   */
  async keep({ sealed, rev }, { proof, content }) {
    const card = { id: this.id, sealed, content, proof, keeping: cards.newMark(), rev, seen: today() };
    this.kept = await cards.keep(card).then(() => card, () => null);
    return Boolean(this.kept);
  }

  /** What the server gave is the newest; it may also say that nothing is to be kept any more. @param {Opened} opened */
  async renew({ sealed, rev, copy }) {
    if (!this.kept) return;
    if (!copy.may_keep) return this.letGo();
    const renewed = { ...this.kept, sealed, rev, seen: today() };
    const isHere = await cards.renew(renewed).catch(() => true);
    Object.assign(this, isHere ? { kept: renewed } : { kept: null, state: "" });
  }

  /** Make it open without a connection. @param {Record<string, any>} copy */
  async makeReadable(copy) {
    const readying = makeReadable(copy).catch(() => false);
    this.#readying = readying;
    const isReadable = await readying;
    this.state = !this.kept ? "" : isReadable ? "kept" : "kept_online";
  }

  /** Nothing of it stays on this phone; without any copy left, neither does what opens them. */
  async forget() {
    if (!this.kept) return;
    Object.assign(this, { kept: null, state: "" });
    const isLast = await cards.remove(this.id).catch(() => false);
    // What is still being fetched for it would come back after.
    if (isLast) this.#readying.then(() => drop({ all: true })).catch(() => undefined);
  }

  /** The same, and its owner's page counts one phone less. */
  async letGo() {
    const { kept } = this;
    await this.forget();
    if (kept) await letGo(this.id, kept);
  }
}

/** By this phone's clock, which may be wrong; it decides nothing but what is said. */
const today = () => new Date().toISOString().slice(0, 10);
