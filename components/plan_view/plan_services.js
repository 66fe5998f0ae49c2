// @ts-check
/**
 * *Still right?*: the numbers of services that a person typed, when nobody has looked at them for six months.
 *
 * A plan does not say whether an entry is a person or a service. It is taken for a service when one of its numbers is in
 * our list of the country's lines, is as short as no person's number is, or is, in its country, no mobile number of a person
 * (`numbering` of `/lines/<country>.json`). A person who has such a number is asked about as well: a quiet line, and nothing more.
 */

import { isSameNumber } from "./plan_clashes.js";
import { act, versions } from "./plan_look.js";
import { dialled, digits, html } from "./plan_text.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {import("./plan_look.js").Look} Look */

const MONTHS = 6;
const SHORT_DIGITS = 6; // the longest short codes that are in use for lines

/** One quiet line for the service that was looked at longest ago, with the way to its entry. @param {Look} c */
export function stillRight(c) {
  const old = c.entries("contacts").filter((entry) => isOld(lookedAt(entry), c.options.today) && services(c.lines, entry).length);
  const [entry] = old.sort((one, other) => (lookedAt(one) < lookedAt(other) ? -1 : 1));
  if (!entry) return "";
  const data = { "data-section": "contacts", "data-entry": entry.id };
  return html`<div class="pp-still-right"><p>${c.t("“{name}”: is this number still right? It was written more than six months ago.", { name: entry.content.name })}
    ${services(c.lines, entry).map((number) => html`<span class="pp-number">${digits(number)}</span> `)}</p>
    <div class="pp-buttons">${act(c, "still_right", c.t("Still right"), "pp-button", data)}${act(c, "which", c.t("Look at it"), "pp-button", data)}</div></div>`;
}

/** The numbers of an entry that are a service's. @param {Json} lines @param {Json} entry @returns {string[]} */
const services = (lines, entry) => [...new Set(versions(entry).flatMap(({ content }) => (content.phones ?? []).map((/** @type {Json} */ one) => one.number)))]
  .filter((number) => isService(lines, number));

/** @param {Json} lines as `/lines/<country>.json` @param {string} number as typed */
export function isService({ lines = [], numbering }, number) {
  const plain = dialled(number);
  if (!plain) return false;
  const known = lines.flatMap((/** @type {Json} */ { voice = [], text = [] }) => [...voice, ...text.map((/** @type {Json} */ one) => one.number)]);
  if (known.some((/** @type {string} */ one) => isSameNumber(one, number))) return true;
  if (/^\d+$/.test(plain) && plain.length <= SHORT_DIGITS) return true;
  const inside = withinCountry(plain, numbering);
  return inside !== "" && numbering.services.some((/** @type {string} */ pattern) => new RegExp(`^(?:${pattern})$`).test(inside));
}

/** A number without what is dialled before it; "" when it is another country's. @param {string} plain @param {Json | undefined} numbering */
function withinCountry(plain, numbering) {
  if (!numbering) return "";
  const { code, trunk } = numbering;
  const abroad = /^(?:\+|00)(.*)$/.exec(plain)?.[1];
  if (abroad !== undefined) return abroad.startsWith(code) ? abroad.slice(code.length) : "";
  return trunk && plain.startsWith(trunk) ? plain.slice(trunk.length) : plain;
}

/** The last day on which a text of an entry was written, or its number was said to be right. @param {Json} entry @returns {string} */
const lookedAt = (entry) => [...versions(entry), ...(entry.tries ?? []).filter((/** @type {Json} */ { outcome }) => outcome === "still_right")]
  .map(({ day = "" }) => day).sort().at(-1) ?? "";

/** Whether a day lies more than six months back; an unknown one says nothing. @param {string} day @param {string} [today] */
function isOld(day, today) {
  if (!day || !today) return false;
  const [year, month, date] = today.split("-").map(Number);
  const months = year * 12 + month - 1 - MONTHS;
  const before = [String(Math.floor(months / 12)), ...[(months % 12) + 1, date].map((part) => String(part).padStart(2, "0"))].join("-");
  return day < before;
}
