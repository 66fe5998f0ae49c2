// @ts-check
/**
 * Who reads a part of the plan in a copy, and who of them is not to be called any more.
 *
 * The twin of `pwa/share/recipients.py`, as far as a phone knows of its copies (`shared` of a plan).
 */

import { isAbout, numbersOf, shown } from "./plan_clashes.js";
import { sitting } from "./plan_look.js";
import { html } from "./plan_text.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {import("./plan_look.js").Look} Look */

/** The copies that can still be opened on a day. @param {Json} plan @param {string} [today] `YYYY-MM-DD` @returns {Json[]} */
export const given = (plan, today = "") => (plan.shared ?? []).filter((/** @type {Json} */ { until: end }) => !(end && end < today));

/** A line under a field, only where somebody reads what is typed there. @param {Look} c @param {Json} one @param {{field?: Json, entry?: Json}} [at] */
export function seenBy(c, one, { field, entry } = {}) {
  const isKeptBack = field?.shared === false || entry?.only_me || (field?.type === "phones" && !entry?.content.share_number);
  const names = isKeptBack ? [] : given(c.plan, c.options.today).filter(({ sections = [] }) => sections.includes(one.id)).map(({ label }) => label);
  return names.length > 0 && html`<p class="pp-quiet">${c.t("Seen by: {names}", { names: c.list([...new Set(names)]) })}</p>`;
}

/** Whether the copies of those who stand under `avoid` shall be stopped, with the way there. @param {Look} c @param {Json} one @param {Json} [entry] only about this one */
export function stillGiven(c, one, entry) {
  if (one.id !== "avoid") return "";
  const copies = given(c.plan, c.options.today).filter((copy) => asked(c.plan, copy).some(({ id }) => !entry || id === entry.id));
  return copies.map(({ label }) => html`<div class="pp-notice" role="group"><p>${c.t("“{name}” has a copy of your plan. Shall it be stopped?", { name: label })}</p>
    <p>${c.t("The name or the number stands in “{list}”.", { list: c.t(one.mine ?? "") })}</p>
    <a class="pp-link" href="${sitting(c, "share")}">${c.t("Go to where it can be stopped")}</a></div>`);
}

/** The entries under `avoid` that are whom a copy is for, without those about whom the person has said that it stays. @param {Json} plan @param {Json} copy */
function asked(plan, { label, left = [] }) {
  const known = shown(plan, "contacts").filter((entry) => isAbout(entry, { names: [label], numbers: [label] }));
  const who = { names: [label], numbers: [label, ...known.flatMap(numbersOf)] };
  return shown(plan, "avoid").filter((entry) => isAbout(entry, who) && !left.includes(entry.id));
}
