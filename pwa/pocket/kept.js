// @ts-check
/** The one place for what is kept on this phone: the plan, what was not sent yet, and the finished page. */

import { dropCaches, dropPages, page, putPage } from "./cached_page.js";
import { appendAll, giveWay, KeptHistory, NAMES } from "./kept_history.js";
import { KeptPictures } from "./kept_pictures.js";
import * as records from "./records.js";
import { forgetAll } from "./remembered.js";
import { SealedStore } from "./sealed_store.js";

export { Unkept } from "./database.js";

/**
 * @typedef {import("./sealed_store.js").Sealing} Sealing
 * @typedef {import("./records.js").Numbered} Numbered
 * @typedef {{outbox: string, taken: number}} Asked what was known when the server was asked
 */

const OPEN_FACTS = ["language", "country", "lock", "proof"]; // they lie open in the locked mode too

const NOTHING = {
  plan: null,
  etag: null,
  pending: /** @type {Numbered[]} */ ([]),
  held: /** @type {Numbered | null} */ (null),
  refused: /** @type {{revision: string, change: any, reason: string}[]} */ ([]),
  drafts: /** @type {Record<string, string>} */ ({}),
  left: /** @type {any[]} */ ([]), // of a plan that is gone from here: changes and drafts
  isGone: false, // nothing but that can be here
  removal: /** @type {string | null} */ (null),
  language: /** @type {string | null} */ (null),
  country: /** @type {string | null} */ (null),
  lock: /** @type {import("./pin.js").Lock | null} */ (null),
  proof: /** @type {string | null} */ (null), // SHA-256 of `removal`: a locked phone knows a true removal by it
};

/**
 * Open what is kept under a name.
 * @param {{name?: string, sealing?: Sealing | null}} [options] sealing opens the locked mode
 * @returns {Promise<Kept>} it rejects with `Unkept` when this browser keeps nothing
 */
export async function openKept({ name = "notes", sealing = null } = {}) {
  const kept = new Kept(name, sealing);
  await kept.read();
  return kept;
}

/** What one phone keeps. Every method that writes has it on the disk when it resolves, or rejects with `Unkept`. */
export class Kept {
  putPage = putPage;
  page = page;
  dropPage = dropPages;
  #store;

