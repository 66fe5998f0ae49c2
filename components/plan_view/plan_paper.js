// @ts-check
/**
 * Draws a plan for paper: a card that folds to the size of a bank card, or sheets of A4; black on white.
 *
 * Pure, like `plan_view.js`. What fits is known only where it is laid out: without `sheets` all pieces stand in one box, to
 * be measured; `flow` then says which piece goes where, and what is left out is named above the sheets, where it does not print.
 */

import { inLaw, inOrder, point } from "./plan_agreement.js";
import { clashes, isSameNumber } from "./plan_clashes.js";
import { code } from "./plan_code.js";
import { active } from "./plan_copies.js";
import { act, heading, look, versions, voice } from "./plan_look.js";
import { withoutOnlyMe } from "./plan_pages.js";
import { facts, named } from "./plan_sections.js";
import { digits, html } from "./plan_text.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {import("./plan_look.js").Look} Look */
/** @typedef {{key: string, inside: unknown, words?: string, isHead?: boolean}} Piece `words` name it to the person when it is left out */
/** @typedef {{sheets: string[][], left: string[]}} Laid the keys of the pieces, for each panel of the card or each page */
/**
 * @typedef {import("./plan_look.js").Options & {form?: "card" | "page", isLarge?: boolean, chosen?: string[], copy?: string, laid?: Laid, law?: Law[]}} Options
 *   `chosen`: ids of the sections; `copy`: the id of the copy whose code is printed; `law`: the agreement alone, with what a country says of such
 * @typedef {{language: string, text: string, from: string}} Law
 */

const PANELS = 4; // of a strip that folds like a fan; a card has one or, folded in the middle first, two
const MOST_PANELS = 2 * PANELS;
const FEW = 3; // people before the crisis line
const SOME = 6; // of what does not fit, named without a tap
const CODE = "code";
// What an entry of someone to call says on a card; on A4 it says all.
const ON_CARD = new Set(["name", "relation", "phones", "when", "night"]);
const ON_LARGE_CARD = new Set(["name", "phones"]);

/** @param {Json} plan @param {Json[]} sections those of `/sections.json`, with the fields that others may read @param {Json} catalogue @param {Options} [options] */
export function drawPaper(plan, sections, catalogue, options = {}) {
  const c = look(chosenOf(plan, options), sections, catalogue, { ...options, view: "paper" });
  const pieces = options.law ? agreementAlone(c, options.law) : piecesOf(c, plan, options);
  const { sheets, left } = options.laid ?? { sheets: [pieces.map(({ key }) => key)], left: [] };
  const boxes = sheets.map((keys) => html`<div class="pp-flow">${pieces.filter(({ key }) => keys.includes(key)).map(drawPiece)}</div>`);
  const size = options.isLarge ? "pp-paper-large" : "";
  return String(html`<div class="pp-print">${told(c, plan, pieces, left)}${act(c, "print", c.t("Print"), "pp-button pp-main-button")}</div>
    <div class="pp-paper-place"><div class="pp-paper ${size}">${options.form === "page" ? drawPages(c, boxes) : drawCard(c, boxes)}</div></div>`);
}

/** Which pieces go where: each behind the one before it, a heading never alone. What has no room is left out, or on A4 runs on.
 * @param {{key: string, height: number, isHead: boolean}[]} pieces as measured @param {number} room the height of a box, in the same unit @param {Options} options
 * @returns {Laid} */
