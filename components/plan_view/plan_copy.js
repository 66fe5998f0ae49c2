// @ts-check
/**
 * A copy as the person reads it whom it was given to: what is asked of them first, then everything else, help for them last.
 *
 * Pure, like `plan_view.js`. The bar stays on the screen; *Hide* works by `data-hide`.
 */

import { languageMenu, look } from "./plan_look.js";
import { everyLine, firstLines, otherCountries } from "./plan_people.js";
import { section } from "./plan_sections.js";
import { digits, html, ICONS, tel } from "./plan_text.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {import("./plan_look.js").Look} Look */
/**
 * @typedef {import("./plan_look.js").Options & {elsewhere?: Json | null, from?: string}} Options `lines` are those of the
 *   country where the owner is, `elsewhere` those of the country where the reader seems to be, if that is another one;
 *   `from`: when it was last known to be the newest, if that could not be asked now
 */

const FIRST = "responses";
const ORDER = [FIRST, "coping", "unsafe", "safe", "warning_signs", "contacts", "avoid", "care_for"];

/** @param {Json} copy what was sealed @param {Json[]} sections `/s/sections.json` @param {Json} catalogue @param {Options} [options] */
export function drawCopy(copy, sections, catalogue, options = {}) {
  const written = { id: "language", content: { value: copy.language } };
  const plan = { ...copy.plan, sections: { ...copy.plan.sections, settings: [written] } };
  const c = look(plan, sections, catalogue, { ...options, view: "copy", voice: "theirs", name: copy.name });
  const rank = (/** @type {Json} */ { id }) => (ORDER.includes(id) ? ORDER.indexOf(id) : ORDER.length);
  const [first, ...rest] = sections.filter(({ id }) => id !== "settings").sort((one, other) => rank(one) - rank(other))
    .map((one) => section(c, one)).filter(Boolean);
  return String(html`<div class="pp-plan pp-view-copy">${bar(c, copy)}<main class="pp-main">
    <div class="pp-day"><p>${asOf(c, copy)}</p>${languageMenu(c)}</div>${elsewhere(c, copy)}${first ?? html`<p>${c.t("Nothing is written here yet.")}</p>`}
    <p class="pp-quiet pp-told">${told(c, copy)}</p>${rest}${helpForReader(c)}</main></div>`);
}

/** Words with the owner's name in them, kept from mixing with what runs the other way. @param {Look} c @param {string} words @param {string} name */
function withName(c, words, name) {
  const [before, ...after] = words.split("{name}");
  return [before, ...after.map((part) => html`${c.words(name)}${part}`)];
}

/** Whose plan it is, *Hide*, and the two calls that may not wait. @param {Look} c @param {Json} copy */
function bar(c, copy) {
  const { emergency } = c.lines;
  const call = tel(copy.dial || copy.call);
  const title = copy.name ? withName(c, c.t("{name}’s plan, shared with you"), copy.name) : c.t("A plan, shared with you");
  return html`<header class="pp-copy-bar"><h1 tabindex="-1"><span>${title}</span></h1><div class="pp-copy-calls">
    ${call && html`<a class="pp-copy-call" href="${call}">${ICONS.tel}<span>${copy.name ? withName(c, c.t("Call {name}"), copy.name) : c.t("Call")}
      <span class="pp-copy-number">${digits(copy.call)}</span></span></a>`}
    <a class="pp-copy-emergency" href="${tel(emergency.number)}"><span>${place(c, emergency.label)}</span> <span class="pp-number">${digits(emergency.number)}</span></a>
    <button type="button" class="pp-bar-button pp-hide" data-hide>${c.t("Hide")}</button></div></header>`;
}

/** The country stands at the number as soon as it could be taken for that of another one. @param {Look} c @param {string} label */
const place = (c, label) => c.options.elsewhere && c.lines.name ? c.t("Emergency ({country})", { country: c.lines.name }) : label;

/** @param {Look} c @param {Json} copy */
function asOf(c, copy) {
  const { from } = c.options;
  return from ? html`<strong>${c.t("From {day}, may be old.", { day: c.day(from) })}</strong>` : c.t("As of {day}", { day: c.day(copy.day) });
}

/** What to know whom no number at hand leads to the owner. @param {Look} c @param {Json} copy */
function elsewhere(c, copy) {
  const { elsewhere: here } = c.options;
  if (!here?.name || !c.lines.name) return "";
  const where = { here: here.name, number: c.lines.emergency.number };
  const words = c.t("You seem to be in another country: {here}. From there, {number} can't send help to {name}, and your own emergency number is for someone near you. Call someone near {name}, or the police in {name}’s town by their full number, with + and the country code.", where);
  return html`<p class="pp-notice pp-abroad">${withName(c, words, copy.name || c.t("this person"))}</p>`;
}

/** @param {Look} c @param {Json} copy */
const told = (c, copy) => copy.is_inside ? c.t("Opening this alerts nobody. These words stand in the code itself: they are of that day, and will not change.")
  : copy.name ? withName(c, c.t("Opening this alerts nobody. {name} sees only the day."), copy.name)
  : c.t("Opening this alerts nobody. Its owner sees only the day.");

/** The last words are for the reader: lines of the country where they are. @param {Look} c */
function helpForReader(c) {
  const reader = { ...c, lines: { ...c.lines, ...c.options.elsewhere } };
  return html`<section class="pp-section pp-for-you"><h2>${c.t("Help for you")}</h2>
    <p>${c.t("Being there for someone can be a lot. You don't have to do it alone, and you don't have to do it all.")}
    ${reader.lines.lines.length > 0 && c.t("These lines are for you too.")}</p>
    ${firstLines(reader)}${otherCountries(reader)}${reader.lines.lines.length > 0 && everyLine(reader)}</section>`;
}

