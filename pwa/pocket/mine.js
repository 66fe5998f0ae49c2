// @ts-check
/** This phone's plan: what is kept of it, what is changed here, and when it is exchanged with the other devices. */

import { arePagesKept, FOLDER } from "./cached_page.js";
import { today } from "./day.js";
import { sha256 } from "./digest.js";
import { finish } from "./finish.js";
import { asShown } from "./forgetting.js";
import { tellGone } from "./gone.js";
import { openKept } from "./kept.js";
import { finishPin, keepFace, openForgotten, openFromServer, openHere, openServer, openWith } from "./locking.js";
import { gather } from "./materials.js";
import { asNotKept, NotKept } from "./not_kept.js";
import { askServer, Exchange } from "./outbox.js";
import { settle } from "./pin.js";
import { placeOf } from "./place.js";
import { read as fetched, Trouble } from "./requests.js";
import { Schedule } from "./schedule.js";
import { sentence } from "./sentences.js";
import { stateOf } from "./state.js";
import { isThrownAway, keepAgain, together } from "./thrown_away.js";

/** What helps on where a state says that something is needed: an act, and the name of its words. @type {Record<string, {act: string, words: string}>} */
const WAYS = {
  not_connected: { act: "code", words: "enter_code" },
  other_plan: { act: "unsent", words: "see_unsent" },
};

/** What is shown when this browser refuses to keep anything. */
const NOTHING = { plan: null, pending: [], held: null, refused: [], drafts: {}, left: [], isGone: false, language: null, country: null, lock: null };

/**
 * @typedef {object} Told
 * @property {() => void} changed the plan, or what is to be said about it, may be another
 * @property {() => void} removed another device took the plan off this phone
 */

export class Mine {
  /**
   * @param {string} language of this page
   * @param {() => string | null} otherwise where the reader is, for a plan that names no country
   * @param {Told} told
   */
  constructor(language, otherwise, told) {
    this.language = language;
    this.otherwise = otherwise;
    this.told = told;
    /** @type {any} the plan as it is shown: the last one received, with what was done here since */
    this.plan = null;
    /** Whether the plan stands in the finished page alone: it can be read, not changed. */
    this.isBorrowed = false;
    this.isUnsent = false; // whether there are words in it that the server never got
    /** @type {any} what was kept before the browser threw it away under this page */
    this.lost = null;
    /** @type {any} */
    this.materials = null;
    /** @type {import("./kept.js").Kept | null} null: this browser keeps nothing */
    this.kept = null;
    /** @type {any} */
    this.at = NOTHING;
    /** @type {import("./outbox.js").Outcome | null} of the last exchange */
    this.outcome = null;
    this.isReadable = false;
    /** @type {any} how the server asks for the PIN of this phone, when it does and nothing is open here */
    this.asked = null;
    /** @type {Exchange | null} */
    this.exchanging = null;
    this.schedule = new Schedule({ run: () => this.exchange(), hasPending: () => this.at.pending.length > 0 || this.isHolding });
    this.writing = Promise.resolve();
    /** @type {string | undefined} */
    this.heldBy = undefined;
    this.isHolding = false; // what no page can undo any more, as there was no room to write that it waits
  }

  /**
   * A plan was made or opened: what proves later that this phone was taken off it.
   * @param {{removal_secret: string, storage?: string}} made `storage` opens what this phone kept under a forgotten PIN
   */
  async welcome(made) {
    this.kept ??= await openKept().catch(() => null);
    if (this.kept?.isLocked && made.storage) this.kept = await openForgotten(made.storage);
    if (this.kept?.isLocked && this.at.isGone) throw new Trouble("removed_locked"); // no plan comes over sealed words
    this.asked = null;
    await this.kept?.remember({ removal: made.removal_secret, proof: await sha256(made.removal_secret) });
    await this.look();
  }

  /**
   * Open this phone with its PIN; rejects with a `Trouble` when it is another one.
   * @param {string} typed
   */
  async unlock(typed) {
    if (!this.kept) throw new NotKept("not_kept");
    this.kept = this.kept.isLocked
      ? await openWith(this.kept, typed) : await openFromServer(this.kept, typed, this.asked);
    this.asked = null;
    this.exchanging = null;
    await this.letGo();
    await this.look();
    return Boolean(this.plan);
  }

  /** Nothing of the plan stays on this phone, read or not. */
  async clear() {
    await this.writing; // else the page that is being written would come after
    await this.kept?.clear();
    await tellGone(false);
  }

