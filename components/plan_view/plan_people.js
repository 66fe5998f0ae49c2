// @ts-check
/** People and crisis lines as big buttons: who can be called or written to, and where a number comes from. */

import { act, heading, versions, voice } from "./plan_look.js";
import { dialled, digits, html, ICONS, sms, tel } from "./plan_text.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {import("./plan_look.js").Look} Look */

/** The number to call or text someone on. @param {Json} content @param {"call" | "text"} use @returns {string} */
const reach = (content, use) => (content.phones ?? []).filter((phone) => (phone.for?.length ? phone.for : ["call"]).includes(use))
  .map(({ number }) => dialled(number)).find(Boolean) ?? "";
export const canReach = (entry) => versions(entry).some(({ content }) => reach(content, "call") || reach(content, "text"));

/** Whether someone else than the owner wrote it. @param {Json} entry @returns {boolean} */
export const isOthers = ({ by = "me", voice: named }) => Boolean(named) || by !== "me";

/** Contacts in the person's order, but at night those who answer then first, and those without a number last; whom
 * someone else wrote down comes after the owner's own at any hour.
 * @param {Look} c @returns {Json[]} */
export function ordered(c) {
  const { hour = 12 } = c.options;
  const isNight = hour >= 22 || hour < 7;
  const rank = (entry) => (canReach(entry) ? 0 : 2) + (isNight && !entry.content.night ? 1 : 0) + (isOthers(entry) ? 4 : 0);
  return c.entries("contacts").sort((one, other) => rank(one) - rank(other));
}

export function people(c) {
  const title = html`<h2>${c.isFolded ? c.t("People") : heading(c, c.sections.find((one) => one.id === "contacts") ?? {})}</h2>`;
  return html`<section class="pp-people">${c.isFolded ? html`<details class="pp-fold"><summary>${title}</summary>${rows(c)}</details>` : [title, rows(c)]}</section>`;
}

/** Up to three people; a crisis line where nobody can be reached. @param {Look} c */
export function rows(c) {
  const shown = ordered(c).slice(0, 3);
  const instead = shown.some(canReach) ? [] : USES.map((use) => crisisLine(c, use));
  return html`<ul class="pp-rows">${instead}${shown.map((entry) => {
    const ways = new Map(versions(entry).map((version) => [`${reach(version.content, "call")} ${reach(version.content, "text")}`, version]).reverse());
    return html`<li>${[...ways.values()].reverse().map((version) => [person(c, version.content, ways.size > 1), voice(c, version)])}</li>`;
  })}</ul>`;
}

/** @param {Look} c @param {Json} content @param {boolean} isOneOfTwo whether only the number tells it from another text */
function person(c, content, isOneOfTwo) {
  const [call, text] = [tel(reach(content, "call")), sms(reach(content, "text"), content.say)];
  const number = isOneOfTwo && digits((content.phones ?? []).find((/** @type {Json} */ one) => dialled(one.number))?.number ?? "");
  const when = number || (content.when ? c.words(content.when) : content.night && c.t("also at night"));
  const about = html`<span class="pp-name">${c.words(content.name)}</span>${when && html` <span class="pp-when">${when}</span>`}`;
  if (!call && !text) return html`<p class="pp-nobody">${about}</p>`;
  const unseen = html`<span class="pp-unseen">${c.words(content.name)}</span>`;
  return html`<div class="pp-row">${bigLink(c, call || text, about, true)}${call && text && bigLink(c, text, unseen, true, "pp-second")}</div>`;
}

/** A link that calls or writes; in an example people's numbers ring nobody. @param {Look} c */
function bigLink(c, address, about, isPerson = false, classes = "") {
  const [kind, way] = address.startsWith("tel:") ? [ICONS.tel, c.t("Call")] : [ICONS.sms, address.startsWith("sms:") ? c.t("Text") : c.t("Chat")];
  const inside = html`<span class="pp-way">${kind}${way}</span> <span class="pp-who">${about}</span>`;
  return isPerson && c.view === "example" ? html`<span class="pp-reach ${classes}">${inside}</span>` : html`<a class="pp-reach ${classes}" href="${address}">${inside}</a>`;
}

/** @typedef {"call" | "text" | "chat"} Use */
const USES = /** @type {Use[]} */ (["call", "text", "chat"]);

/** A crisis line with the look of a person. @param {Look} c @param {Use} use */
function crisisLine(c, use) {
  const { name, number, site, keyword, address, check } = channel(c, use);
  const about = html`<span class="pp-name">${name}</span> <span class="pp-when">${digits(number ? typed(number, keyword) : site)} ${check && c.t("please check")}</span>`;
  return address && html`<li><div class="pp-row">${bigLink(c, address, about)}</div></li>`;
}

