// @ts-check
/** One field and one big button: the form in which a value is typed, with the keyboard that fits. */

import { draftOf, savedIn } from "./change_drafts.js";
import { frame, onlyMe, removal } from "./change_parts.js";
import { seenBy } from "./plan_readers.js";
import { act, html } from "./plan_view.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {import("./change_parts.js").Look} Look */

const LONG_LINES = 5;

/** The form of one field: of an entry, of one of its phone numbers (`phones.<n>`), or a named one of `about`.
 * @param {Look} c @param {Json} one @param {Json | undefined} entry @param {string} name @param {Json} [offer] a suggestion to begin with */
export function drawField(c, one, entry, name, offer) {
  const [fieldName, at] = name.split(".");
  const field = one.fields.find((/** @type {Json} */ other) => other.name === fieldName);
  const isNamed = one.kind === "fields";
  const held = (offer ?? entry)?.content[isNamed ? "value" : fieldName] ?? c.options.written?.[`${entry?.id} ${name}`];
  const { key, typed, basedOn, settles } = draftOf(c, `field-${one.id}-${isNamed ? name : entry?.id}-${name}`, entry, offer?.revision);
  const data = { "data-section": one.id, "data-entry": isNamed ? name : entry?.id, "data-field": name };
  const label = at === undefined ? c.t(field.label) : c.t("Phone number");
  const number = at !== undefined && held?.[Number(at)];
  return frame(c, c.t("Back"), html`<form class="pp-form" data-form="${key}" data-based-on="${basedOn}"${settles && html` data-settles="${settles}"`} novalidate>
    <h1 class="pp-title"><label for="pp-typed">${label}</label></h1>${at === undefined ? input(c, field, held, typed, key) : phone(c, number || {}, typed, key)}
    ${seenBy(c, one, { field, entry })}<p id="pp-problem" class="pp-problem" role="alert"></p>
    <button type="submit" class="pp-button pp-main-button pp-wide" data-act="save" ${attributes(data)}>${c.t("Save")}</button>
    ${typed && typed !== savedIn(one, entry, name) && act(c, "throw_away", c.t("Throw away what I typed"), "pp-button pp-wide pp-plain")}
    ${number && act(c, "remove_number", c.t("Remove this number"), "pp-button pp-wide pp-plain", data)}</form>
    ${isNamed && entry && !entry.away && html`<div class="pp-rest">${onlyMe(c, one, entry)}${removal(c, one, entry)}</div>`}`);
}

const attributes = (/** @type {Record<string, unknown>} */ data) => Object.entries(data).map(([name, value]) => html` ${name}="${value}"`);

const always = (/** @type {string} */ key) => html` id="pp-typed" name="typed" data-draft="${key}" data-focus aria-describedby="pp-problem" autocomplete="off"`;

/** @param {Look} c @param {Json} field @param {any} held @param {string | undefined} typed @param {string} key */
function input(c, field, held, typed, key) {
  const text = typed ?? (Array.isArray(held) ? held.join("\n") : held ?? "");
  if (field.type === "choice") return select(c, Object.entries(field.choices ?? {}).map(([value, label]) => [value, c.t(label)]), text, key);
  if (field.type === "entry") return select(c, c.entries(field.section).map(({ id, content }) => [id, content.text]), text, key);
  if (field.type === "date") return html`<input type="date"${always(key)} value="${text}">`;
  if (field.type === "phone") return html`<input type="tel" inputmode="tel" dir="ltr"${always(key)} value="${text}">`;
  if (field.type === "texts") return html`<p class="pp-quiet">${c.t("One on each line")}</p><textarea rows="${LONG_LINES}" dir="auto"${always(key)}>${text}</textarea>`;
  if (field.type === "long") return html`<textarea rows="${LONG_LINES}" dir="auto"${always(key)}>${text}</textarea>`;
  if (field.name === "text") return html`<textarea rows="3" data-enter enterkeyhint="done" dir="auto"${always(key)}>${text}</textarea>`;
  return html`<input dir="auto" enterkeyhint="done" autocapitalize="${field.name === "name" && "words"}"${always(key)} value="${text}">`;
}

/** @param {Look} c @param {[string, string][]} choices @param {string} chosen @param {string} key */
const select = (c, choices, chosen, key) => html`<select${always(key)}>${[["", c.t("not said")], ...choices].map(([value, label]) =>
  html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`)}</select>`;

/** @param {Look} c @param {Json} held @param {string | undefined} typed @param {string} key */
function phone(c, held, typed, key) {
  const uses = held.for ?? ["call"];
  const use = (/** @type {string} */ name, /** @type {string} */ label) => html`<label class="pp-tick"><input type="checkbox" name="${name}"${uses.includes(name) && html` checked`}> ${label}</label>`;
  return html`<input type="tel" inputmode="tel" dir="ltr"${always(key)} value="${typed ?? held.number ?? ""}">
    <div class="pp-ticks">${use("call", c.t("to call"))}${use("text", c.t("to text"))}</div>`;
}