export function flow(pieces, room, { form, copy }) {
  const isCard = form !== "page";
  const most = isCard ? MOST_PANELS - (copy ? 1 : 0) : Infinity; // a code on a card has a panel to itself
  const laid = { sheets: [/** @type {string[]} */ ([])], left: /** @type {string[]} */ ([]) };
  let used = 0;
  let head = /** @type {typeof pieces} */ ([]);
  for (const piece of pieces.filter(({ key }) => !(isCard && key === CODE))) {
    head = piece.isHead ? [piece] : head;
    if (piece.isHead) continue;
    const group = [...head, piece];
    const height = group.reduce((sum, one) => sum + one.height, 0);
    const [isTooLong, isFull] = [height > room, used + height > room];
    if (isCard && (isTooLong || (isFull && laid.sheets.length === most))) {
      laid.left.push(piece.key);
      continue;
    }
    if (isFull && used > 0) {
      laid.sheets.push([]);
      used = 0;
    }
    laid.sheets.at(-1)?.push(...group.map(({ key }) => key));
    used += height;
    head = [];
  }
  return isCard ? { ...laid, sheets: filled(laid.sheets, copy ? [[CODE]] : []) } : laid;
}

/** The panels of a card, whole strips of them. @param {string[][]} panels @param {string[][]} last what stands on the last one */
function filled(panels, last) {
  const all = panels.length + last.length > PANELS ? MOST_PANELS : PANELS;
  return [...panels, ...Array.from({ length: all - panels.length - last.length }, () => []), ...last];
}

/** The plan with the chosen sections alone, so that no entry can tell of another section. @param {Json} plan @param {Options} options @returns {Json} */
function chosenOf(plan, { chosen = [], form }) {
  const unwanted = new Set(inTwoLists(plan).map(({ id }) => id));
  const kept = new Set([...chosen, "settings"]);
  const sections = Object.entries(withoutOnlyMe(plan).sections).filter(([id]) => kept.has(id))
    .map(([id, entries]) => [id, entries.filter((/** @type {Json} */ entry) => !unwanted.has(entry.id))]);
  const made = { ...plan, sections: Object.fromEntries(sections) };
  return form === "page" ? withoutKeptBack(made, plan) : made;
}

/** A page is for others: no number is on it that may not be in a copy, as `pwa/share/numbers.py` has it. @param {Json} made @param {Json} plan @returns {Json} */
function withoutKeptBack(made, plan) {
  const keptBack = (plan.sections?.contacts ?? []).filter((/** @type {Json} */ one) => !versions(one).every(({ content }) => content.share_number === true));
  const numbers = keptBack.flatMap((/** @type {Json} */ one) => versions(one).flatMap(({ content }) => (content.phones ?? []).map((/** @type {Json} */ { number }) => number)));
  const ids = new Set(keptBack.map((/** @type {Json} */ { id }) => id));
  const contacts = (made.sections.contacts ?? []).map((/** @type {Json} */ one) => ids.has(one.id) ? withContents(one, ({ phones, ...left }) => left) : one);
  const others = (made.sections.care_for ?? []).map((/** @type {Json} */ one) => withContents(one, ({ number, ...left }) =>
    numbers.some((/** @type {string} */ kept) => isSameNumber(kept, number)) ? left : { ...left, number }));
  return { ...made, sections: { ...made.sections, contacts, care_for: others } };
}

/** @param {Json} entry @param {(content: Json) => Json} change @returns {Json} */
function withContents(entry, change) {
  const rivals = (entry.rivals ?? []).map((/** @type {Json} */ rival) => ({ ...rival, content: change(rival.content) }));
  return { ...entry, content: change(entry.content), ...(rivals.length && { rivals }) };
}

/** People to call who are also not to be called: nobody else can know which is right. @param {Json} plan @returns {Json[]} */
const inTwoLists = (plan) => [...new Set(clashes(plan).map(([contact]) => contact))].filter(({ only_me: isOnlyMe }) => !isOnlyMe);

/** @param {Look} c @param {Json} plan @param {Options} options @returns {Piece[]} */
function piecesOf(c, plan, options) {
  const { chosen = [], copy, today } = options;
  const [people, others] = [true, false].map((isPeople) => c.sections.filter(({ id }) => chosen.includes(id) && (id === "contacts") === isPeople));
  const first = people.flatMap((one) => ofSection(c, one, options));
  const found = active(plan, today).find(({ id }) => id === copy);
  return [title(c), ...first.slice(0, FEW + 1), ...helpNumbers(c), ...(found ? [codeOf(c, found)] : []), ...first.slice(FEW + 1),
    ...others.flatMap((one) => ofSection(c, one, options))];
}