/** The crisis line for the first screen. @param {Look} c @param {Use} use */
function channel(c, use) {
  const { name, number, site, keyword, please_check: check } = c.lines.first?.[use] ?? {};
  return { name, number, site, keyword, check, address: site ? `https://${site}` : use === "call" ? tel(number) : sms(number, keyword) };
}

/** A number, and the word that has to be sent to it: not every phone takes it over from a link. @param {string} number @param {string | null} [keyword] */
const typed = (number, keyword) => (keyword ? `${number} (${keyword})` : number);

export const link = (way, address, number) => html`<a class="pp-link" href="${address}">${way} ${digits(number)}</a>`;

/** Crisis line by voice, by text, by chat and the emergency number side by side; then every line with its source.
 * @param {Look} c @param {boolean} [canChange] whether another country can be chosen here */
export function numbers(c, canChange = false) {
  const { emergency, lines } = c.lines;
  return html`<section class="pp-help"><ul class="pp-cells">
    ${c.entries("contacts").some(canReach) && firstCells(c)}
    ${cell(c, emergency.label, { number: emergency.number, address: tel(emergency.number), check: emergency.please_check })}</ul>${!lines.length && otherCountries(c)}
    <div class="pp-about-numbers">${everyLine(c, html`<li><strong>${emergency.label}</strong> ${[emergency.number, ...(emergency.also ?? [])].map((number) => link(c.t("Call"), tel(number), number))}
      ${from(emergency)}</li>`, lines.length > 0 && otherCountries(c))}${
      canChange && act(c, "numbers", c.lines.regions?.length ? c.t("Change country or region") : c.t("Change country"), "pp-link")}</div></section>`;
}

/** The crisis line by voice, by text and by chat alone. @param {Look} c */
export const firstLines = (c) => html`<ul class="pp-cells">${firstCells(c)}</ul>`;

/** The ways to reach a line; those of one line stand together, its name once below them. @param {Look} c */
function firstCells(c) {
  const ways = [c.t("Call"), c.t("Text"), c.t("Chat")].map((way, at) => ({ ...channel(c, USES[at]), way })).filter(({ address }) => address);
  const [{ name = "", check = false } = {}] = ways;
  if (ways.length < 2 || ways.some((one) => one.name !== name || one.check !== check)) return ways.map((one) => cell(c, one.way, one));
  return html`<li class="pp-of-one" data-ways="${ways.length}">${ways.map((one) => cellLink(one, html`<span class="pp-unseen">${name}</span>`))}<p>${said(c, name, check)}</p></li>`;
}

/** @param {Look} c @param {unknown} way @param {Json} channel */
const cell = (c, way, { name, check, ...one }) => one.address && html`<li>${cellLink({ ...one, way }, (name || check) && html`<span>${said(c, name, check)}</span>`)}</li>`;

/** @param {Look} c @param {string} [name] @param {boolean} [check] */
const said = (c, name, check) => html`${name} ${check && html`<span class="pp-check">${c.t("please check")}</span>`}`;

/** @param {Json} way @param {unknown} about */
const cellLink = ({ way, address, number }, about) => html`<a class="pp-cell" href="${address}"><span>${way}</span>
    ${number && html`<span class="pp-number">${digits(number)}</span>`} ${about}</a>`;

/** Every line with its source, folded. @param {Look} c @param {unknown} [last] one more entry @param {unknown} [after] what stands below the list */
export const everyLine = (c, last = "", after = "") => html`<details class="pp-sources"><summary>${c.t("About these numbers, and more lines")}</summary><ul class="pp-list">
    ${c.lines.lines.map((/** @type {Json} */ one) => html`<li><strong>${one.name}</strong> ${(one.voice ?? []).map((number) => link(c.t("Call"), tel(number), number))}
      ${(one.text ?? []).map(({ number, keyword }) => link(c.t("Text"), sms(number, keyword), typed(number, keyword)))}
      ${(one.chat ?? []).map((site) => link(c.t("Chat"), `https://${site}`, site))} ${from(one)}</li>`)}${last}</ul>${after}</details>`;

/** @param {Look} c */
export const otherCountries = (c) =>
  html`<a class="pp-link" href="${c.lines.findahelpline ?? "https://findahelpline.com"}">${c.t("Lines in other countries: findahelpline.com")}</a>`;

/** @param {Json} line */
const from = ({ hours, cost, languages = [], audience, where = [], source_note, check_note }) =>
  html`<span class="pp-quiet">${[hours, cost, ...languages, audience, ...where, source_note, check_note].filter(Boolean).join(" · ")}</span>`;