  /** Nothing of the plan stays on this phone but words that were not sent. @param {(value: any) => boolean} isToStay */
  async giveWay(isToStay) {
    await this.writing;
    await this.kept?.leave(isToStay);
    await tellGone(this.kept?.mode === "locked");
  }

  /** What is said of the plan at its end, in words. */
  get said() {
    const { refused } = this.at;
    const isKept = Boolean(this.kept);
    const state = stateOf({ pending: this.changes, refused, outcome: this.outcome, devices: this.plan?.devices, isKept });
    return {
      state: sentence(this.isBorrowed ? "only_read" : `state_${state}`),
      way: WAYS[state] && { act: WAYS[state].act, words: sentence(WAYS[state].words) },
      readable: this.isReadable ? sentence("readable") : "",
      earlier: sentence("earlier"),
      refused,
    };
  }

  /** Open what is kept on this phone; says whether there is a plan. */
  async open() {
    await this.reach();
    return Boolean(this.plan);
  }

  /** Open what is kept on this phone, unless it is open; a browser that gives us no database may do so a moment later. */
  async reach() {
    if (this.kept) return;
    const kept = await openHere().catch(() => null);
    if (!kept || (kept.isLocked && this.plan)) return; // a plan that is being read stays until the next launch
    this.kept = kept;
    await this.letGo();
    await this.look();
  }

  /** What was held by a page that is gone can't be undone any more: it waits to be sent. A full phone can't write that yet. */
  async letGo() {
    if (!this.kept || this.kept.isLocked) return;
    this.isHolding = await this.kept.release().then(() => false, () => true);
  }

  /** Where nothing of the plan can be read, the finished page still holds it; says whether it does. */
  async borrow() {
    const { isUnsent = false, ...plan } = JSON.parse(document.getElementById("facts")?.dataset.own || "null") ?? {};
    if (!plan.sections) return false;
    this.materials = await gather(this.language, this.place(plan));
    this.plan = asShown(plan, this.changes, this.materials.sections);
    Object.assign(this, { isBorrowed: true, isUnsent });
    return true;
  }

  /** Read what is kept, as another page of this phone may have changed it. @param {{isBack?: boolean}} [how] isBack: this page slept, and heard of nothing */
  async look({ isBack = false } = {}) {
    if (!this.kept) return;
    const at = await this.kept.read();
    const isLost = !isBack && Boolean(this.plan) && isThrownAway(this.at, at);
    if (isLost && this.at.plan) this.lost ??= this.at;
    if (at.isGone || at.mode !== "open" || (isBack && !at.plan)) this.lost = null; // somebody took it away
    this.at = this.lost ? together(this.lost, at) : at;
    const deleted = this.at.pending.filter((/** @type {any} */ { kind }) => kind === "delete").map((/** @type {any} */ { entry }) => entry);
    await this.kept.history.forget(deleted).catch(() => undefined);
    if (this.at.plan || !isLost) await this.show(this.at.plan);
  }

  /**
   * Make a change: it is kept on this phone when this is done, and sent when there is signal.
   * @param {any} change
   * @param {{key: string, text: string}} [typed] the draft that it was made of
   * @returns {Promise<import("./kept.js").Numbered>}
   */
  async make(change, typed) {
    return this.change((kept) => kept.append(this.signed(change), typed));
  }

  /** Make changes that name each other, all or none. @param {any[]} changes */
  async makeAll(changes) {
    await this.change((kept) => kept.appendAll(changes.map((one) => this.signed(one))));
  }

  /**
   * Make a change that nothing but this can undo: it waits until the next one, or until the page is left.
   * @param {any} change
   */
  async hold(change) {
    this.heldBy = await this.change(async (kept) => {
      await kept.release();
      return kept.hold(this.signed(change));
    });
  }

  /** Take back what is held by this page; null: it can no longer be. */
  async undo() {
    return this.change((kept) => kept.unhold(this.heldBy));
  }

  /** The page is being left: what could be undone can no longer be. */
  async leave() {
    if (this.at.held) await this.change((kept) => kept.release());
  }

  /**
   * Let a text that was not taken go from the page.
   * @param {string} revision
   */
  async dismiss(revision) {
    await this.change((kept) => kept.dismiss(revision));
  }

