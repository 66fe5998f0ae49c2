// @ts-check
/** What taps do with an entry that is there: move it, put it away, mark it, note how it went. */

import { placeOf, seenBy } from "./buttons.js";
import { short } from "./change_drafts.js";
import { today } from "./day.js";
import * as deeds from "./deeds.js";
import { bare, isDone, marked } from "./plan_marks.js";
import { mainOf } from "./writing.js";

export class Handling {
  /** @param {import("./changing.js").Changing} changing */
  constructor(changing) {
    this.on = changing;
  }

  /** What each button does, by its `data-act`. @returns {Record<string, (button: HTMLElement) => unknown>} */
  get acts() {
    const { on } = this;
    const tick = (/** @type {string} */ outcome) => on.onEntry((button) => this.tick(button, outcome));
    return {
      yes: on.onEntry((button) => this.toggle(button)),
      up: on.onEntry((button) => this.move(button, -1)),
      down: on.onEntry((button) => this.move(button, 1)),
      put_away: on.onEntry((button) => this.putAway(button)),
      bring_back: on.onEntry((button) => on.do(deeds.broughtBack(placeOf(button), seenBy(button)), on.t("It is back in the list."))),
      only_me: on.onEntry((button) => this.onlyMe(button)),
      only_in: on.onEntry((button) => on.do(deeds.putAway(placeOf(button), seenBy(button)), on.t("Put away. You find it at the end of that list."))),
      delete: on.onEntry((button) => this.delete(button)),
      pick: on.onEntry((button) => this.pick(button)),
      helped: tick("helped"),
      a_bit: tick("a_bit"),
      not_this_time: tick("not_this_time"),
      step: on.onEntry((button) => this.step(button)),
      talked: on.onEntry((button) => this.talked(button)),
      still_right: on.onEntry((button) => this.stillRight(button)),
    };
  }

  /** @param {HTMLElement} button */
  toggle(button) {
    const [place, name] = [placeOf(button), button.dataset.field ?? ""];
    const entry = deeds.entryOf(this.on.page.mine, place) ?? {};
    return this.on.do(deeds.edited(this.on.section(place.section).fields, place, entry, name, !entry.content[name], seenBy(button)[0]), this.on.t("Saved."));
  }

  /** Talked about, today. @param {HTMLElement} button */
  talked(button) {
    const place = placeOf(button);
    const entry = deeds.entryOf(this.on.page.mine, place) ?? {};
    return this.on.do(deeds.edited(this.on.section(place.section).fields, place, entry, "talked", today(), entry.revision), this.on.t("Ticked off. It is kept under “Talked about”."));
  }

  /** Tick a small step, or take the tick away: of the list as it is now, which may be another than the one that was shown. @param {HTMLElement} button */
  step(button) {
    const place = placeOf(button);
    const { field = "", step: words = "" } = button.dataset;
    const entry = deeds.entryOf(this.on.page.mine, place) ?? {};
    const all = entry.content[field] ?? [];
    const at = all.findIndex((/** @type {string} */ step) => bare(step) === words);
    if (at < 0) return this.on.gone();
    const steps = all.map((/** @type {string} */ step, /** @type {number} */ nth) => (nth === at ? marked(words, !isDone(step)) : step));
    const said = isDone(all[at]) ? this.on.t("No longer ticked.") : this.on.t("Ticked.");
    return this.on.do(deeds.edited(this.on.section(place.section).fields, place, entry, field, steps, entry.revision), said);
  }

  /** @param {HTMLElement} button @param {-1 | 1} by */
  async move(button, by) {
    const deed = deeds.moved(this.on.page.mine, placeOf(button), by);
    if (deed) await this.on.do(deed, this.on.t("Moved. It is now {n} of {all}.", { n: deed.at, all: deed.all }));
  }

  /** @param {HTMLElement} button */
  async putAway(button) {
    const place = placeOf(button);
    if (await this.on.do(deeds.putAway(place, seenBy(button)), this.on.t("Put away. You find it at the end of this page."))) this.on.toList(place.section);
  }

  /** @param {HTMLElement} button */
  onlyMe(button) {
    const on = button.getAttribute("aria-checked") !== "true";
    return this.on.do(deeds.onlyMe(placeOf(button), on), on ? this.on.t("Now it is only for you.") : this.on.t("Now it may be in copies and on a card."));
  }

  /** @param {HTMLElement} button */
  delete(button) {
    const place = placeOf(button);
    const { fields, kind } = this.on.section(place.section);
    const main = kind === "fields" ? "value" : mainOf(fields).name;
    const words = String(deeds.entryOf(this.on.page.mine, place)?.content[main] ?? "");
    return this.on.settle(deeds.deleted(place, seenBy(button)), this.on.t("Deleted: {words}", { words: short(words) }));
  }

  /** @param {HTMLElement} button */
  async pick(button) {
    const place = placeOf(button);
    const entry = deeds.entryOf(this.on.page.mine, place) ?? {};
    const deed = deeds.picked(place, entry, button.dataset.revision ?? "", seenBy(button), this.on.section(place.section).kind === "fields");
    if (deed) await this.on.do(deed, this.on.t("This one stays."));
  }

  /** Noted on the entry as a step's tick is: no text is written, so it can meet no other one. @param {HTMLElement} button */
  async stillRight(button) {
    await this.on.hold({ kind: "tick", ...placeOf(button), outcome: "still_right" });
    this.on.tell({ words: this.on.t("Noted: the number is still right."), isHeld: true });
  }

  /** @param {HTMLElement} button @param {string} outcome */
  async tick(button, outcome) {
    const place = placeOf(button);
    await this.on.hold({ kind: "tick", ...place, outcome });
    const words = { helped: this.on.t("Noted: it helped."), a_bit: this.on.t("Noted: it helped a bit."), not_this_time: this.on.t("Noted: not this time.") }[outcome];
    this.on.tell({ words: words ?? "", isHeld: true, isTick: true, entry: place.entry });
  }
}
