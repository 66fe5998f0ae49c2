// @ts-check
/**
 * The pages of *How are things?* on the phone; fetched with the first tap that needs them.
 *
 * Pure, like `plan_view.js`. A view's name is `days` (today), `days-early` and `days-harder` (what that stage's steps
 * are), `days-weeks`, `days-helped` and `days-mine` (steps by how they helped, or in the person's own order), `days-after`;
 * `days-look` and `days-looked` stand in `looks_views.js`, `days-earlier` and `days-whole` in `earlier_views.js`.
 * Their buttons: stage, sign, keep_order, looked_back, days_view (with `data-view`), and those of `change_pages.js`.
 */

import { bare, drawWeeks, mark } from "./days_picture.js";
import { at, frame, list } from "./change_parts.js";
import { drawEarlier, drawWhole } from "./earlier_views.js";
import { drawLook, drawLooked } from "./looks_views.js";
import { dayId, helpedWords, times, toLookBackAt } from "./plan_days.js";
import { act, look, numbers, rows, section } from "./plan_view.js";
import { html, ICONS } from "./plan_text.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {import("./change_parts.js").Options} Options */
/** @typedef {import("./change_parts.js").Look} Look */

const WORDS = 2; // of the plan's own, beside each stage

/** @param {Json} plan @param {Json[]} sections @param {Json} catalogue @param {Options} [options] */
export function drawDays(plan, sections, catalogue, options = {}) {
  const c = /** @type {Look} */ (look(plan, sections, catalogue, options));
  const name = (options.name ?? "").split("-")[1] ?? "";
  const draw = { early: drawEarly, harder: drawHarder, weeks: drawWeeks, helped: drawHelped, mine: drawHelped, after: drawAfter, look: drawLook, looked: drawLooked, earlier: drawEarlier, whole: drawWhole }[name] ?? drawToday;
  const from = ["weeks", "helped", "mine"].includes(name) ? c.t("How are things?") : name === "whole" && c.t("Earlier versions");
  return frame(c, from || c.t("My plan"), draw(c));
}

const title = (/** @type {Look} */ c, /** @type {string} */ words) => html`<h1 tabindex="-1" data-focus class="pp-title">${words}</h1>`;

/** What each stage is called. @param {Look} c @returns {Record<string, string>} */
export const stages = (c) => table(c).fields.find((/** @type {Json} */ { name }) => name === "stage").choices;

/** @param {Look} c */
const table = (c) => c.sections.find(({ id }) => id === "days") ?? {};

/** Today's answer, if there is one. @param {Look} c @returns {Json | undefined} */
const today = (c) => c.entries("days").find(({ id }) => id === dayId(c.options.today ?? ""));

/** @param {Look} c */
function drawToday(c) {
  const entry = today(c);
  const more = list(c, [["days-weeks", c.t("The last weeks")], ["days-helped", c.t("What helped")]].map(([view, label]) => ({ label, act: "days_view", data: { "data-view": view } })));
  if (!entry) return html`${title(c, c.t("How are things?"))}<p class="pp-quiet">${c.t(table(c).asks)}</p>${choices(c)}${more}`;
  const said = [entry, ...(entry.rivals ?? [])].map(({ content }) => content.stage).filter(Boolean);
  return html`${title(c, c.t("How are things?"))}
    <ul class="pp-today">${said.map((stage) => html`<li>${mark(stage)}${c.t("Today: {stage}", { stage: c.t(stages(c)[stage]) })}</li>`)}</ul>
    ${signs(c, c.entries("warning_signs"))}${note(c)}
    <details class="pp-fold"><summary><h2>${c.t("Change the answer")}</h2></summary>${choices(c)}</details>${more}`;
}

/** One button for each stage, with the plan's own words for it. @param {Look} c */
function choices(c) {
  const one = (/** @type {[string, string]} */ [stage, label]) => html`<li>${act(c, "stage", [mark(stage),
    html`<span class="pp-row-words"><span>${c.t(label)}</span>${own(c, stage)}</span>`], "pp-button pp-stage", { "data-stage": stage })}</li>`;
  return html`<ul class="pp-stages">${Object.entries(stages(c)).map(one)}</ul>`;
}

/** @param {Look} c @param {string} stage */
function own(c, stage) {
  const isLate = ({ content }) => content.level === "later";
  const signs = c.entries("warning_signs");
  const entries = { well: c.entries("wellness"), early: signs.filter((one) => !isLate(one)), harder: signs.filter(isLate), crisis: c.entries("contacts"), better: c.entries("after") }[stage] ?? [];
  const words = entries.slice(0, WORDS).map(({ content }) => content.text ?? content.name).filter(Boolean);
  return words.length > 0 && html` <span class="pp-row-note">${words.map((text) => html`<span>${c.words(text)}</span>`)}</span>`;
}

