// @ts-check
/** The sections of a plan below its first screen, each with all its entries. */

import { inLaw, inOrder, point } from "./plan_agreement.js";
import { clashes } from "./plan_clashes.js";
import { helpedWords } from "./plan_days.js";
import { act, from, heading, languageOf, offers, versions, voice } from "./plan_look.js";
import { link } from "./plan_people.js";
import { pictures } from "./plan_pictures.js";
import { steps, ticked } from "./plan_steps.js";
import { talk } from "./plan_talk.js";
import { dialled, digits, html, sms, tel } from "./plan_text.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {import("./plan_look.js").Look} Look */

/** One section with all its entries; nothing when it is empty.
 * @param {Look} c @param {Json} one @param {{isFolded?: boolean, canChange?: boolean}} [how] */
export function section(c, one, { isFolded = false, canChange = true } = {}) {
  const fields = (one.kind === "fields" ? one.fields : one.answers) ?? [];
  const entries = c.entries(one.id).filter(({ id }) => !fields.some(({ name }) => name === id));
  const facts = fields.flatMap((field) => c.entries(one.id).filter(({ id }) => id === field.name).map((entry) => named(c, one, field, entry))).filter(Boolean);
  const seen = pictures(c, one);
  if (!entries.length && !facts.length && !seen) return "";
  const words = one.id === "contacts" && c.options.voice !== "theirs" ? c.t("Everyone I can call") : heading(c, one);
  const inside = html`${inTwoLists(c, one)}${seen}${grouped(c, one, entries)}${facts.length > 0 && html`<dl class="pp-facts">${facts}</dl>`}${
    one.id === "agreement" && c.view === "copy" && inLaw(c)}`;
  const change = canChange && canBeChanged(one) && c.view === "pocket"
    && act(c, "change", c.t("Change"), "pp-button pp-change", { "data-section": one.id, "aria-label": c.t("Change: {words}", { words }) });
  return isFolded ? html`<details class="pp-fold" data-section="${one.id}"><summary><h2>${words}</h2></summary>${inside}${change}</details>`
    : html`<section class="pp-section" data-section="${one.id}"><div class="pp-section-head"><h2>${words}</h2>${change}</div>${inside}</section>`;
}

/** Whether a section can be changed on the phone: agreements are made together, sitting down. @param {Json} one */
export const canBeChanged = (one) => one.kind !== "record" && one.id !== "settings";

/** A field of `about`, with what was written elsewhere at the same time. @param {Look} c @param {Json} one @param {Json} field @param {Json} entry */
export function named(c, one, field, entry) {
  const facts = versions(entry).map((version) => fact(c, one, field, version.content, "value", from(c, entry, version))).filter(Boolean);
  const isAsked = entry.rivals?.length > 0 || (entry.suggestions?.length > 0 && c.view === "pocket");
  return facts.length > 0 && [facts, isAsked && html`<div><dd>${which(c, one, entry)}${offers(c, one, entry)}</dd></div>`];
}

/** One quiet line where the same person or number is to be called and not to be called. @param {Look} c @param {Json} one */
function inTwoLists(c, one) {
  if (!["contacts", "avoid"].includes(one.id) || !["pocket", "preview"].includes(c.view)) return "";
  const isContacts = one.id === "contacts";
  const names = new Set(clashes(c.plan).map(([contact, avoided]) => (isContacts ? contact : avoided).content.name));
  const other = c.sections.find(({ id }) => id === (isContacts ? "avoid" : "contacts"));
  return [...names].map((name) => html`<p class="pp-quiet">${c.t("“{name}” is also in “{list}”.", { name, list: c.t(other?.mine ?? "") })}</p>`);
}

/** Early signs stand by when they show, points by where they stand; every other section is one list. @param {Look} c @param {Json} one @param {Json[]} entries */
function grouped(c, one, entries) {
  if (one.id === "agreement") return points(c, one, inOrder(entries));
  if (one.id === "talk") return talk(c, one, entries);
  const level = (/** @type {Json} */ { content }) => (["early", "later"].includes(content.level) ? content.level : "");
  if (!entries.some(level)) return listed(c, one, entries);
  const groups = [["early", c.t("What shows early")], ["later", c.t("What shows later")], ["", c.t("Other signs")]];
  const fields = one.fields.filter(({ name }) => name !== "level");
  return groups.map(([name, title]) => [title, entries.filter((entry) => level(entry) === name)]).filter(([, some]) => some.length)
    .map(([title, some]) => html`<h3>${title}</h3>${listed(c, { ...one, fields }, some)}`);
}

