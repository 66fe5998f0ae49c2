// @ts-check
/**
 * The views in which a plan is changed: a list, an entry, a field, and the choice of a part; one thing on each.
 *
 * Pure, like `plan_view.js`. A view's name is its address's fragment: `parts`, `change-<section>`,
 * `entry-<section>-<entry>`, `field-<section>-<entry>-<field>` (with the revision of a suggestion to begin with) or `picture-<id>`. What its buttons do stands in `changing.js`.
 */

import { lost, unsaved } from "./change_drafts.js";
import { drawField } from "./change_field.js";
import { at, fieldRows, frame, isNamed, list, onlyMe, removal, words, wordsOf } from "./change_parts.js";
import { canBeChanged, facts, howItWent } from "./plan_sections.js";
import { act, html, look, versions } from "./plan_view.js";
import { heading, offers, origin } from "./plan_look.js";
import { clashes } from "./plan_clashes.js";
import { canShowPicture, largePicture, pictureList, PICTURED, VIEW as PICTURE } from "./plan_pictures.js";
import { seenBy, stillGiven } from "./plan_readers.js";
import { talk } from "./plan_talk.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {import("./change_parts.js").Options} Options */
/** @typedef {import("./change_parts.js").Look} Look */

/** What the name of a view says. @param {string} name */
export function placeOf(name) {
  const [kind, section = "", entry = "", field = "", offer = ""] = name.split("-");
  return { kind, section, entry, field, offer };
}

/** Whether a view of this name can be drawn. @param {Json} plan @param {Json[]} sections @param {string} name */
export function canChange(plan, sections, name) {
  const { kind, section, entry, field } = placeOf(name);
  if (kind === "parts") return name === "parts";
  if (kind === PICTURE) return canShowPicture(plan, name);
  if (kind === "days") return true;
  const one = sections.find(({ id }) => id === section);
  const isNote = kind === "field" && one?.place === "own"; // texts that are written there
  if (!one || !(canBeChanged(one) || isNote) || !["change", "entry", "field"].includes(kind)) return false;
  const isThere = (plan.sections?.[section] ?? []).some((/** @type {Json} */ { id }) => id === entry);
  if (kind === "change") return true;
  if (kind === "entry") return isThere;
  return one.kind === "fields" ? isNamed(one, entry) && field === entry : isThere && isNamed(one, field.split(".")[0]);
}

/** The view of a name. @param {Json} plan @param {Json[]} sections @param {Json} catalogue @param {Options} [options] */
export function drawChange(plan, sections, catalogue, options = {}) {
  const c = /** @type {Look} */ (look(plan, sections, catalogue, options));
  const { kind, section, entry, field, offer } = placeOf(options.name ?? "");
  const one = sections.find(({ id }) => id === section) ?? {};
  const found = (plan.sections?.[section] ?? []).find((/** @type {Json} */ { id }) => id === entry);
  if (kind === "parts") return drawParts(c);
  if (kind === PICTURE) return frame(c, heading(c, sections.find(({ id }) => id === PICTURED) ?? {}), largePicture(c, options.name ?? ""));
  if (kind === "change") return drawSection(c, one);
  return kind === "entry" ? drawEntry(c, one, found) : drawField(c, one, found, field, found?.suggestions?.find((/** @type {Json} */ { revision }) => revision === offer));
}

/** Every part of the plan, the empty ones too. @param {Look} c */
function drawParts(c) {
  const rows = c.sections.filter(canBeChanged).map((one) => {
    const count = c.entries(one.id).filter(({ content }) => Object.keys(content).length).length;
    return { label: c.t(one.mine), act: "change", data: { "data-section": one.id },
      note: count ? c.tn("{n} thing", "{n} things", count) : c.t("empty") };
  });
  return frame(c, c.t("My plan"), html`<h1 tabindex="-1" data-focus class="pp-title">${c.t("Add to another part")}</h1>${list(c, rows)}`);
}