  /**
   * @param {string} name
   * @param {Sealing | null} sealing
   */
  constructor(name, sealing) {
    this.name = name;
    this.#store = new SealedStore(name, sealing);
    this.pictures = new KeptPictures(name, this.#store);
    this.history = new KeptHistory(this.#store);
  }

  /** `open`, or `locked`: the words are sealed. Another page may have changed it since the last reading. */
  get mode() {
    return this.#store.mode;
  }

  /** Whether the words are sealed and the person has not opened them here. */
  get isLocked() {
    return this.#store.isLocked;
  }

  /** Everything at one moment; `asked` goes to `accept` with the server's answer. While locked, only what lies open. */
  async read() {
    const stores = await this.#store.look();
    const { facts, pending, refused, drafts } = stores;
    const state = facts.get("state");
    const isGone = Boolean(state.gone);
    const all = { ...NOTHING, mode: this.mode, isGone, asked: { outbox: state.outbox, taken: state.taken } };
    for (const name of OPEN_FACTS) all[name] = facts.get(name)?.value ?? null;
    if (this.isLocked) return { ...all, unsent: pending.size + refused.size + drafts.size + Number(facts.has("held")) };
    const remembered = [...facts].filter(([name, one]) => one.words && !["plan", "held", ...NAMES].includes(name));
    const whole = {
      ...all,
      ...Object.fromEntries(await this.#store.unpackAll(remembered, (name, value) => [name, value])),
      ...(facts.has("plan") && (await this.#store.unpack(facts.get("plan")))),
      pending: await this.#store.unpackAll(pending, (seq, change) => records.numbered(change, state.outbox, seq)),
      // A held change has the name that it will get: what is replayed needs one.
      held: facts.has("held")
        ? records.numbered(await this.#store.unpack(facts.get("held")), state.outbox, state.next)
        : null,
      refused: await this.#store.unpackAll(refused, (revision, change, { reason }) => ({ revision, change, reason })),
      drafts: Object.fromEntries(await this.#store.unpackAll(drafts, (key, text) => [key, text])),
    };
    return { ...whole, left: isGone ? records.unsentOf(whole) : records.leftIn(whole.drafts).map((key) => whole.drafts[key]) };
  }

  /**
   * Number a change and put it behind what waits to be sent; one that was held goes before it.
   * @param {Record<string, any>} change without `seq` and `revision`
   * @param {{key: string, text: string}} [typed] the draft that it was made of: it goes in the same moment, or stays
   *   with all else; one that reads otherwise by then was typed since, here or in another tab, and stays
   * @returns {Promise<Numbered>}
   */
  async append(change, typed) {
    const { seq: _seq, revision: _revision, ...plain } = change;
    const draft = typed && (await this.#store.find("drafts", typed.key, typed.text));
    return this.#store.write([plain], async (transaction, state, words) => {
      await records.release(transaction, state);
      if (draft) await records.deleteSame(transaction, "drafts", typed.key, draft);
      return records.numbered(plain, state.outbox, await records.enqueue(transaction, state, words));
    });
  }

  /**
   * The same with changes that name each other, all or none.
   * @param {Record<string, any>[]} changes each with a `revision` of its own, until it gets its number
   */
  appendAll(changes) {
    return appendAll(this.#store, changes);
  }

  /**
   * Keep a change that can still be undone; one that was held before is numbered now.
   * @param {Record<string, any>} change
   * @returns {Promise<string>} what it is held by
   */
  async hold(change) {
    const { seq: _seq, revision: _revision, ...plain } = change;
    return this.#store.write([plain], async (transaction, state, words) => {
      await records.release(transaction, state);
      const by = records.newId();
      await transaction.objectStore("facts").put({ words, by }, "held");
      return by;
    });
  }

  /**
   * Undo the held change.
   * @param {string} [by] only the one that is held by this: another page may hold another
   * @returns {Promise<Record<string, any> | null>} it, or null when it is numbered already
   */
  async unhold(by) {
    const held = await this.#store.write([], (transaction) => records.takeHeld(transaction, by));
    return held ? this.#store.unpack(held) : null;
  }

  /** Number the held change: it can't be undone any more. @returns {Promise<Numbered | null>} */
  async release() {
    const freed = await this.#store.write([], records.release);
    return freed && records.numbered(await this.#store.unpack(freed), freed.outbox, freed.seq);
  }

  /**
   * Take in the server's answer: the plan, and what became of the changes that were sent.
   * @param {Asked} asked as `read` gave it when the server was asked
   * @param {Record<string, any>} reply the plan's facts, with `results` after a sending
   * @param {string | null} [etag]
   * @returns {Promise<"taken" | "older" | "other_plan">} `other_plan`: nothing was taken in, as changes wait for another
   */
  async accept(asked, { results = [], removal = null, ...plan }, etag = null) {
    const isCut = await this.history.lacks(plan);
    return this.#store.write([{ plan, etag }], async (transaction, state, words) => {
      if (!state.plan && asked.outbox !== state.outbox) return "older"; // all was cleared since
      const isOther = Boolean(state.plan) && state.plan !== plan.plan;
      if (isOther && (await records.hasUnsent(transaction))) return "other_plan";
      if (asked.outbox === state.outbox) await records.settle(transaction, state.outbox, results);
      if (state.gone) await records.setAside(transaction);
      const isLatest = asked.taken === state.taken;
      if (!isLatest && (isOther || plan.revision < state.revision)) return "older";
      const facts = transaction.objectStore("facts");
      await giveWay(facts, state, plan, isCut || isOther);
      await facts.put({ words }, "plan");
      if (isOther) await facts.delete("removal"); // of the plan before
      if (removal && (isOther || !(await facts.get("proof"))?.value)) await facts.put({ value: removal }, "proof");
      Object.assign(state, { plan: plan.plan, revision: plan.revision, taken: state.taken + 1, gone: false });
      if (isOther) Object.assign(state, { outbox: records.newId(), next: 1 });
      return "taken";
    });
  }

  /**
   * Start a new outbox, as the server expects a change that is gone: what waits gets new numbers, and names them.
   * @param {Asked} [asked] does nothing when that outbox was left already
   */
  async renew(asked) {
    await this.#store.rewrite(async (stores) => {
      const state = stores.facts.get("state");
      if (asked && asked.outbox !== state.outbox) return null;
      const outbox = records.newId();
      const seqs = [...stores.pending.keys()];
      const names = new Map(seqs.map((seq, at) => [`${state.outbox}:${seq}`, `${outbox}:${at + 1}`]));
      const after = await records.mapped(stores, ["pending", "held"], async (record) => ({
        ...record,
        words: await this.#store.pack(records.renamed(await this.#store.unpack(record), names)),
      }));
      after.pending = new Map([...after.pending.values()].map((record, at) => [at + 1, record]));
      after.facts.set("state", { ...state, outbox, next: seqs.length + 1 });
      return after;
    });
  }

  /**
   * Remember things beside the plan, such as `language`, `country` and `removal`; null forgets one.
   * @param {Record<string, any>} facts
   */
  async remember(facts) {
    const [open, own] = [true, false].map((isOpen) =>
      Object.entries(facts).filter(([name]) => OPEN_FACTS.includes(name) === isOpen));
    await this.#store.write(own.map(([, value]) => value), async (transaction, _state, ...words) => {
      const store = transaction.objectStore("facts");
      for (const [name, value] of open) await store.put({ value }, name);
      for (const [at, [name]] of own.entries()) await store.put({ words: words[at] }, name);
    });
  }