/** A heading and its entries; nothing when there are none. @param {Look} c @param {Json} one @param {Options} options @returns {Piece[]} */
function ofSection(c, one, { form, isLarge }) {
  const fields = (one.kind === "fields" ? one.fields : one.answers) ?? [];
  const [lead] = one.fields;
  const entries = one.kind === "fields" ? [] : c.entries(one.id).filter(({ content }) => content[lead.name]);
  if (one.id === "agreement") entries.splice(0, Infinity, ...inOrder(entries));
  const onCard = isLarge ? ON_LARGE_CARD : ON_CARD;
  const shown = form !== "page" && one.id === "contacts" ? { ...one, fields: one.fields.filter((/** @type {Json} */ { name }) => onCard.has(name)) } : one;
  const pieces = [...fields.flatMap((/** @type {Json} */ field) => ofField(c, one, field)), ...entries.map((entry, at) => ofEntry(c, shown, entry, at))];
  return pieces.length ? [{ key: `head ${one.id}`, inside: html`<h2>${heading(c, one)}</h2>`, isHead: true }, ...pieces] : [];
}

/** The agreement with nothing else: both names and days first, to be filled in by hand where they are not written. @param {Look} c @param {Law[]} law @returns {Piece[]} */
function agreementAlone(c, law) {
  const one = c.sections.find(({ id }) => id === "agreement") ?? {};
  const names = new Set(one.answers.map((/** @type {Json} */ { name }) => name));
  const points = inOrder(c.entries("agreement").filter(({ id }) => !names.has(id)));
  const signed = one.answers.map((/** @type {Json} */ field) => html`<div><dt>${c.t(field.label)}</dt><dd>${signedWith(c, field)}</dd></div>`);
  const said = law.map(({ language, text, from }) => html`<p><span lang="${language}" dir="auto">${text}</span> ${from}</p>`);
  return [title(c, heading(c, one)), { key: "signed", inside: html`<dl class="pp-signed">${signed}</dl>` },
    ...points.map((entry) => ofPoint(c, one, entry)), { key: "law", inside: html`<div class="pp-law">${inLaw(c)}${said}</div>` }];
}

/** A name or a day, both of them where two were written. @param {Look} c @param {Json} field */
const signedWith = (c, field) => c.entries("agreement").filter(({ id }) => id === field.name).flatMap(versions)
  .filter(({ content }) => content.value).map(({ content }) => html`<p>${field.type === "date" ? c.day(content.value) : c.words(content.value)}</p>`);

/** @param {Look} c @param {Json} one @param {Json} entry @returns {Piece} */
const ofPoint = (c, one, entry) => ({ key: `agreement ${entry.id}`, words: entry.content.point ?? "",
  inside: html`<div class="pp-of-record">${versions(entry).map((version) => point(c, one, version))}</div>` });

/** @param {Look} c @param {Json} one @param {Json} field @returns {Piece[]} */
function ofField(c, one, field) {
  const [entry] = c.entries(one.id).filter(({ id }) => id === field.name);
  const said = entry && named(c, one, field, entry);
  return said ? [{ key: `${one.id} ${field.name}`, inside: html`<dl class="pp-facts">${said}</dl>`, words: c.t(field.label) }] : [];
}

/** @param {Look} c @param {Json} one @param {Json} entry @param {number} at @returns {Piece} */
function ofEntry(c, one, entry, at) {
  if (one.id === "agreement") return ofPoint(c, one, entry);
  const [lead, ...more] = one.fields;
  const number = one.kind === "steps" && html`<span class="pp-nth">${at + 1}.</span> `;
  const inside = versions(entry).map((text) => html`<p class="pp-lead">${number}${c.words(text.content[lead.name])}</p>${
    facts(c, { ...one, fields: more }, text.content)}${voice(c, text)}`);
  return { key: `${one.id} ${entry.id}`, inside: html`<div class="pp-of-${one.kind}">${inside}</div>`, words: entry.content[lead.name] ?? "" };
}

