// @ts-check
/** What every drawing shares: what it is drawn from, the page around it, the slim bar, buttons. */

import { dayIn, html, ICONS, translator } from "./plan_text.js";

/**
 * @typedef {Record<string, any>} Json
 * @typedef {object} Options
 * @property {"pocket" | "preview" | "example" | "copy" | "paper"} [view] the page it is for; a preview has no bar and no end
 * @property {"mine" | "theirs"} [voice] whose headings
 * @property {string} [name] what the owner is called before others
 * @property {Json} [lines] crisis lines and emergency number, as `/lines/<country>.json`
 * @property {number} [hour] 0 to 23, so that people who answer at night come first from 22 to 7
 * @property {string} [slot] the plan's slot, for the address of its edit page
 * @property {{tag: string, name: string, dir?: string, note?: string, original?: string}[]} [languages] offered when there are two or more
 * @property {string} [state] where the plan is saved, in words
 * @property {{act: string, words: string}} [way] what the person can do about that state
 * @property {string} [readable] that it can be read without signal, in words; empty when that is not certain
 * @property {string} [earlier] what the way to earlier versions is called, where there is one
 * @property {string} [put_off] the day for a look that was seen or put off on this phone
 * @property {boolean} [mayRemind] whether to remind of a recovery code that was never made
 * @property {{revision?: string, change: Json, reason: string}[]} [refused] changes that were not taken, until they are dismissed
 * @property {Said | null} [said] what was just done
 * @property {Json | null} [phrases] the phrase bank in the reader's language, where the plan is in another one
 * @property {string} [pictures] the address that pictures are below, where the page may ask for them
 * @property {string} [today] `YYYY-MM-DD`: a text from the last six days is named by its weekday alone
 * @typedef {{words: string, canUndo?: boolean, entry?: string, isTick?: boolean}} Said
 */

/** What every part below needs, in one object.
 * @param {Json} plan @param {Json[]} sections @param {Json} catalogue @param {Options} options */
export function look(plan, sections, catalogue, options) {
  const { t, tn, list } = translator(catalogue);
  const { language = "en", locale = language } = catalogue ?? {};
  const entries = (id) => (plan.sections?.[id] ?? []).filter((entry) => !entry.away);
  const named = (id, name) => entries(id).find((entry) => entry.id === name)?.content?.value ?? "";
  const tag = named("settings", "language") || language;
  const words = (text, lang = tag) => html`<bdi class="pp-words" lang="${lang}" dir="auto">${text}</bdi>`;
  const day = (text) => dayIn(catalogue, text);
  const lines = /** @type {Json} */ ({ emergency: { number: "112", label: t("Emergency, in most countries") }, lines: [], ...options.lines });
  const isFolded = ["yes", "sometimes"].includes(named("settings", "shared_phone"));
  return { t, tn, list, plan, sections, options, entries, named, words, day, lines, language, locale, isFolded, view: options.view ?? "pocket" };
}
/** @typedef {ReturnType<typeof look>} Look */

/** A page with its bar. One that lies over another has the menu of languages at its end: beside the way back it would push that out.
 * @param {Look} c @param {unknown} back the way back, when it lies over another page; null for no heading @param {unknown} body @param {unknown} [foot] */
export function page(c, back, body, foot) {
  return String(html`<div class="pp-plan pp-view-${c.view}">${c.view === "preview" ? html`<div class="pp-main">${body}</div>`
    : html`${bar(c, back)}<main class="pp-main">${body}${back && languageMenu(c)}</main>${foot}`}</div>`);
}

/** The slim bar: where one is, language, *Hide*. @param {Look} c @param {unknown} back */
function bar(c, back) {
  const { voice } = c.options;
  const title = html`<h1>${voice === "theirs" ? c.t("A plan") : c.t("My plan")}</h1>`;
  return html`<header class="pp-bar">${back ? act(c, "close", [ICONS.back, back], "pp-bar-button pp-back") : back !== null && title}
    <div class="pp-bar-end">${!back && languageMenu(c)}
    <button type="button" class="pp-bar-button pp-hide" data-hide>${c.t("Hide")}</button></div></header>`;
}

/** The languages, each in itself; those that no native speaker has read say so, and show the English of what matters most.
 * @param {Look} c */
export function languageMenu(c) {
  const { languages = [] } = c.options;
  const here = languages.find((one) => one.tag === c.language);
  const choice = ({ tag, name, dir, note }) => html`<li><button type="button" class="pp-button" lang="${tag}" dir="${dir}" data-act="language"
    data-language="${tag}"${tag === c.language && html` aria-current="true"`}>${name}${note && html`<small>${note}</small>`}</button></li>`;
  return languages.length > 1 && html`<details class="pp-languages"><summary class="pp-bar-button"><span class="pp-unseen">${c.t("Language")}</span>
    ${here?.name ?? c.language}</summary><ul>${languages.map(choice)}${here?.original && html`<li><a class="pp-link" href="${here.original}">${
      c.t("What matters most, also in English")}</a></li>`}</ul></details>`;
}

