// @ts-check
/**
 * Check and clean what an entry holds, field by field; the twin of `pwa/plan/content.py` and `limits.py`.
 *
 * Unlike there, keys that this version does not know are kept: a newer version wrote them, and an edit of something
 * else must not lose them.
 *
 * @typedef {Record<string, any>} Json
 * @typedef {object} Field as in `/sections.json`
 * @property {string} name
 * @property {string} type
 * @property {Record<string, string> | null} [choices]
 * @property {boolean} [required]
 * @property {boolean} [pocket]
 */

import { isObject, isSame } from "./stored.js";
import { clean } from "./text.js";

export { clean };

export const LIMITS = {
  planBytes: 262_144, // of JSON in UTF-8, without earlier texts and pictures, and without notes
  notes: ["days", "talk", "looks"],
  notesBytes: 1_048_576, // of all notes together
  entriesPerSection: 200,
  entriesOf: /** @type {Record<string, number>} */ ({ days: 2_000, talk: 1_000 }),
  entryCharacters: 2_000, // Unicode code points in one text
  wholeEntryCharacters: 20_000, // in all texts of an entry together
};

/**
 * Something typed can't be kept as it is.
 *
 * `reason` is `missing`, `entry_too_long`, `entry_too_full`, `too_many_entries`, `wrong_type`, `bad_id`, `bad_choice`
 * or `bad_day`.
 */
export class Invalid extends Error {
  /** @param {string} reason */
  constructor(reason) {
    super(reason);
    this.name = "Invalid";
    this.reason = reason;
  }
}

/**
 * The content of an entry, cleaned, empty fields left out.
 * @param {Field[]} fields
 * @param {unknown} raw
 * @param {{before?: Json}} [options] the content it was made from: a value that is as it was there is not judged
 *   again, as a newer version may have put in it what this one does not know
 * @returns {{content: Json}}
 */
export function parseContent(fields, raw, { before = {} } = {}) {
  const given = objectOf(raw);
  const isAsBefore = (/** @type {string} */ name) =>
    Object.hasOwn(given, name) && Object.hasOwn(before, name) && isSame(given[name], before[name]);
  const read = (/** @type {Field} */ field) =>
    isAsBefore(field.name) ? given[field.name] : parseValue(field, valueOf(given, field.name));
  const values = fields.map((field) => /** @type {const} */ ([field.name, read(field)]));
  if (fields.some((field, at) => field.required && values[at][1] === null)) throw new Invalid("missing");
  const emptied = new Set(fields.filter((field) => field.pocket === false && Object.hasOwn(given, field.name)).map(nameOf));
  const known = new Set(fields.map(nameOf));
  const others = Object.entries(given).filter(([name]) => !known.has(name));
  const kept = values.filter(([name, value]) => value !== null || emptied.has(name));
  const content = Object.fromEntries([...others, ...kept]);
  checkWhole(content);
  return { content };
}

/**
 * One value, cleaned; null when it is empty.
 * @param {Field} field
 * @param {unknown} raw
 * @returns {any}
 */
export function parseValue(field, raw) {
  const read = Object.hasOwn(READERS, field.type) ? READERS[field.type] : asItIs;
  const value = raw === null || raw === undefined ? null : read(field, raw);
  checkWhole(value);
  return value;
}

/** @param {Field} field */
const nameOf = (field) => field.name;

/** @param {Json} raw @param {string} key @param {unknown} [missing] */
const valueOf = (raw, key, missing = null) => (Object.hasOwn(raw, key) ? raw[key] : missing);

/** @param {unknown} raw @returns {Json} */
function objectOf(raw) {
  if (!isObject(raw)) throw new Invalid("wrong_type");
  return raw;
}

/** @param {unknown} raw @returns {unknown[]} */
function listOf(raw) {
  if (!Array.isArray(raw)) throw new Invalid("wrong_type");
  if (raw.length > LIMITS.entriesPerSection) throw new Invalid("too_many_entries");
  return raw;
}

/** @param {unknown} raw @returns {string} */
function textOf(raw) {
  if (typeof raw !== "string") throw new Invalid("wrong_type");
  return raw;
}