/** The plan's own signs to tick, and what was ticked and is no longer one of them. @param {Look} c @param {Json[]} entries */
function signs(c, entries) {
  const ticked = today(c)?.content.signs ?? [];
  const all = [...new Set([...entries.map(({ content }) => content.text), ...ticked])].filter(Boolean);
  return all.length > 0 && html`<section><h2>${c.t("What do I notice?")}</h2><ul class="pp-small-steps">${all.map((text) => html`<li>${
    act(c, "sign", [html`<span class="pp-box" aria-hidden="true">${ticked.includes(text) && ICONS.tick}</span>`, html`<span>${c.words(text)}</span>`],
      "pp-small-step", { role: "checkbox", "aria-checked": String(ticked.includes(text)), "data-sign": text })}</li>`)}</ul></section>`;
}

/** @param {Look} c */
function note(c) {
  const entry = today(c);
  return entry && list(c, [{ label: entry.content.note ? c.words(entry.content.note) : c.t("Write a note"), act: "field", isStrong: Boolean(entry.content.note),
    note: entry.content.note && c.t("My note"), data: { ...at({ id: "days" }, entry), "data-field": "note" } }]);
}

/** @param {Look} c @param {string[]} ids */
const parts = (c, ids) => ids.map((id) => section(c, c.sections.find((one) => one.id === id) ?? {}, { canChange: false })).filter(Boolean);

/** @param {Look} c */
function drawEarly(c) {
  const early = c.entries("warning_signs").filter(({ content }) => content.level !== "later");
  return html`${title(c, c.t("Early signs"))}<p class="pp-quiet">${c.t("There is time. A small thing now can be enough.")}</p>
    ${signs(c, early)}${parts(c, ["distractions", "stressor_plan", "wellness", "coping"]).slice(0, 3)}${note(c)}`;
}

/** @param {Look} c */
function drawHarder(c) {
  const late = (/** @type {Json} */ { content }) => content.level !== "early";
  return html`${title(c, c.t("Getting harder"))}${act(c, "steps", c.t("One step at a time"), "pp-button pp-main-button pp-wide")}
    <section><h2>${c.t("Call someone")}</h2>${rows(c)}${numbers(c)}</section>
    ${parts(c, ["coping", "safe"])}${signs(c, c.entries("warning_signs").filter(late))}${note(c)}`;
}

/** Steps with how often each was ticked; a choice of view, which moves none of them. @param {Look} c */
function drawHelped(c) {
  const mine = c.entries("coping");
  const most = byHelp(mine);
  const isMine = c.options.name === "days-mine";
  const isOther = most.some((entry, nth) => entry !== mine[nth]);
  const to = (/** @type {string} */ view, /** @type {string} */ words, /** @type {boolean} */ isOn) => act(c, "days_view", words, "pp-button", { "data-view": view, "data-same": "yes", "aria-pressed": String(isOn) });
  return html`${title(c, c.t("What helped"))}
    ${mine.length ? "" : html`<p class="pp-quiet">${c.t("Nothing is written here yet.")}</p>`}
    ${isOther && html`<div class="pp-pair">${to("days-helped", c.t("Most helpful first"), !isMine)}${to("days-mine", c.t("In my order"), isMine)}</div>`}
    <ol class="pp-list pp-helped">${(isMine ? mine : most).map((entry) => step(c, entry))}</ol>
    ${isOther && !isMine && html`<p>${act(c, "keep_order", c.t("Put my steps in this order"), "pp-button pp-wide")}</p>`}`;
}

/** @param {Json[]} steps */
export const byHelp = (steps) => [...steps].sort((one, other) => times(other, "helped") - times(one, "helped") || times(other, "a_bit") - times(one, "a_bit")
  || times(one, "not_this_time") - times(other, "not_this_time"));

/** @param {Look} c @param {Json} entry */
function step(c, entry) {
  const not = times(entry, "not_this_time");
  const words = [...helpedWords(c, entry), not > 0 && c.tn("Not this time: {n} time.", "Not this time: {n} times.", not)].filter(Boolean);
  return html`<li><p class="pp-lead">${c.words(entry.content.text)}</p><p class="pp-quiet">${words.length ? words.map((text) => html`<span>${text}</span> `) : c.t("Not ticked yet.")}</p>
    ${words.length > 0 && !entry.rivals?.length && act(c, "only_in", c.t("Put away"), "pp-link", { ...at({ id: "coping" }, entry), "aria-label": c.t("Put away: {words}", { words: bare(entry.content.text) }) })}</li>`;
}

/** @param {Look} c */
function drawAfter(c) {
  const ask = (/** @type {string} */ id, /** @type {string} */ label) => ({ label, act: "change", data: { "data-section": id }, note: c.t(c.sections.find((one) => one.id === id)?.mine ?? "") });
  const day = toLookBackAt(c.plan, c.options.today);
  return html`${title(c, c.t("After a hard time"))}<p class="pp-quiet">${c.t("As much or as little as you like. What you write goes into your plan.")}</p>
    ${list(c, [ask("warning_signs", c.t("What came first?")), ask("coping", c.t("What helped? What did not?")),
      ask("contacts", c.t("Who should be added, or taken out?")), ask("after", c.t("What helped me get back?"))])}
    ${day && act(c, "looked_back", c.t("Done"), "pp-button pp-main-button pp-wide", { "data-day": day })}`;
}
