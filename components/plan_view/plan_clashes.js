// @ts-check
/** The same person or number to be called and not to be called: the twin of `pwa/plan/clashes.py`, without a table of countries. */

import { dialled } from "./plan_text.js";

/** @typedef {import("./plan_text.js").Json} Json */

const CODE_DIGITS = 3; // the longest calling code of a country (ITU-T E.164)
const LEAST_DIGITS = 6; // what must be the same before a number with and one without its country are taken for one

/** Pairs of entries, one in `contacts` and one in `avoid`, with the same name or number. @param {Json} plan @returns {[Json, Json][]} */
export const clashes = (plan) => shown(plan, "contacts").flatMap((contact) => {
  const who = { names: contents(contact).map(({ name }) => name), numbers: numbersOf(contact) };
  return shown(plan, "avoid").filter((avoided) => isAbout(avoided, who)).map((avoided) => /** @type {[Json, Json]} */ ([contact, avoided]));
});

/** The entries of a section that are not put away. @param {Json} plan @param {string} id @returns {Json[]} */
export const shown = (plan, id) => (plan.sections?.[id] ?? []).filter((/** @type {Json} */ entry) => !entry.away);

/** @param {Json} entry @returns {Json[]} */
const contents = (entry) => [entry, ...(entry.rivals ?? [])].map(({ content }) => content);

// Upper case first: it makes one of letters that only differ in small print, such as ß and ss.
const folded = (/** @type {unknown} */ name) => String(name ?? "").normalize("NFKC").toUpperCase().toLowerCase().split(/\s+/).filter(Boolean).join(" ");

/** All numbers of a contact, or the one of who is not to be called. @param {Json} entry @returns {string[]} */
export const numbersOf = (entry) => contents(entry).flatMap(({ phones = [], number }) =>
  [...phones.map((/** @type {Json} */ one) => one.number), number].filter(Boolean));

/** Whether an entry has one of these names or numbers. @param {Json} entry @param {{names: string[], numbers: string[]}} who */
export function isAbout(entry, { names, numbers }) {
  const known = new Set(names.map(folded));
  return contents(entry).some(({ name }) => known.has(folded(name)))
    || numbersOf(entry).some((one) => numbers.some((other) => isSameNumber(one, other)));
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
