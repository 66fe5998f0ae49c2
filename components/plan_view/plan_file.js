// @ts-check
/**
 * A plan as a page of its own that its owner keeps: one HTML file, read without a network and without a script.
 *
 * Pure, like `plan_view.js`. All of the plan is in it, what was put away and earlier texts folded at its end.
 */

import { look } from "./plan_look.js";
import { numbers, people } from "./plan_people.js";
import { section } from "./plan_sections.js";
import { html } from "./plan_text.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {import("./plan_look.js").Look} Look */

// Nothing is loaded and nothing runs, whatever a person wrote.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
const LOOK = "\nbody { margin: 0; }\n.pp-view-file .pp-main { padding-block-start: var(--space-4); }\n";

/** @param {Json} file as `/api/plans/<slot>/file` @param {Json[]} sections every section and field, their headings translated
 * @param {Json} catalogue @param {{lines: Json, css: string, title: string}} options `css` is our own, and stands in it as it is */
export function drawFile(file, sections, catalogue, { lines, css, title }) {
  const c = { ...look(file, sections, catalogue, { view: "file", lines, today: file.day }), isFolded: false };
  const head = html`<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
    <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
    <meta name="format-detection" content="telephone=no"><title>${title}</title>`;
  const body = html`<div class="pp-plan pp-view-file"><main class="pp-main"><h1>${c.t("My plan")}</h1><p class="pp-quiet">${c.t("As of {day}", { day: c.day(file.day) })}</p>
    <div class="pp-first">${people(c)}${numbers(c)}</div>${c.sections.map((one) => section(c, one))}${past(c)}</main></div>`;
  return `<!doctype html>\n<html lang="${c.language}" dir="${catalogue.dir ?? "ltr"}"><head>${head}<style>${css}${LOOK}</style></head><body>${body}</body></html>\n`;
}

/** What is not shown any more, and yet kept. @param {Look} c */
function past(c) {
  const all = c.sections.flatMap((one) => c.plan.sections[one.id] ?? []);
  const isAway = (/** @type {Json} */ { away, content }) => away && Object.keys(content).length > 0;
  const earlier = (/** @type {Json} */ entry) => (entry.earlier ?? []).filter((/** @type {Json} */ { content }) => Object.keys(content).length)
    .map((/** @type {Json} */ text) => ({ ...text, id: entry.id }));
  const folds = [
    [c.t("Put away ({n})", { n: all.filter(isAway).length }), (/** @type {Json} */ entry) => (isAway(entry) ? [{ ...entry, away: false }] : [])],
    [c.t("Earlier texts ({n})", { n: all.flatMap(earlier).length }), earlier],
  ];
  return folds.map(([words, choose]) => fold(c, words, choose));
}

/** @param {Look} c @param {string} words @param {(entry: Json) => Json[]} choose what is read of an entry */
function fold(c, words, choose) {
  const sections = Object.fromEntries(c.sections.map(({ id }) => [id, (c.plan.sections[id] ?? []).flatMap(choose)]));
  const drawn = c.sections.map((one) => sections[one.id].length > 0 && section(only(c, one, sections[one.id]), one)).filter(Boolean);
  return drawn.length > 0 && html`<details class="pp-fold"><summary><h2>${words}</h2></summary>${drawn}</details>`;
}

/** The same with these entries in one section; what they point at stands elsewhere. @param {Look} c @param {Json} one @param {Json[]} entries @returns {Look} */
const only = (c, one, entries) => ({ ...c, entries: (/** @type {string} */ id) => (id === one.id ? entries : c.entries(id)) });
