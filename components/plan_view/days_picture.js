// @ts-check
/** The last weeks as a picture: a week a row, a shape for each day, and the same as a table. */

import { answered } from "./plan_days.js";
import { html } from "./plan_text.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {import("./change_parts.js").Look} Look */
/** @typedef {{stages: string[], signs: string[], notes: string[], helped: string[]}} Day */

const DAY_MS = 86_400_000;
const WEEKS = 13;

/** Each stage has a shape of its own: nothing is told by colour alone. @type {Record<string, string>} */
const SHAPES = {
  well: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Z",
  early: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Zm0 4a5 5 0 1 0 0 10 5 5 0 0 0 0-10Z",
  harder: "M3.500 5h17L12 21Z",
  crisis: "M12 2l10 10-10 10L2 12Z",
  better: "M3.500 19h17L12 3Z",
};

/** @param {string} stage */
export const mark = (stage) => SHAPES[stage] && html`<svg class="pp-mark pp-mark-${stage}" viewBox="0 0 24 24" aria-hidden="true"><path fill-rule="evenodd" d="${SHAPES[stage]}"/></svg>`;

/** A text for where only one line fits. @param {string} text */
export const bare = (text) => text.replace(/\s+/g, " ").slice(0, 60);

/** @param {Look} c */
export function drawWeeks(c) {
  const days = read(c.plan);
  const known = [...days.keys()].sort();
  const head = html`<h1 tabindex="-1" data-focus class="pp-title">${c.t("The last weeks")}</h1>`;
  if (!known.length) return html`${head}<p class="pp-quiet">${c.t("Nothing is written here yet.")}</p>`;
  const names = c.sections.find(({ id }) => id === "days")?.fields.find((/** @type {Json} */ { name }) => name === "stage").choices ?? {};
  const stages = Object.keys(names).map((stage) => html`<li>${mark(stage)}<span>${c.t(names[stage])}</span></li>`);
  return html`${head}<div class="pp-weeks" aria-hidden="true">${picture(c, days, known[0])}</div>
    <ul class="pp-key" aria-label="${c.t("What the shapes mean")}">${stages}<li><span class="pp-day-helped"></span><span>${c.t("A step helped")}</span></li></ul>
    <details class="pp-fold"><summary><h2>${c.t("The same in words")}</h2></summary><table class="pp-days"><thead><tr><th scope="col">${c.t("Day")}</th><th scope="col">${
      c.t("How things are")}</th></tr></thead><tbody>${known.reverse().map((day) => row(c, day, /** @type {Day} */ (days.get(day)), names))}</tbody></table></details>`;
}

/** @param {Json} plan @returns {Map<string, Day>} */
function read(plan) {
  /** @type {Map<string, Day>} */
  const days = new Map();
  const at = (/** @type {string} */ day) => days.get(day) ?? /** @type {Day} */ (days.set(day, { stages: [], signs: [], notes: [], helped: [] }).get(day));
  const put = (/** @type {string[]} */ all, /** @type {string} */ one) => one && !all.includes(one) && all.push(one);
  for (const { day, texts } of answered(plan)) {
    for (const { content } of texts) {
      put(at(day).stages, content.stage);
      put(at(day).notes, content.note);
      for (const sign of content.signs ?? []) put(at(day).signs, sign);
    }
  }
  for (const { content, tries = [] } of plan.sections?.coping ?? []) {
    for (const { day, outcome } of tries) if (day && ["helped", "a_bit"].includes(outcome)) put(at(day).helped, content.text);
  }
  return days;
}

/** The day that a week begins on where the person is, 1 for Monday; browsers tell it in two ways. @param {string} locale @param {string} [region] */
export function firstDay(locale, region) {
  const here = /** @type {any} */ (new Intl.Locale(locale, /^[A-Z]{2}$/.test(region ?? "") ? { region } : {}));
  return (here.getWeekInfo?.() ?? here.weekInfo)?.firstDay ?? 1;
}

const iso = (/** @type {number} */ ms) => new Date(ms).toISOString().slice(0, 10);

/** @param {Look} c @param {Map<string, Day>} days @param {string} first */
function picture(c, days, first) {
  const today = Date.parse(c.options.today ?? first);
  const startsOn = firstDay(c.locale, c.named("settings", "region"));
  const weekOf = (/** @type {number} */ ms) => ms - ((new Date(ms).getUTCDay() - startsOn + 7) % 7) * DAY_MS;
  const last = weekOf(today);
  const begin = Math.max(weekOf(Date.parse(first)), last - (WEEKS - 1) * 7 * DAY_MS);
  const [short, narrow] = [{ day: "numeric", month: "short" }, { weekday: "narrow" }].map((how) => new Intl.DateTimeFormat(c.locale, { .../** @type {any} */ (how), timeZone: "UTC" }));
  const seven = [0, 1, 2, 3, 4, 5, 6];
  const cell = (/** @type {number} */ ms) => html`<span class="pp-day${ms === today && " pp-day-now"}">${ms <= today && inside(days.get(iso(ms)))}</span>`;
  const weeks = Array.from({ length: Math.round((last - begin) / (7 * DAY_MS)) + 1 }, (_, week) => begin + week * 7 * DAY_MS);
  return html`<span></span>${seven.map((day) => html`<span class="pp-day-name">${narrow.format(begin + day * DAY_MS)}</span>`)}${weeks.map((week) => html`<span class="pp-week">${
    short.format(week)}</span>${seven.map((day) => cell(week + day * DAY_MS))}`)}`;
}

/** @param {Day | undefined} day */
const inside = (day) => day && html`${day.stages.map(mark)}${day.helped.length > 0 && html`<span class="pp-day-helped"></span>`}`;

/** @param {Look} c @param {string} day @param {Day} said @param {Record<string, string>} names */
function row(c, day, { stages, signs, notes, helped }, names) {
  const texts = (/** @type {string[]} */ all) => all.map((text) => html`<li>${c.words(text)}</li>`);
  const block = (/** @type {string} */ label, /** @type {string[]} */ all) => all.length > 0 && html`<p class="pp-quiet">${label}</p><ul>${texts(all)}</ul>`;
  return html`<tr><th scope="row">${c.day(day)}</th><td>${stages.map((stage) => html`<p>${mark(stage)} ${c.t(names[stage])}</p>`)}
    ${block(c.t("What I notice"), signs)}${block(c.t("What helped"), helped)}${block(c.t("My note"), notes)}</td></tr>`;
}
