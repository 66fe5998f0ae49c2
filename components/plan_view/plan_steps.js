// @ts-check
/** Small steps with a box to tick, on the phone's own page; elsewhere the mark in their text is read. */

import { bare, isDone } from "./plan_marks.js";
import { act } from "./plan_look.js";
import { html, ICONS } from "./plan_text.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {import("./plan_look.js").Look} Look */

/** The fields whose texts are ticked here: none where another text stands beside the entry's, so that a tick is of one of them.
 * @param {Look} c @param {Json} one @param {Json} entry @returns {Json[]} */
export const ticked = (c, one, entry) => (c.view === "pocket" && !entry.rivals?.length
  ? one.fields.filter((/** @type {Json} */ { ticks, name }) => ticks && entry.content[name]?.length) : []);

/** The steps of one field, each a box and its words. @param {Look} c @param {Json} one @param {Json} entry @param {Json} field */
export const steps = (c, one, entry, field) => html`<ul class="pp-small-steps" aria-label="${c.t(field.label)}">${
  entry.content[field.name].map((/** @type {string} */ step) => html`<li>${act(c, "step", [html`<span class="pp-box" aria-hidden="true">${isDone(step) && ICONS.tick}</span>`,
    html`<span>${c.words(bare(step))}</span>`], "pp-small-step", { role: "checkbox", "aria-checked": String(isDone(step)), "data-section": one.id, "data-entry": entry.id,
    "data-field": field.name, "data-step": bare(step) })}</li>`)}</ul>`;
