// @ts-check
/**
 * The codes of active copies, for someone who stands beside the person: they open without a network, the copy needs one.
 *
 * Pure, like `plan_view.js`. A view's name is `copies`, or `copies-<id>` for one of several: whoever is shown a code does
 * not see who else has one. The button `copy` (with `data-copy`) leads to one.
 */

import { code } from "./plan_code.js";
import { act, heading, look, page } from "./plan_look.js";
import { given } from "./plan_readers.js";
import { html, ICONS } from "./plan_text.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {import("./plan_look.js").Look} Look */
/** @typedef {import("./plan_look.js").Options & {name?: string}} Options which view */

export const VIEW = "copies";

/** Copies that can still be opened on a day, and whose code is here. @param {Json} plan @param {string} [today] `YYYY-MM-DD` @returns {Json[]} */
export const active = (plan, today) => given(plan, today).filter(({ code: its }) => its);

/** The one copy that a view of this name shows; null where one has to be chosen first, or it has ended. @param {Json[]} copies @param {string} name */
const chosen = (copies, name) => copies.find(({ id }) => name === `${VIEW}-${id}`) ?? (name === VIEW && copies.length === 1 ? copies[0] : null);

/** Whether there is a code to be shown under this name. @param {Json} plan @param {string} name @param {string} [today] */
export function canShowCopies(plan, name, today) {
  const copies = active(plan, today);
  return Boolean(chosen(copies, name)) || (name === VIEW && copies.length > 0);
}

/** Which code to show, or the code. @param {Json} plan @param {Json[]} sections @param {Json} catalogue @param {Options} [options] */
export function drawCopies(plan, sections, catalogue, options = {}) {
  const c = look(plan, sections, catalogue, options);
  const copies = active(plan, options.today);
  const one = chosen(copies, options.name ?? VIEW);
  return page(c, c.t("My plan"), html`<div class="pp-copies" data-name="${options.name}">${one ? drawOne(c, one) : drawList(c, copies)}</div>`);
}

/** @param {Look} c @param {Json[]} copies */
const drawList = (c, copies) => html`<h1 class="pp-title" tabindex="-1" data-focus>${c.t("Whose code?")}</h1>
  <ul class="pp-tap-list">${copies.map((one) => html`<li>${act(c, "copy", [html`<span class="pp-row-words"><span class="pp-row-label">${c.words(one.label)}</span>
    <span class="pp-row-note">${until(c, one)}</span></span>`, ICONS.on], "pp-line-row", { "data-copy": one.id })}</li>`)}</ul>`;

/** @param {Look} c @param {Json} one */
function drawOne(c, one) {
  const known = c.sections.filter(({ id }) => one.sections.includes(id));
  const more = one.sections.length - known.length;
  return html`<h1 class="pp-title" tabindex="-1" data-focus>${c.words(one.label)}</h1>
    ${code(one.code, c.t("Code to scan with another phone"))}
    <p>${c.t("Whoever scans or photographs this code can read these parts of my plan.")} ${until(c, one)}</p>
    <ul class="pp-list">${known.map((part) => html`<li>${heading(c, part)}</li>`)}
    ${more > 0 && html`<li>${c.tn("and {n} more part", "and {n} more parts", more)}</li>`}</ul>
    <p class="pp-quiet">${c.t("Showing it needs no signal. The phone that scans it needs some, the first time.")}</p>`;
}

/** @param {Look} c @param {Json} one */
const until = (c, one) => one.until ? c.t("It opens until {date}.", { date: c.day(one.until) }) : c.t("It opens until I stop it.");