/** How a step went, in one tap; then what was noted, with *Undo*. @param {Look} c @param {Json} entry */
export function howItWent(c, entry) {
  const { said } = c.options;
  if (isNoted(c, entry)) return html`<p class="pp-tries pp-quiet">${said?.words} ${said?.canUndo && act(c, "undo", c.t("Undo"))}</p>`;
  const data = { "data-section": "coping", "data-entry": entry.id };
  return html`<div class="pp-tries" role="group" aria-label="${c.t("How did it go?")}"><p class="pp-quiet">${c.t("How did it go?")}</p><div class="pp-three">
    ${act(c, "helped", c.t("helped"), "pp-button", data)}${act(c, "a_bit", c.t("a bit"), "pp-button", data)}${act(c, "not_this_time", c.t("not this time"), "pp-button", data)}</div></div>`;
}

/** @param {Look} c @param {Json} entry */
const isNoted = (c, { id }) => Boolean(c.options.said?.isTick && c.options.said.entry === id);

/** The same in a list of steps: folded, so that the steps themselves are what is read. @param {Look} c @param {Json} entry */
const folded = (c, entry) => isNoted(c, entry) ? howItWent(c, entry)
  : html`<details class="pp-went" data-entry="${entry.id}"><summary>${c.t("How did it go?")}</summary>${howItWent(c, entry)}</details>`;

/** @param {Look} c @param {Json} entry */
const helped = (c, entry) => helpedWords(c, entry).length > 0 && html`<p class="pp-from">${helpedWords(c, entry).map((text) => html`<span>${text}</span> `)}</p>`;

/** What was agreed. @param {Look} c @param {Json} one @param {Json[]} entries */
const points = (c, one, entries) => entries.length > 0 && html`<ul class="pp-list pp-record">${entries.map((entry) => html`<li>${
  versions(entry).map((version) => [point(c, one, version), voice(c, version), from(c, entry, version)])}${offers(c, one, entry)}${which(c, one, entry)}</li>`)}</ul>`;

function listed(c, one, entries) {
  const [tag, [lead, ...more]] = [one.kind === "steps" ? "ol" : "ul", one.fields];
  const text = (entry) => (version) => {
    const small = ticked(c, one, entry);
    const others = { ...one, fields: more.filter((field) => !small.includes(field)) };
    return html`${leading(c, one, version, lead.type === "month" ? monthOf(c, version.content[lead.name]) : lead.type === "date" ? c.day(version.content[lead.name]) : version.content[lead.name])}${facts(c, others, version.content)}${small.map((field) => steps(c, one, entry, field))}${voice(c, version)}${from(c, entry, version)}`;
  };
  return entries.length > 0 && html`<${tag} class="pp-list pp-${one.kind}">${entries.map((entry) => html`<li>${versions(entry).map(text(entry))}${offers(c, one, entry)}${which(c, one, entry)}${
    one.kind === "steps" && c.view === "pocket" && [helped(c, entry), folded(c, entry)]}</li>`)}</${tag}>`;
}

/** An entry's first words; a phrase of the phrase bank stands in the reader's language, and as it was written one tap away.
 * @param {Look} c @param {Json} one @param {Json} version @param {string} words */
function leading(c, one, version, words) {
  const { phrase } = version;
  const lang = languageOf(version);
  const translated = phrase && lang !== c.language && c.options.phrases?.[one.id]?.[`${one.id}.${phrase}`];
  return !translated || translated === words ? html`<p class="pp-lead">${c.words(words, lang)}</p>`
    : html`<p class="pp-lead">${c.words(translated, c.language)}</p><details class="pp-written"><summary>${c.t("Translated. Show it as written")}</summary>
      <p>${c.words(words, lang)}</p></details>`;
}

/** Everything an entry says in these fields. @param {Look} c @param {Json} one @param {Json} content */
export function facts(c, one, content) {
  const all = one.fields.map((field) => fact(c, one, field, content)).filter(Boolean);
  return all.length > 0 && html`<dl class="pp-facts">${all}</dl>`;
}

