// @ts-check
/** What was typed in the changing views and is not saved: in its field, beside its entry, and where its entry is gone. */

import { valueOf } from "./plan_sections.js";
import { act, html } from "./plan_view.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {import("./change_parts.js").Look} Look */
/**
 * @typedef {object} Draft
 * @property {string} key by which it is kept
 * @property {string} section
 * @property {string} entry
 * @property {string} field with the place of a phone number in its list: `phones.<n>`
 * @property {string} text
 */

const KEY = /^field-([^-]+)-([^-]+)-([^@]+)@/;
const CHOSEN = ["choice", "entry", "date"]; // no words that anyone wrote
const SHORT = 60; // characters of a text in a sentence about it

/** @param {string} text */
export const short = (text) => (text.length > SHORT ? `${text.slice(0, SHORT)}…` : text);

/** @param {Record<string, string>} drafts by their keys @returns {Draft[]} those that were typed in the field of an entry */
export const draftsIn = (drafts) => Object.entries(drafts).flatMap(([key, text]) => {
  const [, section, entry, field] = KEY.exec(key) ?? [];
  return field && text ? [{ key, section, entry, field, text }] : [];
});

/** What was typed in a field, the text that it was typed on, as someone may have written since, and the suggestion that it answers.
 * @param {Look} c @param {string} place @param {Json | undefined} entry @param {string} [offer] its revision */
export function draftOf(c, place, entry, offer) {
  const drafts = Object.entries(c.options.drafts ?? {});
  const [key, typed] = drafts.find(([name]) => name.startsWith(`${place}@`)) ?? [`${place}@${entry?.revision ?? ""}${offer ? ` ${offer}` : ""}`, undefined];
  const [basedOn, settles] = key.slice(place.length + 1).split(" ");
  return { key, typed, basedOn, settles };
}

/** The text of a field as it is saved, in the form in which it is typed. @param {Json} one @param {Json | undefined} entry @param {string} name @returns {string} */
export function savedIn(one, entry, name) {
  const [field, at] = name.split(".");
  const held = entry?.content[one.kind === "fields" ? "value" : field];
  if (at !== undefined) return held?.[Number(at)]?.number ?? "";
  return Array.isArray(held) ? held.join("\n") : String(held ?? "");
}

/** @param {Look} c @param {Json} one @param {Draft} draft */
function shown(c, one, { field: name, text }) {
  const field = one.fields.find((/** @type {Json} */ other) => other.name === name);
  return CHOSEN.includes(field?.type) ? valueOf(c, field, text, false) : short(text);
}

/** What was typed in an entry and is not saved, each in a few words. @param {Look} c @param {Json} one @param {string} id @param {Json | undefined} entry @returns {string[]} */
export const unsaved = (c, one, id, entry) => draftsIn(c.options.drafts ?? {})
  .filter((draft) => draft.section === one.id && draft.entry === id && draft.text !== savedIn(one, entry, draft.field))
  .map((draft) => c.t("Not saved yet: {words}", { words: shown(c, one, draft) }));

/** What was typed in entries that were deleted since: in sight until it is added again or deleted too. @param {Look} c @param {Json} one */
export function lost(c, one) {
  const ids = (c.plan.sections?.[one.id] ?? []).map((/** @type {Json} */ { id }) => id);
  const all = draftsIn(c.options.drafts ?? {}).filter(({ section, entry }) => one.kind !== "fields" && section === one.id && !ids.includes(entry));
  return all.map((draft) => {
    const isChosen = CHOSEN.includes(one.fields.find((/** @type {Json} */ { name }) => name === draft.field)?.type);
    const data = { "data-section": one.id, "data-key": draft.key };
    return html`<div class="pp-notice pp-refused"><p>${c.t("You typed this, but it is no longer in your plan:")}</p>
      <p><strong>${isChosen ? shown(c, one, draft) : c.words(draft.text)}</strong></p>
      <div class="pp-buttons">${!isChosen && act(c, "add_again", c.t("Add it again"), "pp-button", data)}
      ${act(c, "let_go", c.t("Delete this text"), "pp-button", data)}</div></div>`;
  });
}
