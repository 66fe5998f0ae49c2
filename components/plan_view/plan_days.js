// @ts-check
/** The way to *How are things?* on the phone's page, a look back when a crisis is over, and how often a step helped. */

import { act } from "./plan_look.js";
import { html } from "./plan_text.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {import("./plan_look.js").Look} Look */

const DAY_MS = 86_400_000;
const [CALMER_DAYS, SILENT_DAYS, LATEST_DAYS] = [3, 7, 60];
const HARD = ["harder", "crisis"];

/** The id of a day's entry, the same on every device: the twin of `pwa/plan/days.py`. @param {string} day `YYYY-MM-DD` */
export const dayId = (day) => day.replace(/-/g, "").padStart(32, "0");

/** What was said of each day, those with two answers with both, oldest first. @param {Json} plan @returns {{day: string, texts: Json[]}[]} */
export const answered = (plan) => (plan.sections?.days ?? []).filter((/** @type {Json} */ { away, content }) => !away && content.day?.length === 10)
  .map((/** @type {Json} */ entry) => ({ day: entry.content.day, texts: [entry, ...(entry.rivals ?? [])] }))
  .sort((/** @type {Json} */ one, /** @type {Json} */ other) => (one.day < other.day ? -1 : 1));

/** The last day of a crisis that may be looked back at now, or "": the twin of `pwa/plan/weeks.py`, which says when.
 * @param {Json} plan @param {string} [today] */
export function toLookBackAt(plan, today = "") {
  const said = answered(plan).map(({ day, texts }) => ({ day, texts, stages: texts.map(stageOf).filter(Boolean) })).filter(({ stages }) => stages.length);
  const last = said.filter(({ stages, texts: [entry] }) => stages.includes("crisis") || wasCrisis(entry)).at(-1)?.day ?? "";
  const looked = (plan.sections?.days ?? []).find((/** @type {Json} */ { id }) => id === "looked_back")?.content.value ?? "";
  const newest = said.at(-1);
  if (!last || !newest || looked >= last) return "";
  const isHard = newest.stages.some((stage) => HARD.includes(stage));
  if (isHard && newest.day > last) return "";
  const since = (Date.parse(today) - Date.parse(last)) / DAY_MS;
  return since >= (isHard ? SILENT_DAYS : CALMER_DAYS) && since <= LATEST_DAYS ? last : "";
}

const stageOf = (/** @type {Json} */ { content }) => content.stage;

/** Whether a crisis was said of a day and something else since: here, or (`crisis`) in texts that do not come to a phone.
 * The twin of `pwa/plan/days.py`. @param {Json} entry */
function wasCrisis(entry) {
  const said = [...(entry.earlier ?? []), entry].map(stageOf).filter((stage, nth, all) => !nth || stage !== all[nth - 1]);
  return Boolean(entry.crisis) || said.slice(0, -1).some((stage, nth) => stage === "crisis" && said[nth - 1] !== said[nth + 1]);
}

/** What stands quietly on the phone's page, behind all that a crisis needs. @param {Look} c */
export function daily(c) {
  if (c.view !== "pocket") return "";
  const day = toLookBackAt(c.plan, c.options.today);
  return html`<div class="pp-pair">${act(c, "days", c.t("How are things?"), "pp-button")}${
    act(c, "change", c.t("A note for next time"), "pp-button", { "data-section": "talk" })}</div>${day && html`<div class="pp-notice" role="group">
    <p>${c.t("Some days ago it was very hard. Would you like to look back, and see what your plan can learn?")}</p><div class="pp-buttons">
    ${act(c, "days_view", c.t("Look back"), "pp-button", { "data-view": "days-after" })}${act(c, "looked_back", c.t("Not now"), "pp-button", { "data-day": day })}</div></div>`}`;
}

/** How often each outcome was ticked on a step, with the ticks of long ago that are kept as sums (`tried`). @param {Json} entry @param {string} outcome */
export const times = ({ tries = [], tried = {} }, outcome) => tries.filter((/** @type {Json} */ one) => one.outcome === outcome).length + (Number(tried[outcome]) || 0);

/** How often a step helped, in words. @param {Look} c @param {Json} entry */
export function helpedWords(c, entry) {
  const [helped, bit] = ["helped", "a_bit"].map((outcome) => times(entry, outcome));
  return [helped > 0 && c.tn("Helped: {n} time.", "Helped: {n} times.", helped), bit > 0 && c.tn("A bit: {n} time.", "A bit: {n} times.", bit)].filter(Boolean);
}
