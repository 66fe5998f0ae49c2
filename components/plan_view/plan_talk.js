// @ts-check
/** *To talk about next time*: what is still to be said, each ticked off in one tap; then what was talked about, by its day. */

import { act, languageOf, versions } from "./plan_look.js";
import { html } from "./plan_text.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {import("./plan_look.js").Look} Look */

/** @param {Look} c @param {Json} one @param {Json[]} entries @param {(entry: Json) => unknown} [lead] what stands for an entry */
export function talk(c, one, entries, lead = (entry) => words(c, entry)) {
  const dayOf = (/** @type {Json} */ { content }) => content.talked ?? "";
  const [open, done] = [entries.filter((entry) => !dayOf(entry)), entries.filter(dayOf).sort((a, b) => (dayOf(a) < dayOf(b) ? 1 : -1))];
  const tick = (/** @type {Json} */ entry) => act(c, "talked", c.t("Talked about"), "pp-button", {
    "data-section": one.id, "data-entry": entry.id, "aria-label": c.t("Talked about: {words}", { words: entry.content.text }) });
  return html`${open.length > 0 && html`<ul class="pp-list pp-talk">${open.map((entry) => html`<li>${lead(entry)}${c.view === "pocket" && tick(entry)}</li>`)}</ul>`}
    ${done.length > 0 && html`<details class="pp-went" data-entry="${one.id}-done"><summary>${c.tn("Talked about: {n} thing", "Talked about: {n} things", done.length)}</summary>
      <ul class="pp-list">${done.map((entry) => html`<li>${lead(entry)}<p class="pp-quiet">${c.day(dayOf(entry))}</p></li>`)}</ul></details>`}`;
}

/** @param {Look} c @param {Json} entry */
const words = (c, entry) => versions(entry).map((version) => html`<p class="pp-lead">${c.words(version.content.text, languageOf(version))}</p>`);