/** One section: its entries, the field for one more, and what was put away. @param {Look} c @param {Json} one */
function drawSection(c, one) {
  const isFields = one.kind === "fields";
  const all = c.plan.sections?.[one.id] ?? [];
  const away = all.filter((/** @type {Json} */ entry) => entry.away && Object.keys(entry.content).length);
  return frame(c, c.t("My plan"), html`<h1 tabindex="-1" data-focus class="pp-title">${heading(c, one)}</h1><p class="pp-quiet">${c.t(one.asks ?? "")}</p>
    ${inTwoLists(c, one)}${stillGiven(c, one)}${isFields ? fieldRows(c, one, null) : one.id === "talk" ? [adding(c, one), talk(c, one, c.entries(one.id), (entry) => list(c, [row(c, one, entry)]))]
      : [list(c, c.entries(one.id).map((entry) => row(c, one, entry))), adding(c, one), pictureList(c, one)]}
    ${away.length > 0 && html`<details class="pp-fold"><summary><h2>${c.t("Put away ({n})", { n: away.length })}</h2></summary>
      ${list(c, away.map((entry) => ({ ...row(c, one, entry), act: "entry" })))}</details>`}${lost(c, one)}`);
}

/** @param {Look} c @param {Json} one @param {Json} entry */
function row(c, one, entry) {
  const [draft] = unsaved(c, one, entry.id, entry);
  const note = entry.rivals?.length ? c.t("written in two places") : draft ?? (entry.only_me ? c.t("Only me") : "");
  return { label: c.words(wordsOf(one, entry)), act: "entry", data: at(one, entry), note, isStrong: true };
}

/** @param {Look} c @param {Json} one */
function adding(c, one) {
  const isPeople = one.kind === "people";
  const key = `add-${one.id}`;
  const label = isPeople ? c.t("Add a person: the name") : c.t("Add one, in my own words");
  const typed = c.options.drafts?.[key] ?? "";
  const input = isPeople ? html`<input id="pp-typed" name="typed" data-draft="${key}" value="${typed}" autocomplete="off" autocapitalize="words" dir="auto" aria-describedby="pp-problem">`
    : html`<textarea id="pp-typed" name="typed" data-draft="${key}" data-enter rows="2" enterkeyhint="done" autocomplete="off" dir="auto" aria-describedby="pp-problem">${typed}</textarea>`;
  return html`<form class="pp-form pp-adding" data-form="${key}" novalidate><label for="pp-typed">${label}</label>${input}
    ${seenBy(c, one)}<p id="pp-problem" class="pp-problem" role="alert"></p>
    <button type="submit" class="pp-button pp-main-button pp-wide" data-act="add" data-section="${one.id}">${c.t("Add")}</button></form>`;
}

/** One entry: its words, and what can be done with it. @param {Look} c @param {Json} one @param {Json} entry */
function drawEntry(c, one, entry) {
  const inside = entry.rivals?.length ? drawWhich(c, one, entry) : html`<h1 tabindex="-1" data-focus class="pp-entry-words">${c.words(wordsOf(one, entry))}</h1>
    ${unsaved(c, one, entry.id, entry).map((text) => html`<p class="pp-quiet">${text}</p>`)}
    ${entry.suggestions?.length > 0 && !entry.away && (c.options.offers ?? offers)(c, one, entry)}
    ${inTwoLists(c, one, entry)}${stillGiven(c, one, entry)}${entry.away ? away(c, one, entry) : html`${one.kind === "steps" && [howItWent(c, entry), lastTry(c, entry)]}${changing(c, one, entry)}`}`;
  return frame(c, heading(c, one), html`${inside}
    <div class="pp-rest">${!entry.away && [onlyMe(c, one, entry), one.kind !== "fields" && act(c, "put_away", words(c.t("Put away"), c.t("Not shown in the plan. It can come back.")), "pp-line-row", at(one, entry))]}
    ${removal(c, one, entry)}</div>`);
}

