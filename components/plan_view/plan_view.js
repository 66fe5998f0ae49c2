// @ts-check
/**
 * Draws a plan as HTML text: for the phone, its service worker, a supporter's copy, print and the preview at the desk.
 *
 * Pure: no imports, no DOM, no clock. Buttons say what they do with `data-act` (steps, early, card, close; language
 * with `data-language`) or `data-hide`; whoever puts the text on a page listens.
 *
 * @typedef {Record<string, any>} Json
 * @typedef {object} Options
 * @property {"pocket" | "preview" | "example" | "copy"} [view] the page it is for; a preview has no bar and no end
 * @property {"mine" | "theirs"} [voice] whose headings
 * @property {Json} [lines] crisis lines and emergency number, as `/lines/<country>.json`
 * @property {number} [hour] 0 to 23, so that people who answer at night come first from 22 to 7
 * @property {string} [slot] the plan's slot, for the address of its edit page
 * @property {{tag: string, name: string}[]} [languages] offered in the bar when there are two or more
 * @property {string} [state] where the plan is saved, in words
 */

class Safe extends String {}
const MARKS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
/** @param {unknown} value @returns {string} */
function part(value) {
  if (value instanceof Safe) return String(value);
  if (Array.isArray(value)) return value.map(part).join("");
  if (value === undefined || value === null || value === false) return "";
  return String(value).replace(/[&<>"']/g, (mark) => MARKS[mark]);
}

/** The only way text becomes HTML: every value is escaped unless it came out of `html` itself. */
export function html(strings, ...values) {
  return new Safe(strings.map((text, at) => (at ? part(values[at - 1]) : "") + text).join(""));
}

/** The words of one language; what its catalogue lacks is said in English.
 * @param {Json} [catalogue] as `/i18n/<language>.json` */
export function translator(catalogue) {
  const { language = "en", messages = {} } = catalogue ?? {};
  const plural = new Intl.PluralRules(language);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const t = (message, values = {}) => fill(messages[message] || message, values);
  const tn = (one, other, n, values = {}) => {
    const forms = messages[one] ?? {};
    return fill(forms[plural.select(n)] || forms.other || (n === 1 ? one : other), { n, ...values });
  };
  return { t, tn };
}

const DIGIT = /\p{Nd}/u; // the ten of a script stand in a row
const plainDigit = (/** @type {string} */ digit, above = 0) => above < 9 && DIGIT.test(String.fromCodePoint((digit.codePointAt(0) ?? 1) - 1))
  ? plainDigit(String.fromCodePoint((digit.codePointAt(0) ?? 1) - 1), above + 1) : above;

/** What to dial for a number as typed; "" unless it is certain. The same rule as `pwa/plan/phones.py`, where its words are.
 * @param {unknown} typed @returns {string} */
export function dialled(typed) {
  const plain = String(typed ?? "").replace(/[\u061c\u200c-\u200f]/g, "").normalize("NFKC").replace(/\p{Nd}/gu, (digit) => String(plainDigit(digit)))
    .trim().replace(/\s*\b(?:ext|extension|x)\b\.?\s*[0-9]{1,6}$/i, "");
  const runs = plain.match(/\+?\(?[0-9](?:[0-9\s().'\u2019\u2010-\u2015-]|[/,](?=[0-9]))*/g) ?? [];
  const [run, isAbroad, hasWords] = [runs[0] ?? "", /^\+|^00/.test(runs[0]), /\p{L}/u.test(plain)];
  const isDoubtful = /[*#]|\p{L}[0-9]|[0-9]\p{L}/u.test(plain) || (hasWords && /[^0-9][0-9][^0-9]*$/.test(run)) || (!/^[+0(]/.test(run) && /[,/]|[^0-9]0[0-9]{4}/.test(run));
  if (runs.length !== 1 || isDoubtful) return "";
  const digits = (isAbroad ? run.replace("(0)", "") : run).replace(/[^0-9]/g, "");
  const [least, most] = [hasWords ? 5 : 2, isAbroad ? 15 : 13];
  const isLed = /\p{L}/u.test(plain.slice(0, plain.indexOf(run))) && !/^\+|^\(?0/.test(run);
  return isLed || digits.length < least || digits.length > most ? "" : `${run.startsWith("+") ? "+" : ""}${digits}`;
}

const tel = (number) => dialled(number) && `tel:${dialled(number)}`;
/** Lone halves of characters would make `encodeURIComponent` throw. */
const sms = (number, body) => dialled(number) && `sms:${dialled(number)}${
  body ? `?&body=${encodeURIComponent(body.replace(/\p{Surrogate}/gu, "\ufffd"))}` : ""}`;

export const digits = (number) => html`<bdi dir="ltr">${number}</bdi>`;

const icon = (path) => html`<svg class="pp-icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`;
export const ICONS = {
  tel: icon("M7 3.5 9.6 3l1.7 4.3-2 1.6a12 12 0 0 0 5.8 5.8l1.6-2 4.3 1.7-.5 2.6a2.8 2.8 0 0 1-2.9 2.2A14.9 14.9 0 0 1 4.8 6.4 2.8 2.8 0 0 1 7 3.5Z"),
  back: icon("m15 5-7 7 7 7"),
  sms: icon("M5.500 4.500h13a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H11l-5 4v-4h-.500a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2Z"),
};

/** What every part below needs, in one object.
 * @param {Json} plan @param {Json[]} sections @param {Json} catalogue @param {Options} options */
export function look(plan, sections, catalogue, options) {
  const { t, tn } = translator(catalogue);
  const language = catalogue?.language ?? "en";
  const entries = (id) => (plan.sections?.[id] ?? []).filter((entry) => !entry.away);
  const named = (id, name) => entries(id).find((entry) => entry.id === name)?.content?.value ?? "";
  const tag = named("settings", "language") || language;
  const words = (text) => html`<bdi class="pp-words" lang="${tag}">${text}</bdi>`;
  const day = (text) => isNaN(Date.parse(text)) ? text
    : new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(text));
  const lines = /** @type {Json} */ ({ emergency: { number: "112", label: t("Emergency, in most countries") }, lines: [], ...options.lines });
  const isFolded = ["yes", "sometimes"].includes(named("settings", "shared_phone"));
  return { t, tn, plan, sections, options, entries, named, words, day, lines, language, isFolded, view: options.view ?? "pocket" };
}
/** @typedef {ReturnType<typeof look>} Look */

/** The whole page of a plan: the first screen, then everything else.
 * @param {Json} plan the reply of `/api/plans/<slot>` @param {Json[]} sections `/sections.json`
 * @param {Json} catalogue `/i18n/<language>.json` @param {Options} [options] */
export function draw(plan, sections, catalogue, options = {}) {
  const c = look(plan, sections, catalogue, options);
  const isOpen = (one) => one.place !== "fold" && !(one.id === "contacts" && c.isFolded);
  const all = sections.filter((one) => one.id !== "settings");
  return page(c, bar(c, c.view === "example" && c.t("Back from the example")), html`
    ${c.view === "example" && html`<h1 class="pp-example">${c.t("This is an example. Nobody's plan.")}</h1>`}
    ${plan.restored && html`<p class="pp-notice">${
      c.t("Your newest changes could not be read. This is your plan as it was before them. Please look what is missing.")}</p>`}
    <div class="pp-first">${people(c)}${c.view !== "copy" && act(c, "early", c.t("It's only starting"), "pp-button pp-early")}
      ${numbers(c)}${firstStep(c)}</div>
    ${act(c, "card", c.t("Show this to someone"), "pp-button pp-show")}
    ${all.filter(isOpen).map((one) => section(c, one))}
    <div class="pp-folds">${all.filter((one) => !isOpen(one)).map((one) => section(c, one, true))}</div>
    ${c.view === "pocket" && end(c)}`);
}

export function page(c, head, body, foot) {
  return String(html`<div class="pp-plan pp-view-${c.view}">${
    c.view === "preview" ? html`<div class="pp-main">${body}</div>` : html`${head}<main class="pp-main">${body}</main>${foot}`}</div>`);
}

/** The slim bar: where one is, language, *Hide*. @param {Look} c @param {unknown} [back] the way back, when it lies over another page */
export function bar(c, back) {
  const { languages = [], voice } = c.options;
  const here = languages.find((one) => one.tag === c.language)?.name ?? c.language;
  const title = html`<h1>${voice === "theirs" ? c.t("A plan") : c.t("My plan")}</h1>`;
  const other = ({ tag, name }) => html`<li><button type="button" class="pp-button" lang="${tag}" data-act="language"
    data-language="${tag}">${name}</button></li>`;
  return html`<header class="pp-bar">${back ? act(c, "close", [ICONS.back, back], "pp-bar-button pp-back") : title}
    <div class="pp-bar-end">${!back && languages.length > 1 && html`<details class="pp-languages"><summary class="pp-bar-button">
      <span class="pp-unseen">${c.t("Language")}</span> ${here}</summary><ul>${languages.map(other)}</ul></details>`}
    <button type="button" class="pp-bar-button pp-hide" data-hide>${c.t("Hide")}</button></div></header>`;
}

/** A button for the page's script; nobody listens in a preview, so there it has the look alone. @param {Look} c */
export function act(c, name, label, classes = "pp-button") {
  return c.view === "preview" ? html`<span class="${classes}">${label}</span>` : html`<button type="button" class="${classes}" data-act="${name}">${label}</button>`;
}

export const grounding = (c) => html`<p>${c.t("Put both feet on the floor. Breathe out slowly. Name five things you can see.")}</p>`;

function firstStep(c) {
  const [first] = c.entries("coping");
  return html`<section class="pp-try"><h2>${c.t("Try this first")}</h2><div class="pp-try-text">${first ? texts(c, first) : grounding(c)}</div>
    ${first && act(c, "steps", c.t("One step at a time"), "pp-button pp-main-button")}</section>`;
}

/** An entry's text and those written elsewhere at the same time. @param {Json} entry @returns {Json[]} */
export const versions = (entry) => [entry, ...(entry.rivals ?? [])];

export const texts = (c, entry, name = "text") => versions(entry).map(({ content }) => html`<p>${c.words(content[name])}</p>`);

/** The number to call or text someone on. @param {Json} content @param {"call" | "text"} use @returns {string} */
const reach = (content, use) => (content.phones ?? []).filter((phone) => (phone.for?.length ? phone.for : ["call"]).includes(use))
  .map(({ number }) => dialled(number)).find(Boolean) ?? "";
const canReach = (entry) => versions(entry).some(({ content }) => reach(content, "call") || reach(content, "text"));

/** Contacts in the person's order, but at night those who answer then first, and those without a number last.
 * @param {Look} c @returns {Json[]} */
export function ordered(c) {
  const { hour = 12 } = c.options;
  const isNight = hour >= 22 || hour < 7;
  const rank = (entry) => (canReach(entry) ? 0 : 2) + (isNight && !entry.content.night ? 1 : 0);
  return c.entries("contacts").sort((one, other) => rank(one) - rank(other));
}

function people(c) {
  const title = html`<h2>${c.isFolded ? c.t("People") : heading(c, c.sections.find((one) => one.id === "contacts") ?? {})}</h2>`;
  return html`<section class="pp-people">${c.isFolded ? html`<details class="pp-fold"><summary>${title}</summary>${rows(c)}</details>` : [title, rows(c)]}</section>`;
}

/** Up to three people; a crisis line where nobody can be reached. @param {Look} c */
export function rows(c) {
  const shown = ordered(c).slice(0, 3);
  const instead = shown.some(canReach) ? [] : [crisisLine(c, "call"), crisisLine(c, "text")];
  return html`<ul class="pp-rows">${instead}${shown.map((entry) => {
    const ways = new Map(versions(entry).map(({ content }) => [`${reach(content, "call")} ${reach(content, "text")}`, content]));
    return html`<li>${[...ways.values()].map((content) => person(c, content))}</li>`;
  })}</ul>`;
}

function person(c, content) {
  const [call, text] = [tel(reach(content, "call")), sms(reach(content, "text"), content.say)];
  const when = content.when ? c.words(content.when) : content.night && c.t("also at night");
  const about = html`<span class="pp-name">${c.words(content.name)}</span>${when && html` <span class="pp-when">${when}</span>`}`;
  if (!call && !text) return html`<p class="pp-nobody">${about}</p>`;
  const unseen = html`<span class="pp-unseen">${c.words(content.name)}</span>`;
  return html`<div class="pp-row">${bigLink(c, call || text, about, true)}${call && text && bigLink(c, text, unseen, true, "pp-second")}</div>`;
}

/** A link that calls or writes; in an example people's numbers ring nobody. @param {Look} c */
function bigLink(c, address, about, isPerson = false, classes = "") {
  const [kind, way] = address.startsWith("tel:") ? [ICONS.tel, c.t("Call")] : [ICONS.sms, c.t("Text")];
  const inside = html`<span class="pp-way">${kind}${way}</span> <span class="pp-who">${about}</span>`;
  return isPerson && c.view === "example" ? html`<span class="pp-reach ${classes}">${inside}</span>` : html`<a class="pp-reach ${classes}" href="${address}">${inside}</a>`;
}

/** A crisis line with the look of a person. @param {Look} c @param {"call" | "text"} use */
function crisisLine(c, use) {
  const { name, number, address, check } = channel(c, use);
  const about = html`<span class="pp-name">${name}</span> <span class="pp-when">${digits(number)} ${check && c.t("please check")}</span>`;
  return number && html`<li><div class="pp-row">${bigLink(c, address, about)}</div></li>`;
}

/** The crisis line for the first screen. @param {Look} c @param {"call" | "text"} use */
function channel(c, use) {
  const { name, number, keyword, please_check: check } = c.lines.first?.[use] ?? {};
  return { name, number, check, address: use === "call" ? tel(number) : sms(number, keyword) };
}

const link = (way, address, number) => html`<a class="pp-link" href="${address}">${way} ${digits(number)}</a>`;

/** Crisis line by voice, by text and the emergency number side by side; then every line with its source. @param {Look} c */
export function numbers(c) {
  const { emergency, lines, findahelpline = "https://findahelpline.com" } = c.lines;
  const cell = (way, /** @type {Json} */ { number, address, name, check }) => number && html`<li><a class="pp-cell" href="${address}"><span>${way}</span>
    <span class="pp-number">${digits(number)}</span>${name && html` <span>${name}</span>`}${check && html` <span class="pp-check">${c.t("please check")}</span>`}</a></li>`;
  const elsewhere = html`<a class="pp-link" href="${findahelpline}">${c.t("Lines in other countries: findahelpline.com")}</a>`;
  const from = (/** @type {Json} */ { hours, cost, audience, where = [], source_note, check_note }) =>
    html`<span class="pp-quiet">${[hours, cost, audience, ...where, source_note, check_note].filter(Boolean).join(" · ")}</span>`;
  return html`<section class="pp-help"><ul class="pp-cells">
    ${c.entries("contacts").some(canReach) && [cell(c.t("Call"), channel(c, "call")), cell(c.t("Text"), channel(c, "text"))]}
    ${cell(emergency.label, { number: emergency.number, address: tel(emergency.number), check: emergency.please_check })}</ul>${!lines.length && elsewhere}
    <details class="pp-sources"><summary>${c.t("About these numbers, and more lines")}</summary><ul class="pp-list">
    ${lines.map((one) => html`<li><strong>${one.name}</strong> ${(one.voice ?? []).map((number) => link(c.t("Call"), tel(number), number))}
      ${(one.text ?? []).map(({ number, keyword }) => link(c.t("Text"), sms(number, keyword), number))}
      ${(one.chat ?? []).map((site) => link(c.t("Chat"), `https://${site}`, site))} ${from(one)}</li>`)}
    <li><strong>${emergency.label}</strong> ${[emergency.number, ...(emergency.also ?? [])].map((number) => link(c.t("Call"), tel(number), number))}
      ${from(emergency)}</li></ul>${lines.length > 0 && elsewhere}</details></section>`;
}

const heading = (c, one) => c.options.voice !== "theirs" ? c.t(one.mine ?? "")
  : c.t(one.theirs ?? "", { name: c.named("about", "name_i_like") || c.t("this person") });

/** One section with all its entries; nothing when it is empty. @param {Look} c @param {Json} one */
export function section(c, one, isFolded = false) {
  const fields = (one.kind === "fields" ? one.fields : one.answers) ?? [];
  const entries = c.entries(one.id).filter(({ id }) => !fields.some(({ name }) => name === id));
  const facts = fields.flatMap((field) => c.entries(one.id).filter(({ id }) => id === field.name).flatMap(versions)
    .map(({ content }) => fact(c, one, field, content, "value"))).filter(Boolean);
  if (!entries.length && !facts.length) return "";
  const title = html`<h2>${one.id === "contacts" ? c.t("Everyone I can call") : heading(c, one)}</h2>`;
  const inside = html`${grouped(c, one, entries)}${facts.length > 0 && html`<dl class="pp-facts">${facts}</dl>`}`;
  return isFolded ? html`<details class="pp-fold" data-section="${one.id}"><summary>${title}</summary>${inside}</details>`
    : html`<section class="pp-section" data-section="${one.id}">${title}${inside}</section>`;
}

/** Early signs stand by when they show; every other section is one list. @param {Look} c @param {Json} one @param {Json[]} entries */
function grouped(c, one, entries) {
  const level = (/** @type {Json} */ { content }) => (["early", "later"].includes(content.level) ? content.level : "");
  if (!entries.some(level)) return listed(c, one, entries);
  const groups = [["early", c.t("What shows early")], ["later", c.t("What shows later")], ["", c.t("Other signs")]];
  const fields = one.fields.filter(({ name }) => name !== "level");
  return groups.map(([name, title]) => [title, entries.filter((entry) => level(entry) === name)]).filter(([, some]) => some.length)
    .map(([title, some]) => html`<h3>${title}</h3>${listed(c, { ...one, fields }, some)}`);
}

function listed(c, one, entries) {
  const [tag, [lead, ...more]] = [one.kind === "steps" ? "ol" : "ul", one.fields];
  const text = ({ content }) => {
    const facts = more.map((field) => fact(c, one, field, content)).filter(Boolean);
    return html`<p class="pp-lead">${c.words(content[lead.name])}</p>${facts.length > 0 && html`<dl class="pp-facts">${facts}</dl>`}`;
  };
  return entries.length > 0 && html`<${tag} class="pp-list pp-${one.kind}">${entries.map((entry) => html`<li>${versions(entry).map(text)}${
    entry.rivals?.length > 0 && html`<p class="pp-notice">${c.t("These were written in two places.")} ${
    c.view === "pocket" ? html`<a class="pp-link" href="${editing(c)}">${c.t("Which one do you want?")}</a>` : c.t("Which one do you want?")}</p>`}</li>`)}</${tag}>`;
}

/** One named value of an entry, or nothing; some need no label for the eye. @param {Look} c @param {Json} one @param {Json} field @param {Json} content */
function fact(c, one, field, content, key = field.name) {
  const raw = content[key];
  if (!raw || raw.length === 0 || field.name === "share_number") return "";
  const canCall = one.id !== "avoid" && one.kind !== "fields" && c.view !== "example";
  const value = valueOf(c, field, raw, canCall, content.say);
  return value && html`<div${field.type === "long" && html` class="pp-block"`}><dt${["relation", "phones", "noticed_by"].includes(field.name) && html` class="pp-unseen"`}>${c.t(field.label)}</dt> <dd>${value}</dd></div>`;
}

function valueOf(c, /** @type {Json} */ { type, choices = {}, section: other }, raw, canCall, say) {
  if (type === "yes") return c.t("yes");
  if (type === "choice") return choices[raw] ? c.t(choices[raw]) : raw;
  if (type === "date") return c.day(raw);
  if (type === "entry") return c.entries(other).filter(({ id }) => id === raw).map((entry) => c.words(entry.content.text))[0];
  if (type === "phone") return canCall && tel(raw) ? link(c.t("Call"), tel(raw), raw) : digits(raw);
  if (type !== "phones") return Array.isArray(raw) ? raw.map((text) => html`<p>${c.words(text)}</p>`) : c.words(raw);
  return raw.map(({ number, for: uses = [] }) => !canCall || !dialled(number) ? html`<p>${digits(number)}</p>` : [
    (uses.includes("call") || !uses.length) && link(c.t("Call"), tel(number), number),
    uses.includes("text") && link(c.t("Text"), sms(number, say), number)]);
}

const editing = (c) => ["", c.language, c.options.slot ?? c.plan.slot ?? "mine", "edit"].map(encodeURIComponent).join("/");

/** The quiet end: where the plan is saved, who can open it, when to look at it again. @param {Look} c */
function end(c) {
  const [{ devices = 1, copies = 0, restored }, next] = [c.plan, c.named("about", "next_look")];
  return html`<footer class="pp-end"><p data-state role="status">${!restored && (c.options.state ?? c.t("Saved."))}</p>
    <p>${c.tn("This plan can be opened on {n} device.", "This plan can be opened on {n} devices.", devices)}
    ${copies ? c.tn("{n} copy of it can be opened.", "{n} copies of it can be opened.", copies) : c.t("Nobody has a copy.")}</p>
    ${next && html`<p>${c.t("Next look at it: {date}", { date: c.day(next) })}</p>`}
    <p><a class="pp-button" href="${editing(c)}">${c.t("Change my plan")}</a></p></footer>`;
}