  /**
   * Change what is kept of the lock as it is at that moment: no page writes over what another has just written.
   * @param {(lock: import("./pin.js").Lock) => import("./pin.js").Lock | null} change null leaves it
   * @returns {Promise<import("./pin.js").Lock | null>} what it is then; null: it was left, or there is none
   */
  async changeLock(change) {
    return this.#store.write([], async (transaction) => {
      const facts = transaction.objectStore("facts");
      const before = (await facts.get("lock"))?.value;
      const lock = before ? change(before) : null;
      if (lock) await facts.put({ value: lock }, "lock");
      return lock;
    });
  }

  /**
   * Keep what is being typed; null when it is saved or thrown away.
   * @param {string} key
   * @param {string | null} text
   */
  async draft(key, text) {
    await this.#store.write(text === null ? [] : [text], async (transaction, _state, words) => {
      const store = transaction.objectStore("drafts");
      await (text === null ? store.delete(key) : store.put({ words }, key));
    });
  }

  /**
   * The person has read why a change was refused, and lets its words go.
   * @param {string} revision
   */
  async dismiss(revision) {
    await this.#store.write([], (transaction) => transaction.objectStore("refused").delete(revision));
  }

  /**
   * Seal all words, from now on too.
   * @param {Sealing} sealing
   */
  async lock(sealing) {
    // Before the words are sealed: were it deleted after, a crash between would leave it to be read.
    await this.#dropOpen();
    await this.#store.seal(sealing);
    await this.#dropOpen();
  }

  /**
   * Let all words lie open again.
   * @param {Sealing} sealing the one that they were sealed with; its error when it is another
   */
  async unlock(sealing) {
    await this.#store.unseal(sealing);
    await this.pictures.remove(); // they were sealed; the server has them
  }

  async #dropOpen() {
    await dropPages();
    await this.pictures.remove();
  }

  /** Forget everything, here, in the caches, and where *Hide* leads. */
  async clear() {
    await this.#dropAround();
    await this.#store.clear();
  }

  /**
   * The plan is no longer this phone's: all of it goes at once. Words that the server has not stay, sealed where they were.
   * @param {(value: any) => boolean} [isToStay] asked of each change and draft that can be read here
   */
  async leave(isToStay = () => true) {
    await this.#dropAround();
    await this.#store.leave(isToStay);
    await this.#dropAround(); // what another page wrote before it could know
  }

  async #dropAround() {
    forgetAll();
    await dropCaches();
    await this.pictures.remove();
  }

  /**
   * Keep what drawing a page takes besides the plan.
   * @param {any} materials
   */
  async putMaterials(materials) {
    await this.#store.putMaterials(materials);
  }

  /** @returns {Promise<any>} undefined when there are none */
  async materials() {
    return this.#store.materials();
  }
}
