// @ts-check
/**
 * What others suggest for an entry, on its page: who, on which day, the words, and three answers.
 *
 * Fetched where there is a suggestion to look at. Its buttons: take_offer, change_offer, leave_offer, with `data-offer`.
 */

import { at } from "./change_parts.js";
import { valueOf } from "./plan_sections.js";
import { act, html } from "./plan_view.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {import("./change_parts.js").Look} Look */

/** @param {Look} c @param {Json} one @param {Json} entry */
export const drawOffers = (c, one, entry) => html`<ul class="pp-choices">${(entry.suggestions ?? []).map((/** @type {Json} */ offer) => drawOffer(c, one, entry, offer))}</ul>`;

/** What a suggestion is for: another field than the main one, beside which the main one says whose field it is. @param {Json} one @param {string} id of the entry @param {Json} offer @returns {Json} */
export const offeredField = (one, id, { content }) => one.fields.find((/** @type {Json} */ { name }) => one.kind === "fields" && name === id) ?? one.fields.find((/** @type {Json} */ { name, required }) => !required && content[name]) ?? one.fields.find((/** @type {Json} */ { required }) => required);

/** @param {Json} one @param {Json} field @param {Json} offer @returns {string} */
export const wordsIn = (one, field, { content }) => content[one.kind === "fields" ? "value" : field.name];

/** @param {Look} c @param {Json} one @param {Json} entry @param {Json} offer */
function drawOffer(c, one, entry, offer) {
  const field = offeredField(one, entry.id, offer);
  const isMain = field.required || one.kind === "fields";
  const value = wordsIn(one, field, offer);
  const data = { ...at(one, entry), "data-offer": offer.revision };
  const answer = (/** @type {string} */ deed, /** @type {string} */ label, /** @type {string} */ named) => act(c, deed, label, "pp-button", { ...data, "aria-label": named });
  return html`<li><p class="pp-from">${c.t("{name} suggests, {day}:", { name: c.plan.voices?.[offer.by]?.name ?? c.t("someone else"), day: c.day(offer.day) })}</p>
    ${!isMain && html`<p class="pp-quiet">${c.t(field.label)}</p>`}<p class="pp-lead">${valueOf(c, /** @type {any} */ (field), value, false)}</p>
    <div class="pp-buttons">${answer("take_offer", c.t("Take it"), c.t("Take it: {words}", { words: value }))}
    ${answer("change_offer", c.t("Change it"), c.t("Change it: {words}", { words: value }))}
    ${answer("leave_offer", c.t("Leave mine"), c.t("Leave mine, not “{words}”", { words: value }))}</div></li>`;
}
