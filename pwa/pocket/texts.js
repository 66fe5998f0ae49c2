// @ts-check
/**
 * Which texts of an entry stand after a change: one when it was made on that one, else both, side by side.
 * The twin of `pwa/plan/texts.py`.
 *
 * @typedef {import("./stored.js").Entry} Entry
 * @typedef {import("./stored.js").Version} Version
 * @typedef {import("./changes.js").Change} Change
 */

import { isSame } from "./stored.js";

const SETTINGS = "settings";

/** A new entry, from a change that wrote it. @param {Change} change @returns {Entry} */
export function first(change) {
  return {
    id: change.entry,
    now: version(change, null),
    rivals: [],
    earlier: [],
    tries: [],
    suggestions: [],
    isAway: false,
    isOnlyMe: change.only_me,
    extra: {},
  };
}

/**
 * The entry after a change wrote a text: in place of the text it was made on, or beside those it did not know.
 * @param {Entry} entry
 * @param {Change} change
 * @returns {Entry}
 */
export function written(entry, change) {
  if (hasSeen(entry, change.revision)) return entry;
  const base = baseOf(entry, change);
  const made = version(change, base ?? entry.now);
  const standing = standingOf(entry)
    .filter((text) => text === base || stays(text, change))
    .map((text) => (text === base ? made : text));
  const after = answered(settled(entry, base ? standing : [...standing, made]), change);
  if (!base || !isPause(base, change)) return after;
  return { ...after, earlier: after.earlier.filter((text) => text !== base) };
}

/** The entry with an offer beside its texts: each voice has one for each field, a newer one in the former one's place. @param {Entry} entry @param {Change} change @returns {Entry} */
export function suggested(entry, change) {
  if (hasSeen(entry, change.revision)) return entry;
  const made = version(change, null);
  const others = entry.suggestions.filter((one) => one.by !== made.by || !isSame(namesIn(one), namesIn(made)));
  return { ...entry, suggestions: [...others, made] };
}

/** @param {Version} text */
const namesIn = (text) => Object.keys(text.content).sort();

/** The entry without the offers that a change settles: taken or left, each is an earlier text from then on. @param {Entry} entry @param {Change} change @returns {Entry} */
export function answered(entry, change) {
  const isGone = (/** @type {Version} */ offer) => change.settles.includes(offer.revision);
  const gone = entry.suggestions.filter(isGone);
  if (!gone.length) return entry;
  const left = entry.suggestions.filter((offer) => !isGone(offer));
  return { ...entry, suggestions: left, earlier: [...entry.earlier, ...gone] };
}

/**
 * One entry with all that either holds, when a deleted one comes back beside one written since.
 * @param {Entry} entry
 * @param {Entry} other
 * @returns {Entry}
 */
export function joined(entry, other) {
  const fresh = standingOf(other).filter((text) => !hasSeen(entry, text.revision));
  const both = {
    ...entry,
    earlier: [...without(other.earlier, entry.earlier), ...entry.earlier],
    tries: [...without(other.tries, entry.tries), ...entry.tries],
    suggestions: [...entry.suggestions, ...other.suggestions.filter((offer) => !hasSeen(entry, offer.revision))],
    isOnlyMe: entry.isOnlyMe || other.isOnlyMe,
  };
  return settled(both, [...standingOf(entry), ...fresh]);
}

/** Whether the change of that name already wrote one of the entry's texts, or offered one. @param {Entry} entry @param {string} revision */
export const hasSeen = (entry, revision) =>
  [...standingOf(entry), ...entry.earlier, ...entry.suggestions].some((text) => text.revision === revision);

/** Whether the writer knew all that stands: only then may a change take words away. @param {Entry} entry @param {Change} change */
export const isCurrent = (entry, change) =>
  baseOf(entry, change) === entry.now && entry.rivals.every((text) => change.settles.includes(text.revision));

/** Every text that stands: the one that is shown, then its rivals. @param {Entry} entry */
const standingOf = (entry) => [entry.now, ...entry.rivals];

/** @param {Change} change @param {Version | null} base @returns {Version} */
function version(change, base) {
  const content = change.kind === "set_field" ? { value: change.value } : { ...notShown(change, base), ...change.content };
  const { revision, by, device, day, phrase } = change;
  return { content: only(content, (_, value) => value !== null), revision, by, device, day, phrase, extra: {} };
}

/** What the writer could not see, and so did not empty. @param {Change} change @param {Version | null} base */
function notShown(change, base) {
  const shown = new Set(change.fields.filter((field) => field.pocket !== false).map((field) => field.name));
  return base ? only(base.content, (name) => !shown.has(name)) : {};
}

/** The standing text that the writer saw: the same one, or the same words written elsewhere. @param {Entry} entry @param {Change} change */
function baseOf(entry, change) {
  // Of settings the last one wins; against an emptied field the words win.
  if (change.section === SETTINGS || !Object.keys(entry.now.content).length) return entry.now;
  const standing = standingOf(entry);
  const seen = [...standing, ...entry.earlier].find((text) => text.revision === change.based_on);
  if (!seen || standing.includes(seen)) return seen;
  return standing.find((text) => isSame(text.content, seen.content));
}

/** Whether a text was never finished: its writer says so, on the same day, and leaves more than nothing. @param {Version} text @param {Change} change */
function isPause(text, change) {
  const isSameWriter = text.revision.split(":")[0] === change.revision.split(":")[0] && text.day === change.day;
  const isEmptied = change.kind === "set_field" && change.value === null;
  return change.goes_on && change.based_on === text.revision && isSameWriter && !isEmptied;
}

/** @param {Version} text @param {Change} change */
const stays = (text, change) => !change.settles.includes(text.revision) && change.section !== SETTINGS;

/**
 * The entry with these texts standing, equal ones once; what no longer stands is an earlier text.
 * @param {Entry} entry
 * @param {Version[]} standing
 * @returns {Entry}
 */
function settled(entry, standing) {
  /** @type {Version[]} */
  const left = [];
  for (const text of standing) {
    if (!left.some((other) => isSame(text.content, other.content))) left.push(text);
  }
  const revisions = new Set(left.map((text) => text.revision));
  const gone = standingOf(entry).filter((text) => !revisions.has(text.revision) && Object.keys(text.content).length);
  const same = standing.filter((text) => !revisions.has(text.revision) && !gone.some((other) => isSame(text, other)));
  return { ...entry, now: left[0], rivals: left.slice(1), earlier: [...entry.earlier, ...gone, ...same] };
}

/**
 * Those whose revision none of the others has.
 * @template {{revision: string}} T
 * @param {T[]} some
 * @param {T[]} others
 */
const without = (some, others) => some.filter((one) => !others.some((other) => other.revision === one.revision));

/** @param {Record<string, any>} content @param {(name: string, value: any) => boolean} isWanted */
const only = (content, isWanted) => Object.fromEntries(Object.entries(content).filter(([name, value]) => isWanted(name, value)));