/** @param {Look} c @returns {Piece} */
const title = (c, words = c.t("My plan")) => ({ key: "title", words, inside: html`<p class="pp-heading"><strong>${words}</strong> <span>${c.day(c.options.today ?? "")}</span></p>` });

/** The emergency number and the crisis line, in digits. @param {Look} c @returns {Piece[]} */
function helpNumbers(c) {
  const { emergency, first } = c.lines;
  const lines = [["emergency", { ...emergency, name: emergency.label }, ""], ["call", first?.call ?? {}, c.t("Call")], ["text", first?.text ?? {}, c.t("Text")],
    ["chat", { ...first?.chat, number: first?.chat?.site }, c.t("Chat")]];
  return lines.filter(([, { number }]) => number).map(([key, { name, number, keyword, please_check: check }, way]) => ({ key, words: name, inside: html`<p
    class="pp-help-line"><span>${[name, way, check && c.t("please check")].filter(Boolean).join(" · ")}</span> <strong>${digits(number)}${keyword && ` (${keyword})`}</strong></p>` }));
}

/** @param {Look} c @param {Json} copy @returns {Piece} */
function codeOf(c, copy) {
  const until = copy.until ? c.t("It opens until {date}.", { date: c.day(copy.until) }) : c.t("It opens until I stop it.");
  return { key: CODE, words: c.t("Code"), inside: html`<div class="pp-with-code">${code(copy.code, c.t("Code to scan with a phone"))}
    <p>${c.t("Scan this to read my plan.")} ${until}</p></div>` };
}

/** @param {Piece} piece */
const drawPiece = ({ key, inside, isHead = false }) => html`<div class="pp-piece" data-piece="${key}"${isHead && html` data-head`}>${inside}</div>`;

/** @param {Look} c @param {unknown[]} boxes */
const drawCard = (c, boxes) => html`<div class="pp-sheet pp-sheet-card"><div class="pp-strip">${boxes.map((box) => html`<div class="pp-panel">${box}</div>`)}</div>
  <p class="pp-how">${boxes.length > PANELS ? c.t("Cut along the outer line. Fold it in the middle so that you can read both sides. Then fold it at the lines like a fan.")
    : c.t("Cut along the outer line. Fold at the lines between, one way and then the other, like a fan.")}</p></div>`;

/** @param {Look} c @param {unknown[]} boxes */
const drawPages = (c, boxes) => boxes.map((box, at) => html`<div class="pp-sheet pp-sheet-page">${box}${
  boxes.length > 1 && html`<p class="pp-nth-page">${c.t("Page {n} of {all}", { n: at + 1, all: boxes.length })}</p>`}</div>`);

/** What will not be on the paper although it was chosen, and why. @param {Look} c @param {Json} plan @param {Piece[]} pieces @param {string[]} left */
function told(c, plan, pieces, left) {
  const missing = pieces.filter(({ key }) => left.includes(key));
  const unwanted = (c.options.chosen ?? []).includes("contacts") ? inTwoLists(plan) : [];
  const avoid = c.sections.find(({ id }) => id === "avoid");
  return html`<div class="pp-left" role="status">${missing.length > 0 && html`<div class="pp-notice"><details${missing.length <= SOME && html` open`}><summary>${
    c.tn("{n} thing does not fit on the card and will not be printed.", "{n} things do not fit on the card and will not be printed.", missing.length)}</summary>
    <ul>${missing.map(({ words }) => html`<li>${c.words(words)}</li>`)}</ul></details><p>${c.t("Leave out a part, or print on A4.")}</p></div>`}
    ${unwanted.map(({ content }) => html`<p class="pp-notice">${c.t("“{name}” is also in “{list}” and will not be printed.", { name: content.name, list: c.t(avoid?.mine ?? "") })}</p>`)}</div>`;
}
