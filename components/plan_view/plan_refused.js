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

/** The words that a change would have written. @param {Json} change */
function wordsOf(change) {
  const { phones = [], ...content } = change.content ?? {};
  return [...textsIn(content), ...phones.map((/** @type {Json} */ { number }) => number), ...textsIn(change.value)].filter(Boolean);
}

/** All that was refused, each with its words, the reason and what can be done. @param {Look} c */
export function refusals(c) {
  return (c.options.refused ?? []).map((/** @type {Json} */ { change, reason, revision = change.revision }) => {
    const words = wordsOf(change);
    const list = c.t(c.sections.find(({ id }) => id === change.section)?.mine ?? "");
    const data = { "data-revision": revision };
    return html`<div class="pp-notice pp-refused"><p>${words.length ? c.t("This could not be saved in “{list}”:", { list }) : c.t("One change in “{list}” could not be saved.", { list })}</p>
      ${words.map((text) => html`<p><strong>${c.words(text)}</strong></p>`)}<p>${reasonOf(c.t, reason)}</p>
      <div class="pp-buttons">${words.length > 0 && act(c, "reopen", c.t("Change it"), "pp-button", data)}
      ${act(c, "dismiss", words.length ? c.t("Delete this text") : c.t("I have read it"), "pp-button", data)}</div></div>`;
  });
}
