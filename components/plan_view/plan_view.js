// @ts-check
/**
 * Draws a plan as HTML text: for the phone, its service worker, a supporter's copy, print and the preview at the desk.
 *
 * Pure, like all it imports: no DOM, no clock. Buttons say what they do with `data-act` (steps, early, card, copies, numbers, close; still_right; change, which, picture and
 * parts lead to the views of `change_pages.js`; dismiss and reopen what was refused; language with `data-language`) or `data-hide`; whoever puts the text on a page listens.
 */

import { active } from "./plan_copies.js";
import { daily } from "./plan_days.js";
import { lookThrough } from "./plan_due.js";
import { keepCode, newWords } from "./plan_keep_code.js";
import { act, grounding, look, page, said, sitting, texts } from "./plan_look.js";
import { numbers, people } from "./plan_people.js";
import { given } from "./plan_readers.js";
import { refusals } from "./plan_refused.js";
import { section } from "./plan_sections.js";
import { stillRight } from "./plan_services.js";
import { html } from "./plan_text.js";

export { act, grounding, look, page, said, texts, versions } from "./plan_look.js";
export { numbers, ordered, rows } from "./plan_people.js";
export { section } from "./plan_sections.js";
export { dialled, digits, html, ICONS, translator } from "./plan_text.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {import("./plan_look.js").Options} Options */
/** @typedef {import("./plan_look.js").Look} Look */

/** The whole page of a plan: the first screen, then everything else.
 * @param {Json} plan the reply of `/api/plans/<slot>` @param {Json[]} sections `/sections.json`
 * @param {Json} catalogue `/i18n/<language>.json` @param {Options} [options] */
export function draw(plan, sections, catalogue, options = {}) {
  const c = look(plan, sections, catalogue, options);
  const isOpen = (one) => one.place !== "fold" && !(one.id === "contacts" && c.isFolded);
  const all = sections.filter((one) => one.id !== "settings" && one.place !== "own");
  return page(c, c.view === "example" && c.t("Back from the example"), html`
    ${c.view === "example" && html`<h1 class="pp-example">${c.t("This is an example. Nobody's plan.")}</h1>`}
    ${plan.restored && html`<p class="pp-notice">${
      c.t("Your newest changes could not be read. This is your plan as it was before them. Please look what is missing.")}</p>`}
    <div class="pp-first">${people(c)}${c.view !== "copy" && act(c, "early", c.t("It's only starting"), "pp-button pp-early")}
      ${numbers(c, c.view === "pocket")}${firstStep(c)}</div>
    ${act(c, "card", c.t("Show this to someone"), "pp-button pp-show")}${daily(c)}
    ${all.filter(isOpen).map((one) => section(c, one))}
    <div class="pp-folds">${all.filter((one) => !isOpen(one)).map((one) => section(c, one, { isFolded: true }))}</div>
    ${c.view === "pocket" && end(c)}`, said(c));
}

function firstStep(c) {
  const [first] = c.entries("coping");
  return html`<section class="pp-try"><h2>${c.t("Try this first")}</h2><div class="pp-try-text">${first ? texts(c, first) : grounding(c)}</div>
    ${first && act(c, "steps", c.t("One step at a time"), "pp-button pp-main-button")}</section>`;
}

const RECENT_MS = 7 * 86_400_000;

/** Whether a day was in the last seven. @param {Look} c @param {string} [day] */
const isRecent = (c, day) => Boolean(day) && Date.parse(c.options.today ?? "") - Date.parse(day ?? "") <= RECENT_MS;

/** The quiet end: where the plan is saved, who can open it, when to look at it again. @param {Look} c */
function end(c) {
  const { devices = 1, restored } = c.plan;
  const codes = active(c.plan, c.options.today).length;
  const copies = c.plan.shared ? given(c.plan, c.options.today).length : c.plan.copies ?? 0; // a phone may hold what an older version sent
  return html`<footer class="pp-end">${refusals(c)}${stillRight(c)}<p data-state role="status">${!restored && (c.options.state ?? c.t("Saved."))}</p>
    ${c.options.way && html`<p>${act(c, c.options.way.act, c.options.way.words)}</p>`}
    ${c.options.readable && html`<p data-readable>${c.options.readable}</p>`}
    ${isRecent(c, c.plan.added) && html`<p class="pp-notice">${c.t("A device was added on {day}. If it was not you, take it off.", { day: c.day(c.plan.added) })}
      <a class="pp-link" href="${sitting(c, "edit")}">${c.t("My devices")}</a></p>`}
    ${isRecent(c, c.plan.new_words) && newWords(c)}${keepCode(c)}
    <p>${c.tn("This plan can be opened on {n} device.", "This plan can be opened on {n} devices.", devices)}
    ${c.plan.helpers > 0 && c.tn("{n} person writes in it with you.", "{n} people write in it with you.", c.plan.helpers)}
    ${copies ? c.tn("{n} copy of it can be opened.", "{n} copies of it can be opened.", copies) : c.t("Nobody has a copy.")}</p>
    ${codes > 0 ? html`<p>${act(c, "copies", c.t("Show a code"))}</p>`
    : copies > 0 && html`<p><a class="pp-link" href="${sitting(c, "share")}">${c.t("Show a code")}</a></p>`}
    ${lookThrough(c)}
    ${c.options.earlier && html`<p><a class="pp-link" href="${sitting(c, "edit")}" data-act="earlier">${c.options.earlier}</a></p>`}
    <p>${act(c, "parts", c.t("Add to another part"))}</p><p><a class="pp-button" href="${sitting(c, "edit")}">${c.t("Change my plan")}</a></p>
    <p><a class="pp-button" href="${sitting(c, "share")}">${c.t("Share my plan")}</a></p>
    <p><a class="pp-button" href="${sitting(c, "paper")}">${c.t("On paper")}</a></p></footer>`;
}
