// @ts-check
/** What the changing views are made of: their frame, rows to tap, and the line that says what was done. */

import { unsaved } from "./change_drafts.js";
import { offered } from "./plan_look.js";
import { valueOf } from "./plan_sections.js";
import { act, digits, html, ICONS, page, said, versions } from "./plan_view.js";

/** @typedef {import("./plan_text.js").Json} Json */
/**
 * @typedef {import("./plan_pages.js").Options & {name?: string, drafts?: Record<string, string>, offers?: typeof import("./offers_view.js").drawOffers | null,
 *   written?: Record<string, string>, look?: Json, versions?: Json}} Options
 *   which view, what was typed and not saved, by field, what draws suggestions, once it is here, what was written in fields
 *   that do not stay on the phone, by entry and field, how far a look through the plan has come, and what is read of earlier versions
 * @typedef {import("./plan_look.js").Look & {options: Options}} Look
 * @typedef {object} Row
 * @property {unknown} label
 * @property {string} act
 * @property {Record<string, unknown>} data
 * @property {unknown} [note]
 * @property {boolean} [isStrong] the person's own words
 */

/** A view with its way back, and the line that says what was just done. @param {Look} c @param {string} back @param {unknown} body */
export const frame = (c, back, body) => page(c, back, html`<div class="pp-changing" data-name="${c.options.name}">${body}</div>`, said(c));

/** Rows to tap. @param {Look} c @param {Row[]} rows */
export const list = (c, rows) => rows.length > 0 && html`<ul class="pp-tap-list">${rows.map((row) => html`<li>${act(c, row.act, [
  words(row.label, row.note, row.isStrong), ICONS.on], "pp-line-row", row.data)}</li>`)}</ul>`;

/** Two lines of one row. @param {unknown} label @param {unknown} [note] @param {boolean} [isStrong] */
export const words = (label, note, isStrong = true) => html`<span class="pp-row-words"><span class="${isStrong && "pp-row-label"}">${label}</span>${note && html` <span class="pp-row-note">${note}</span>`}</span>`;

/** Which entry a button is for, and the texts of it that stand before the person. @param {Json} one @param {Json} entry */
export const at = (one, entry) => ({ "data-section": one.id, "data-entry": entry.id, "data-seen": versions(entry).map(({ revision }) => revision).join(" ") });

/** @param {Json} one @param {string} name */
export const isNamed = (one, name) => one.fields.some((/** @type {Json} */ field) => field.name === name);

/** The words that an entry is known by. @param {Json} one @param {Json} entry @returns {string} */
export function wordsOf(one, { id, content }) {
  if (one.kind !== "fields") return content[(one.fields.find((/** @type {Json} */ field) => field.required) ?? one.fields[0]).name] ?? "";
  return one.fields.some((/** @type {Json} */ field) => field.name === id) ? shown(content.value) : "";
}

const shown = (/** @type {unknown} */ value) => (Array.isArray(value) ? value.join("\n") : String(value ?? ""));

/** The other fields of an entry, or all of a section of named ones, a row each. @param {Look} c @param {Json} one @param {Json | null} entry */
export function fieldRows(c, one, entry) {
  const rows = one.fields.filter((/** @type {Json} */ field) => !entry || !field.required).flatMap((/** @type {Json} */ field) =>
    entry ? rowsOf(c, one, entry, field) : [namedRow(c, one, field)]);
  return rows.length > 0 && html`<ul class="pp-tap-list">${rows.map((row) => html`<li>${row}</li>`)}</ul>`;
}

/** @param {Look} c @param {Json} one @param {Json} field */
function namedRow(c, one, field) {
  const entry = c.entries(one.id).find(({ id }) => id === field.name);
  const isTwice = entry?.rivals?.length > 0;
  const [offer] = offered(c, entry ?? {});
  const [draft] = unsaved(c, one, field.name, entry);
  const isAsked = isTwice || offer;
  return toField(c, field, isTwice ? c.t("written in two places") : draft ?? offer ?? (entry && valueOf(c, field, entry.content.value, false)), isAsked ? "entry" : "field",
    { "data-section": one.id, "data-entry": field.name, "data-field": !isAsked && field.name });
}

/** @param {Look} c @param {Json} one @param {Json} entry @param {Json} field @returns {unknown[]} */
function rowsOf(c, one, entry, field) {
  const data = at(one, entry);
  const raw = entry.content[field.name];
  if (field.type === "yes") return [toggle(c, "yes", c.t(field.label), Boolean(raw), { ...data, "data-field": field.name })];
  if (field.type !== "phones") return [toField(c, field, raw && valueOf(c, field, raw, false), "field", { ...data, "data-field": field.name })];
  const numbers = raw ?? [];
  const rows = numbers.map((/** @type {Json} */ phone, /** @type {number} */ nth) => act(c, "field", [words(digits(phone.number), usesOf(c, phone)), ICONS.on],
    "pp-line-row", { ...data, "data-field": `${field.name}.${nth}` }));
  const more = numbers.length ? c.t("Add another number") : c.t("Add a phone number");
  return [...rows, act(c, "field", [words(more, "", false), ICONS.on], "pp-line-row", { ...data, "data-field": `${field.name}.${numbers.length}` })];
}

/** @param {Look} c @param {Json} phone */
function usesOf(c, { for: uses = [] }) {
  if (uses.includes("call") && uses.includes("text")) return c.t("to call and to text");
  return uses.includes("text") ? c.t("to text") : c.t("to call");
}

/** @param {Look} c @param {Json} field @param {unknown} value @param {string} name @param {Record<string, unknown>} data */
function toField(c, field, value, name, data) {
  const inside = value ? html`<span class="pp-row-words"><span class="pp-row-note">${c.t(field.label)}</span> <span class="pp-row-label">${value}</span></span>`
    : words(c.t(field.label), c.t("Add"), false);
  return act(c, name, [inside, ICONS.on], "pp-line-row", data);
}

/** Something that is on or off. @param {Look} c @param {string} name @param {string} label @param {boolean} isOn @param {Record<string, unknown>} data @param {string} [hint] */
export const toggle = (c, name, label, isOn, data, hint = "") => act(c, name, [words(label, hint), html`<span class="pp-switch" aria-hidden="true"></span>`],
  "pp-line-row", { ...data, role: "switch", "aria-checked": String(isOn) });

/** @param {Look} c @param {Json} one @param {Json} entry */
export const onlyMe = (c, one, entry) => toggle(c, "only_me", c.t("Only me"), Boolean(entry.only_me), at(one, entry),
  c.t("Never in a copy, never on a card for someone else."));

/** @param {Look} c @param {Json} one @param {Json} entry */
export const removal = (c, one, entry) => act(c, "delete", words(c.t("Delete"), c.t("The words are gone for good.")), "pp-line-row pp-delete", at(one, entry));