  /**
   * Keep what is being typed.
   * @param {string} key
   * @param {string | null} text null: it has arrived
   */
  async draft(key, text) {
    await this.kept?.draft(key, text);
  }

  /** Exchange changes with the server once; whatever goes wrong, the plan stays. */
  async exchange() {
    await this.reach();
    if (!this.kept) return this.fetchOnly();
    if (this.isHolding) await this.letGo();
    this.exchanging ??= new Exchange({ kept: this.kept });
    const before = this.outcome;
    if (this.at.lock?.next) await finishPin(this.kept).catch(() => undefined);
    let ended = await this.exchanging.run();
    if (ended.outcome === "locked" && (await openServer())) ended = await this.exchanging.run();
    this.asked = ended.asks ?? null;
    this.outcome = ended.outcome;
    if (ended.outcome === "done" && this.lost) await keepAgain(this.kept, this.lost).then(() => (this.lost = null), () => undefined);
    if (ended.changed) await this.look();
    this.told.changed();
    if (this.plan && (ended.changed || before === null)) await this.write();
    if (ended.outcome === "removed") this.told.removed();
    if (ended.outcome === "done") void this.kept.history.bring(askServer).catch(() => undefined);
    return ended;
  }

  /**
   * Speak another language from the next load on; says whether its words are here.
   * @param {string} language
   */
  async speak(language) {
    if (!this.kept || !(this.plan || this.kept.isLocked)) return false;
    const { language: got, folder } = await gather(language, this.plan ? this.place() : this.at.country);
    if (got !== language || folder !== FOLDER) throw new Trouble("language_away");
    await this.kept.remember({ language });
    await this.write();
    return !arePagesKept() || Boolean(await this.kept.page());
  }

  /** Write the finished page anew, one time after the other; without it the worker draws the plan. */
  write() {
    const { kept } = this;
    if (kept) this.writing = this.writing.then(() => keepFace(kept, this.at, this.plan)).then(() => finish(kept)).then(() => undefined, () => undefined);
    return this.writing;
  }

  /**
   * Do something with what is kept, and answer: the finished page is written after it.
   * @template T
   * @param {(kept: import("./kept.js").Kept) => Promise<T>} act
   * @returns {Promise<T>}
   */
  async change(act) {
    if (!this.kept) throw new NotKept("not_kept");
    if (!this.at.plan) throw new NotKept("only_read");
    const done = await act(this.kept).catch((trouble) => Promise.reject(asNotKept(trouble)));
    // It is done: what can't be read at the moment is no reason to do it again.
    await this.look().catch(() => this.showUnread(done));
    this.told.changed();
    void this.write();
    this.schedule.changed();
    return done;
  }

  /** What was just kept and can't be read is shown all the same. @param {any} done */
  async showUnread(done) {
    if (done?.seq) this.at = { ...this.at, pending: [...this.at.pending, done] };
    await this.show(this.at.plan).catch(() => undefined);
  }

  /** A browser that keeps nothing shows what the server has; words that never got there stay in the finished page. */
  async fetchOnly() {
    try {
      const plan = await settle().then(() => fetched("/api/plans/mine"));
      if (!this.isBorrowed || !this.isUnsent) await this.show(plan);
      this.outcome = "done";
    } catch (trouble) {
      if (!(trouble instanceof Trouble)) throw trouble;
      return { outcome: trouble.name, said: trouble.words, changed: false, retryAfter: null };
    }
    this.told.changed();
    return { outcome: this.outcome, said: "", changed: true, retryAfter: null };
  }

  /** @param {any} base */
  async show(base) {
    if (!base) return void Object.assign(this, { plan: null, isBorrowed: false });
    const before = await gather(this.language, this.place(base));
    const plan = asShown(base, this.changes, before.sections);
    const isMoved = this.place(plan) !== this.place(base); // the server has not heard of it yet
    this.materials = isMoved ? await gather(this.language, this.place(plan)) : before;
    Object.assign(this, { plan, isBorrowed: false });
  }

  /** What was done here that the server has not answered, with what can still be taken back. */
  get changes() {
    const { pending, held } = this.at;
    return held ? [...pending, held] : pending;
  }

  /** Where the crisis lines are for. @returns {string | null} */
  place(base = this.plan) {
    return placeOf(base) ?? this.otherwise();
  }

  /** @param {any} change */
  signed(change) {
    return { by: "me", device: this.plan?.device ?? "", day: today(), ...change };
  }
}
