// @ts-check
/** What was not taken, and why: such a text stays in sight until its writer lets it go. */

import { act } from "./plan_look.js";
import { html } from "./plan_text.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {import("./plan_look.js").Look} Look */

/** Why something could not be saved. @param {(message: string) => string} t @param {string} reason */
export function reasonOf(t, reason) {
  const reasons = {
    missing: t("Something is missing here, such as a name. Nothing is lost: please fill it in."),
    changed_elsewhere: t("This was changed on another device a moment ago. Please look at it again."),
    no_such_entry: t("This is no longer in your plan."),
    entry_too_long: t("This text is too long: it can have 2,000 letters. Please make it shorter, or make it two."),
    entry_too_full: t("This holds too much: all its texts together can have 20,000 letters. Please make it shorter."),
    too_many_entries: t("This list is full. Please delete one before you add another."),
    plan_too_large: t("Your plan is full: it can hold 256 kB. Everything in it is safe. Please delete something before you add more."),
  };
  return reasons[reason] ?? t("This could not be saved as it is. Nothing that was saved before is lost.");
}

/** Every text in a value. @param {unknown} value @returns {string[]} */
const textsIn = (value) => typeof value === "string" ? [value] : value && typeof value === "object" ? Object.values(value).flatMap(textsIn) : [];

/** The words that a change would have written. @param {Json} change @returns {string[]} */
export function wordsOf({ content = {}, value, whole }) {
  const all = [content, ...(whole ? [whole, ...(whole.rivals ?? [])] : []).map((/** @type {Json} */ text) => text.content)];
  const words = all.flatMap(({ phones = [], ...rest }) => [...textsIn(rest), ...phones.map((/** @type {Json} */ { number }) => number)]);
  return [...words, ...textsIn(value)].filter(Boolean);
}

/** All that was refused, with its words, the reason and what can be done; what has no words once for each list and reason. @param {Look} c */
export function refusals(c) {
  const all = (c.options.refused ?? []).map((/** @type {Refused} */ one) => ({ ...one, words: wordsOf(one.change), revision: one.revision ?? one.change.revision }));
  /** @type {Map<string, (Refused & {words: string[]})[]>} */
  const told = new Map();
  for (const one of all) {
    const key = one.words.length ? one.revision : `${one.change.section} ${one.reason}`;
    told.set(key, [...(told.get(key) ?? []), one]);
  }
  return [...told.values()].map((some) => (some[0].words.length ? text(c, some[0]) : acts(c, some)));
}
/** @typedef {{revision?: string, change: Json, reason: string}} Refused */

/** @param {Look} c @param {Refused & {words: string[]}} refused */
function text(c, { words, change, reason, revision }) {
  const data = { "data-revision": revision };
  return notice(c, c.t("This could not be saved in “{list}”:", { list: listOf(c, change) }), words, reason,
    html`${act(c, "reopen", c.t("Change it"), "pp-button", data)} ${act(c, "dismiss", c.t("Delete this text"), "pp-button", data)}`);
}

/** @param {Look} c @param {Refused[]} some */
function acts(c, some) {
  const [{ change, reason }] = some;
  const names = [...new Set(some.map((one) => nameOf(c, one.change)).filter(Boolean))];
  return notice(c, c.t("Not every change in “{list}” could be saved.", { list: listOf(c, change) }), names, reason,
    act(c, "dismiss", c.t("I have read it"), "pp-button", { "data-revision": some.map(({ revision }) => revision).join(" ") }));
}

/** @param {Look} c @param {string} said @param {string[]} words @param {string} reason @param {unknown} buttons */
const notice = (c, said, words, reason, buttons) => html`<div class="pp-notice pp-refused"><p>${said}</p>
  ${words.map((one) => html`<p><strong>${c.words(one)}</strong></p>`)}<p>${reasonOf(c.t, reason)}</p><div class="pp-buttons">${buttons}</div></div>`;

/** @param {Look} c @param {Json} change */
const sectionOf = (c, { section }) => c.sections.find(({ id }) => id === section);

/** @param {Look} c @param {Json} change */
const listOf = (c, change) => c.t(sectionOf(c, change)?.mine ?? "");

/** What the entry of a change is called, where it is still there. @param {Look} c @param {Json} change @returns {string} */
function nameOf(c, change) {
  const { content = {} } = (c.plan.sections?.[change.section] ?? []).find((/** @type {Json} */ { id }) => id === change.entry) ?? {};
  const main = sectionOf(c, change)?.fields.find((/** @type {Json} */ { required }) => required)?.name ?? "value";
  return textsIn(content[main])[0] ?? "";
}