/** A button for the page's script; nobody listens in a preview, so there it has the look alone.
 * @param {Look} c @param {string} name @param {unknown} label @param {Record<string, unknown>} [more] other attributes; false ones are left out */
export function act(c, name, label, classes = "pp-button", more = {}) {
  const others = Object.entries(more).filter(([, value]) => value !== false && value !== undefined).map(([key, value]) => html` ${key}="${value}"`);
  return c.view === "preview" ? html`<span class="${classes}">${label}</span>`
    : html`<button type="button" class="${classes}" data-act="${name}"${others}>${label}</button>`;
}

export const grounding = (c) => html`<p>${c.t("Put both feet on the floor. Breathe out slowly. Name five things you can see.")}</p>`;

/** An entry's text and those written elsewhere at the same time. @param {Json} entry @returns {Json[]} */
export const versions = (entry) => [entry, ...(entry.rivals ?? [])];

export const texts = (c, entry, name = "text") => versions(entry).map((version) => html`<p>${c.words(version.content[name], languageOf(version))}</p>${voice(c, version)}`);

/** That someone suggests other words, a sentence for each of them. @param {Look} c @param {Json} entry @returns {string[]} */
export const offered = (c, { suggestions = [] }) => [...new Set(suggestions.map((/** @type {Json} */ { by }) => by))]
  .map((by) => c.t("{name} suggests other words.", { name: c.plan.voices?.[by]?.name ?? c.t("someone else") }));

/** The same as the way to them: to agreements one sits down. @param {Look} c @param {Json} one @param {Json} entry */
export const offers = (c, one, entry) => c.view === "pocket" && offered(c, entry).map((words) => html`<p class="pp-from">${one.kind === "record" ? html`<a class="pp-link pp-plain" href="${sitting(c, "edit")}">${words}</a>`
    : act(c, "which", words, "pp-link pp-plain", { "data-section": one.id, "data-entry": entry.id })}</p>`);

/** Whose words they are, where they are not the owner's; a copy names them itself. @param {Look} c @param {Json} version */
export function voice(c, { by = "me", voice: named, day = "" }) {
  const name = named ?? (by !== "me" && (c.plan.voices?.[by]?.name ?? c.t("someone else")));
  return name && html`<p class="pp-from">${c.t("Written by {name}, {day}", { name, day: c.day(day) })}</p>`;
}

/** The language of a text that is not its plan's: of a phrase taken unchanged from a page in another one. @param {Json} version @returns {string | undefined} */
export const languageOf = ({ phrase, lang }) => (phrase && lang) || undefined;

const DAY_MS = 86_400_000;
const WEEK_DAYS = 6;

/** The day of a text: its weekday, or its date when that was longer ago. @param {Look} c @param {string} day */
export function weekday(c, day) {
  const { today } = c.options;
  if (isNaN(Date.parse(day)) || (today && Math.abs(Date.parse(today) - Date.parse(day)) > WEEK_DAYS * DAY_MS)) return c.day(day);
  return new Intl.DateTimeFormat(c.locale, { weekday: "long", timeZone: "UTC" }).format(new Date(day));
}

/** Where and when a text was written that stands beside another one. @param {Look} c @param {Json} version */
export function origin(c, { device, day }) {
  if (!["pocket", "preview"].includes(c.view) || !device || !c.plan.device) return "";
  const [isHere, when] = [device === c.plan.device, day ? weekday(c, day) : ""];
  if (!when) return isHere ? c.view === "preview" ? c.t("from this device") : c.t("from this phone") : c.t("from another device");
  if (!isHere) return c.t("from another device, {day}", { day: when });
  return c.view === "preview" ? c.t("from this device, {day}", { day: when }) : c.t("from this phone, {day}", { day: when });
}

/** The label of a text that stands beside another one. @param {Look} c @param {Json} entry @param {Json} version */
export const from = (c, entry, version) => entry.rivals?.length > 0 && origin(c, version) && html`<p class="pp-from">${origin(c, version)}</p>`;

/** What a section is called. */
export const heading = (c, one) => c.options.voice !== "theirs" ? c.t(one.mine ?? "")
  : c.t(one.theirs ?? "", { name: c.options.name || c.named("about", "name_i_like") || c.t("this person") });

/** The address of one of the plan's pages that need a connection: `edit`, where everything can be changed, `share` or `paper`. @param {Look} c @param {string} name */
export const sitting = (c, name) => ["", c.language, c.options.slot ?? c.plan.slot ?? "mine", name].map(encodeURIComponent).join("/");

/** What was just done, with the way to undo it. @param {Look} c */
export function said(c) {
  const one = c.options.said;
  return one?.words && !one.isTick && html`<footer class="pp-said"><div><p>${one.words}</p>${one.canUndo && act(c, "undo", c.t("Undo"))}</div></footer>`;
}