/** @param {Look} c @param {Json} one @param {Json} entry */
const away = (c, one, entry) => html`<p class="pp-quiet">${c.t("This is put away.")}</p>${act(c, "bring_back", c.t("Bring back"), "pp-button pp-main-button pp-wide", at(one, entry))}`;

/** @param {Look} c @param {Json} entry */
function lastTry(c, entry) {
  const outcomes = { helped: c.t("helped"), a_bit: c.t("a bit"), not_this_time: c.t("not this time") };
  const last = entry.tries?.filter((/** @type {Json} */ { outcome }) => outcome in outcomes).at(-1);
  return last && html`<p class="pp-quiet">${c.t("Last time, {day}: {outcome}", { day: c.day(last.day), outcome: outcomes[last.outcome] })}</p>`;
}

/** @param {Look} c @param {Json} one @param {Json} entry */
function changing(c, one, entry) {
  if (one.kind === "fields") return act(c, "field", c.t("Change the words"), "pp-button pp-main-button pp-wide", { ...at(one, entry), "data-field": entry.id });
  const main = one.fields.find(({ required }) => required) ?? one.fields[0];
  const ids = c.entries(one.id).map(({ id }) => id);
  const place = ids.indexOf(entry.id);
  const move = (/** @type {string} */ way, /** @type {string} */ label, /** @type {boolean} */ isEnd) => act(c, way, label, "pp-button", { ...at(one, entry), "aria-disabled": isEnd && "true" });
  return html`${act(c, "field", one.kind === "people" ? c.t("Change the name") : c.t("Change the words"), "pp-button pp-main-button pp-wide", { ...at(one, entry), "data-field": main.name })}
    ${fieldRows(c, one, entry)}
    ${ids.length > 1 && html`<div class="pp-pair pp-moves">${move("up", c.t("Move up"), place === 0)}${move("down", c.t("Move down"), place === ids.length - 1)}</div>`}`;
}

/** Two texts of one entry: the person says which one stays. @param {Look} c @param {Json} one @param {Json} entry */
function drawWhich(c, one, entry) {
  const main = one.fields.find(({ required }) => required);
  const others = { ...one, fields: one.fields.filter((field) => field !== main) };
  const choice = (/** @type {Json} */ version) => html`<li><p class="pp-lead">${c.words(wordsOf(one, { ...version, id: entry.id }))}</p>${main && facts(c, others, version.content)}
    <p class="pp-from">${origin(c, version)}</p>${act(c, "pick", c.t("This one"), "pp-button pp-main-button pp-wide", { ...at(one, entry), "data-revision": version.revision,
      "aria-label": c.t("This one: {words}", { words: wordsOf(one, { ...version, id: entry.id }) }) })}</li>`;
  return html`<h1 tabindex="-1" data-focus class="pp-title">${c.t("Which one do you want?")}</h1>
    <p class="pp-quiet">${c.t("These were written in two places. Both stay until you choose.")}</p><ul class="pp-choices">${versions(entry).map(choice)}</ul>`;
}

/** The question where the same person or number stands in two lists. @param {Look} c @param {Json} one @param {Json} [entry] only pairs with this one */
function inTwoLists(c, one, entry) {
  if (!["contacts", "avoid"].includes(one.id)) return "";
  const [call, avoid] = ["contacts", "avoid"].map((id) => c.t(c.sections.find((other) => other.id === id)?.mine ?? ""));
  return clashes(c.plan).filter((pair) => !entry || pair.some(({ id }) => id === entry.id)).map(([contact, avoided]) => html`<div class="pp-notice" role="group">
    <p>${c.t("“{name}” is in two lists. Which is right?", { name: contact.content.name })}</p><div class="pp-buttons">
    ${act(c, "only_in", c.t("Only in “{list}”", { list: call }), "pp-button", at({ id: "avoid" }, avoided))}
    ${act(c, "only_in", c.t("Only in “{list}”", { list: avoid }), "pp-button", at({ id: "contacts" }, contact))}</div></div>`);
}