/** @param {unknown} value */
function checkWhole(value) {
  if (characters(value) > LIMITS.wholeEntryCharacters) throw new Invalid("entry_too_full");
}

/** The characters of all texts in a value. @param {unknown} value @returns {number} */
function characters(value) {
  if (typeof value === "string") return codePoints(value);
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum, part) => sum + characters(part), 0);
}

/** @param {string} text */
const codePoints = (text) => [...text].length;

/** @param {unknown} raw @param {boolean} lines @returns {string | null} */
function words(raw, lines) {
  const text = clean(textOf(raw), { lines });
  if (codePoints(text) > LIMITS.entryCharacters) throw new Invalid("entry_too_long");
  return text || null;
}

/** @param {Field} _ @param {unknown} raw */
const line = (_, raw) => words(raw, false);

/** @param {Field} _ @param {unknown} raw */
const asItIs = (_, raw) => raw;

/** @param {unknown[]} list */
const orNull = (list) => (list.length ? list : null);

/** @param {Field} _ @param {unknown} raw */
function phones(_, raw) {
  return orNull(listOf(raw).map(phone).filter((one) => one.number));
}

const USES = ["call", "text"]; // what a phone number is for

/** @param {unknown} raw @returns {Json} */
function phone(raw) {
  const item = objectOf(raw);
  const uses = listOf(valueOf(item, "for", ["call"]));
  if (uses.some((use) => !USES.includes(/** @type {string} */ (use)))) throw new Invalid("bad_choice");
  return { ...item, number: words(valueOf(item, "number", ""), false), for: USES.filter((use) => uses.includes(use)) };
}

/** @param {Field} _ @param {unknown} raw */
function texts(_, raw) {
  return orNull(listOf(raw).map((item) => words(item, false)).filter(Boolean));
}

/** @param {Field} field @param {unknown} raw */
function choice(field, raw) {
  const picked = textOf(raw);
  if (picked && !Object.hasOwn(field.choices ?? {}, picked)) throw new Invalid("bad_choice");
  return picked || null;
}

/** @param {Field} _ @param {unknown} raw */
function yes(_, raw) {
  if (typeof raw !== "boolean") throw new Invalid("wrong_type");
  return raw;
}

/** @param {Field} _ @param {unknown} raw */
function date(_, raw) {
  const day = textOf(raw);
  if (day && !isDay(day)) throw new Invalid("bad_day");
  return day || null;
}

const MONTH = /^(?!0000)[0-9]{4}(-(0[1-9]|1[0-2]))?$/;

/** @param {Field} _ @param {unknown} raw */
function month(_, raw) {
  const text = textOf(raw);
  if (text && !MONTH.test(text) && !isDay(text)) throw new Invalid("bad_day");
  return text || null;
}

/** @param {string} day */
function isDay(day) {
  if (!/^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(day)) return false;
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

/** @param {Field} _ @param {unknown} raw */
function entry(_, raw) {
  const id = textOf(raw);
  if (id && !/^[0-9a-f]{32}$/.test(id)) throw new Invalid("bad_id");
  return id || null;
}

const VIEW_KEYS = ["by", "view", "source", "sure"];

/** @param {Field} _ @param {unknown} raw */
function views(_, raw) {
  return orNull(listOf(raw).map(view).filter((one) => Object.keys(one).length));
}

/** @param {unknown} raw @returns {Json} */
function view(raw) {
  const item = objectOf(raw);
  const others = Object.entries(item).filter(([key]) => !VIEW_KEYS.includes(key));
  const known = VIEW_KEYS.map((key) => [key, words(valueOf(item, key, ""), key === "view")]).filter(([, text]) => text);
  return Object.fromEntries([...others, ...known]);
}

/** @type {Record<string, (field: Field, raw: unknown) => unknown>} */
const READERS = {
  text: line,
  long: (_, raw) => words(raw, true),
  phone: line,
  phones,
  texts,
  choice,
  yes,
  date,
  month,
  entry,
  views,
};
