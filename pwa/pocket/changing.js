// @ts-check
/** Turn taps in the changing views into changes, say what was done, and take it back. */

import { placeOf } from "./buttons.js";
import { canChange, placeOf as viewOf } from "./change_pages.js";
import { Invalid } from "./content.js";
import { Daily } from "./daily.js";
import * as deeds from "./deeds.js";
import { Handling } from "./handling.js";
import { NotKept } from "./not_kept.js";
import { Offering } from "./offering.js";
import { Pictures } from "./pictures.js";
import { reasonOf } from "./plan_refused.js";
import { translator } from "./plan_view.js";
import { sentence } from "./sentences.js";
import { Typing } from "./typing.js";
import { Writing } from "./writing.js";

/**
 * @typedef {Record<string, any>} Json
 * @typedef {object} Given
 * @property {{mine: any, materials: any, told: {refused: any[]}}} page
 * @property {import("./views.js").Views} views
 * @property {(change: Json, typed?: Typed) => Promise<{revision: string}>} make
 * @property {(changes: Json[]) => Promise<unknown>} makeAll
 * @property {(change: Json) => Promise<unknown>} hold
 * @property {() => Promise<unknown>} undo null: it is too late
 * @property {(key: string, text: string | null) => Promise<unknown>} draft
 * @property {() => {plan: any, changes: Json[]}} unsent the plan as the server sent it last, and what was done here since
 * @property {() => Record<string, string>} [drafts] what was typed before this page was loaded
 * @property {import("./pictures.js").Given} pictures what they are kept with
 * @property {() => unknown} [redraw] draws the plan itself anew
 * @typedef {{key: string, text: string}} Typed the draft that a change is made of
 * @typedef {object} Done what was done, and how it can be taken back
 * @property {string} words
 * @property {((plan: Json) => Json[])} [back] none: it can't be taken back any more
 * @property {boolean} [isHeld]
 * @property {() => unknown} [then] what else to do when it is taken back; false: it could not be, and why was said
 * @property {string} [entry]
 * @property {boolean} [isTick]
 * @property {string} [view] the view in which it was done
 */

export class Changing {
  /** @param {Given} given */
  constructor({ page, views, make, makeAll, hold, undo, draft, unsent, drafts = () => ({}), pictures, redraw = () => undefined }) {
    this.page = page;
    this.views = views;
    this.make = (/** @type {Json} */ change, /** @type {Typed | undefined} */ typed = undefined) => make(this.whole(change), typed);
    this.makeAll = (/** @type {Json[]} */ changes) => makeAll(changes.map((change) => this.whole(change)));
    this.hold = (/** @type {Json} */ change) => hold(this.whole(change));
    this.unhold = undo;
    this.unsent = unsent;
    this.redraw = redraw;
    this.typing = new Typing(draft, drafts);
    this.writing = new Writing(this);
    this.handling = new Handling(this);
    this.pictures = new Pictures(this, pictures);
    this.daily = new Daily(this);
    this.offering = new Offering(this);
    /** Entries as they were shown: one may be deleted elsewhere while it is written on. @type {Map<string, Json>} */
    this.known = new Map();
    /** What was written here in fields that do not stay on the phone, by entry and field, until the page is left. @type {Record<string, string | string[]>} */
    this.written = {};
    /** @type {Done | null} */
    this.done = null;
    this.isBusy = false;
  }