/** The question where two texts stand side by side; only the phone's own page can answer it. @param {Look} c @param {Json} one @param {Json} entry */
function which(c, one, entry) {
  const isView = one.id === "past" && (entry.rivals ?? []).every(({ by = "me", voice: named }) => named || by !== "me"); // it stands beside, and nobody picks
  if (!entry.rivals?.length || isView) return "";
  const question = c.t("Which one do you want?");
  const answer = c.view === "pocket" && canBeChanged(one) ? act(c, "which", question, "pp-link", { "data-section": one.id, "data-entry": entry.id })
    : ["pocket", "preview"].includes(c.view) && question;
  return html`<p class="pp-notice">${c.t("These were written in two places.")} ${answer}</p>`;
}

/** One named value of an entry, or nothing; some need no label for the eye. @param {Look} c @param {Json} one @param {Json} field @param {Json} content */
function fact(c, one, field, content, key = field.name, after = /** @type {unknown} */ ("")) {
  const raw = content[key];
  if (!raw || raw.length === 0 || field.name === "share_number" || (field.name === "say" && isTheirs(c))) return "";
  const canCall = one.id !== "avoid" && one.kind !== "fields" && !["example", "paper"].includes(c.view);
  const value = valueOf(c, field, raw, canCall, { say: isTheirs(c) ? "" : content.say, dial: content.dial });
  return value && html`<div${field.type === "long" && html` class="pp-block"`}><dt${["relation", "phones", "noticed_by"].includes(field.name) && html` class="pp-unseen"`}>${c.t(field.label)}</dt> <dd>${value}</dd>${after}</div>`;
}

/** The owner's words to send are not a supporter's. @param {Look} c */
const isTheirs = (c) => c.options.voice === "theirs";

/** A number is shown as it was typed; a copy may have beside it what also dials it from another country (`dial`).
 * @param {Look} c @param {Json} field @param {any} raw @param {boolean} canCall @param {{say?: string, dial?: string}} [more] */
export function valueOf(c, { type, choices = {}, section: other }, raw, canCall, { say, dial } = {}) {
  if (type === "yes") return c.t("yes");
  if (type === "choice") return choices[raw] ? c.t(choices[raw]) : raw;
  if (type === "date") return c.day(raw);
  if (type === "month") return monthOf(c, raw);
  if (type === "views") return raw.map((/** @type {Json} */ one) => viewOf(c, one));
  if (type === "entry") return c.entries(other).filter(({ id }) => id === raw).map((entry) => c.words(entry.content.text, languageOf(entry)))[0];
  if (type === "phone") return canCall && tel(dial || raw) ? link(c.t("Call"), tel(dial || raw), raw) : digits(raw);
  if (type !== "phones") return Array.isArray(raw) ? raw.map((text) => html`<p>${c.words(said(c, choices, text))}</p>`) : c.words(raw);
  return raw.map(({ number, dial: abroad, for: uses = [] }) => !canCall || !dialled(abroad || number) ? html`<p>${digits(number)}</p>` : [
    (uses.includes("call") || !uses.length) && link(c.t("Call"), tel(abroad || number), number),
    uses.includes("text") && link(c.t("Text"), sms(abroad || number, say), number)]);
}

/** How someone else sees it: whose view it is, then where they know it from and how sure they are, a line each. @param {Look} c @param {Json} one */
const viewOf = (c, { by, view, source, sure }) => html`<p>${by && html`<strong>${c.words(by)}</strong><br>`}${c.words(view ?? "")}${
  [[c.t("Where they know it from"), source], [c.t("How sure they are"), sure]].map(([label, words]) => words && html`<br><small class="pp-quiet">${label}</small> ${c.words(words)}`)}</p>`;

/** A line that ends with one of the choices, such as the days of a month on which it was one: `3 14: early`. @param {Look} c @param {Json | null} choices @param {string} text */
const said = (c, choices, text) => text.replace(/: (\w+)$/, (all, one) => (choices?.[one] ? `: ${c.t(choices[one])}` : all));

/** A year, a month or a day. @param {Look} c @param {string} raw */
function monthOf(c, raw) {
  if (!/^\d{4}-\d\d$/.test(raw)) return /^\d{4}$/.test(raw) ? raw : c.day(raw);
  return new Intl.DateTimeFormat(c.locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${raw}-01`));
}
