// @ts-check
/** The same person or number to be called and not to be called: the twin of `pwa/plan/clashes.py`, without a table of countries. */

import { dialled } from "./plan_text.js";

/** @typedef {import("./plan_text.js").Json} Json */

const CODE_DIGITS = 3; // the longest calling code of a country (ITU-T E.164)
const LEAST_DIGITS = 6; // what must be the same before a number with and one without its country are taken for one

/** Pairs of entries, one in `contacts` and one in `avoid`, with the same name or number. @param {Json} plan @returns {[Json, Json][]} */
export function clashes(plan) {
  const shown = (/** @type {string} */ id) => (plan.sections?.[id] ?? []).filter((/** @type {Json} */ entry) => !entry.away);
  return shown("contacts").flatMap((/** @type {Json} */ contact) => shown("avoid")
    .filter((/** @type {Json} */ avoided) => hasSameName(contact, avoided) || sharesNumber(contact, avoided))
    .map((/** @type {Json} */ avoided) => [contact, avoided]));
}

/** @param {Json} entry @returns {Json[]} */
const contents = (entry) => [entry, ...(entry.rivals ?? [])].map(({ content }) => content);

// Upper case first: it makes one of letters that only differ in small print, such as ß and ss.
const folded = (/** @type {unknown} */ name) => String(name ?? "").normalize("NFKC").toUpperCase().toLowerCase().split(/\s+/).filter(Boolean).join(" ");

/** @param {Json} one @param {Json} other */
function hasSameName(one, other) {
  const names = new Set(contents(one).map(({ name }) => folded(name)));
  return contents(other).some(({ name }) => names.has(folded(name)));
}

/** @param {Json} contact @param {Json} avoided */
function sharesNumber(contact, avoided) {
  const numbers = contents(contact).flatMap(({ phones = [] }) => phones.map((/** @type {Json} */ { number }) => number));
  return contents(avoided).some(({ number }) => numbers.some((one) => isSameNumber(one, number)));
}

/** Whether two numbers, typed differently, reach the same phone. @param {unknown} one @param {unknown} other @returns {boolean} */
export function isSameNumber(one, other) {
  if (!one || !other) return false;
  const [a, b] = [dialled(one), dialled(other)];
  if (!a || !b) return !a && !b && folded(one) === folded(other);
  const [abroad, home] = [a, b].map(withCountry).sort((x, y) => Number(y.isAbroad) - Number(x.isAbroad));
  if (abroad.isAbroad === home.isAbroad) return abroad.digits === home.digits;
  const inside = home.digits.replace(/^0/, "");
  const before = abroad.digits.length - inside.length;
  return inside.length >= LEAST_DIGITS && before >= 0 && before <= CODE_DIGITS && abroad.digits.endsWith(inside);
}

/** @param {string} number as dialled */
function withCountry(number) {
  const isAbroad = /^(\+|00)/.test(number);
  return { isAbroad, digits: isAbroad ? number.replace(/^(\+|00)/, "") : number };
}