  /** Listen for what is typed. */
  start() {
    this.status = Object.assign(document.createElement("p"), { className: "pp-unseen" });
    this.status.setAttribute("role", "status");
    document.body.append(this.status);
    this.typing.start();
    this.pictures.start();
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.left());
  }

  /** What the views need beside the plan. @param {string} name */
  options(name) {
    const { section, entry } = viewOf(name);
    this.shown = name;
    const found = deeds.entryOf(this.page.mine ?? {}, { section, entry });
    if (found) this.known.set(`${section} ${entry}`, found);
    if (found?.suggestions?.length) this.offering.bringSoon();
    return { name, said: this.noted, drafts: this.typing.all, offers: this.offering.draw, written: this.written };
  }

  /** What was just done, for whoever draws. */
  get noted() {
    const { done } = this;
    return done && { ...done, canUndo: Boolean(done.back || done.isHeld || done.then) };
  }

  /** The same for the plan itself: it does not repeat what was done in a view over it. */
  get notedOnPlan() {
    return this.done?.view === "" ? this.noted : null;
  }

  /** What each button does, by its `data-act`. @returns {Record<string, (button: HTMLElement) => unknown>} */
  get acts() {
    const open = (/** @type {(data: DOMStringMap) => string} */ name) => (/** @type {HTMLElement} */ { dataset }) => this.open(name(dataset));
    return {
      parts: () => this.lead("parts"),
      change: ({ dataset }) => this.lead(`change-${dataset.section}`),
      entry: open(({ section, entry }) => `entry-${section}-${entry}`),
      which: ({ dataset }) => this.lead(`entry-${dataset.section}-${dataset.entry}`),
      field: open(({ section, entry, field }) => `field-${section}-${entry}-${field}`),
      undo: this.once(() => this.undo()),
      ...this.handling.acts,
      ...this.writing.acts,
      ...this.pictures.acts,
      ...this.daily.acts,
      ...this.offering.acts,
    };
  }

  get t() {
    return translator(this.page.materials.catalogue).t;
  }

  /** @param {string} id @returns {Json} */
  section(id) {
    return this.page.materials.sections.find((/** @type {Json} */ one) => one.id === id);
  }

  /** The entry as it is, or as it was when it was last shown here. @param {deeds.Place} place @returns {Json | undefined} */
  entryOf({ section, entry }) {
    return deeds.entryOf(this.page.mine, { section, entry }) ?? this.known.get(`${section} ${entry}`);
  }

  /** A change with what it needs should its entry be gone by then: no maker of one can forget it. @param {Json} change */
  whole(change) {
    const { section, entry } = change;
    return deeds.ifGone(change, this.entryOf({ section, entry }), this.section(section)?.fields ?? []);
  }

  /** A button for one thing at a time: a tap of a hand that shakes comes twice. @param {(button: HTMLElement) => unknown} act */
  once(act) {
    return (/** @type {HTMLElement} */ button) => this.alone(() => act(button));
  }

  /** The same, for an entry that may be gone. @param {(button: HTMLElement) => unknown} act */
  onEntry(act) {
    return this.once((button) => (deeds.entryOf(this.page.mine, placeOf(button)) ? act(button) : this.gone()));
  }

  /** @param {() => unknown} act */
  async alone(act) {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      await act();
    } catch (trouble) {
      if (trouble instanceof Invalid) this.problem(this.reason(trouble.reason));
      else if (trouble instanceof NotKept) this.problem(sentence(trouble.name));
      else throw trouble;
    } finally {
      this.isBusy = false;
    }
  }

  /** Open a view from the plan itself: what was said before is over. @param {string} name */
  lead(name) {
    this.done = null;
    this.open(name);
  }

  /** @param {string} name */
  open(name) {
    if (!this.page.mine /* not opened yet: the view waits for it */ || canChange(this.page.mine, this.page.materials.sections, name)) this.views.open(name);
    else this.gone();
  }

  /** Another device deleted it. */
  gone() {
    this.tell({ words: this.t("This is no longer in your plan.") });
  }

  /**
   * Make a change and say so; a change that the plan would refuse is not made, and the page says why.
   * @param {deeds.Deed} deed
   * @param {string} words
   * @param {Partial<Done> & {typed?: Typed, isLast?: boolean}} [more] `isLast`: the view is closed after it
   * @returns {Promise<{revision: string} | null>} null: it was not made
   */
  async do({ change, back }, words, { typed, isLast, ...more } = {}) {
    const outcome = deeds.outcomeOf(this.page, change);
    if (outcome.result === "refused") return this.problem(this.reason(outcome.reason ?? ""));
    await this.typing.keeping;
    const made = await this.make(change, typed);
    if (typed) this.typing.forget(typed.key, typed.text);
    const undone = (/** @type {Json} */ plan) => back(plan, made.revision);
    const isBoth = outcome.result === "kept_both" && change.kind !== "bring_back";
    this.said(isBoth ? { words: this.bothKept } : { words, back: undone, ...more });
    if (!isLast) this.show();
    return made;
  }

  /**
   * Make a change that nothing but letting it go takes back, such as an answer to a suggestion: it waits a while for that.
   * @param {Json} change @param {string} words @param {{then?: () => unknown, isLast?: boolean}} [more] `isLast`: the view is closed after it
   * @returns {Promise<boolean | null>} null: it was not made
   */
  async settle(change, words, { isLast, ...more } = {}) {
    const outcome = deeds.outcomeOf(this.page, change);
    if (outcome.result === "refused") return this.problem(this.reason(outcome.reason ?? ""));
    await this.hold(change);
    this.said({ words: outcome.result === "kept_both" ? this.bothKept : words, isHeld: true, ...more });
    if (!isLast) this.show();
    return true;
  }

  get bothKept() {
    return this.t("Saved. Another text was written elsewhere, so both are kept.");
  }

  /** @param {Done} done */
  tell(done) {
    this.said(done);
    this.show();
  }

  /** What the next view will say. @param {Done} done */
  said(done) {
    this.done = { ...done, view: this.views.now.name };
    if (this.status) this.status.textContent = done.words;
  }

  /** Draw the view anew, if there is still something to draw; else the list that it belongs to. */
  show() {
    const { name } = this.views.now;
    if (!name) return this.redraw();
    const [kind, section] = name.split("-");
    const isGone = ["entry", "field"].includes(kind) && !canChange(this.page.mine, this.page.materials.sections, name);
    if (isGone) this.toList(section);
    else this.typing.over(() => this.views.show(this.views.now));
  }

  /** The plan may be another: what is open is drawn anew. A field whose entry is gone stays while there is something typed in it. */
  refresh() {
    this.pictures.refresh();
    const { name } = this.views.now;
    const isOpen = name === this.shown && ["parts", "change", "entry", "field", "days"].includes(viewOf(name).kind);
    if (!isOpen || this.isBusy) return;
    if (!canChange(this.page.mine, this.page.materials.sections, name)) return this.typing.isHolding || this.gone();
    const words = document.querySelector("#view .pp-problem")?.textContent;
    this.show();
    if (words) this.typing.object(words);
  }

  /** Go to the list of a section, without leaving what is gone behind in the history. @param {string} section */
  toList(section) {
    const list = `change-${section}`;
    const { name, under } = this.views.now;
    if (name === list) this.typing.over(() => this.views.show(this.views.now));
    else if (under === list) this.views.close();
    else this.views.replace(list);
  }

  async undo() {
    const { done } = this;
    if (!done) return;
    if (done.isHeld && !(await this.unhold())) return this.tell({ words: this.t("This can't be undone any more.") });
    const changes = done.back?.(this.page.mine) ?? [];
    const canMake = changes.length > 0 && changes.every((change) => deeds.outcomeOf(this.page, change).result !== "refused");
    if (done.back && !canMake) return this.tell({ words: this.t("This was changed on another device a moment ago. It stays as it is.") });
    for (const change of changes) await this.make(change);
    if ((await done.then?.()) === false) return;
    this.tell({ words: this.t("Undone.") });
  }

  /** The page is left: what was held can no longer be taken back. */
  left() {
    if (!this.done?.isHeld) return;
    this.done = { ...this.done, isHeld: false, then: undefined };
    this.show();
  }

  /** @param {string} reason */
  reason(reason) {
    return reasonOf(this.t, reason);
  }

  /** Say what is in the way, at the field where there is one. @param {string} words @returns {null} */
  problem(words) {
    if (!this.typing.object(words)) this.tell({ words });
    return null;
  }
}
