// @ts-check
/**
 * What a person does in the changing views, as changes: each with those that take it back.
 *
 * Pure. `seen` are the revisions of the texts that stood before the person, the first one the text shown.
 *
 * @typedef {Record<string, any>} Json
 * @typedef {{section: string, entry: string}} Place
 * @typedef {object} Deed
 * @property {Json} change
 * @property {(plan: Json, revision: string) => Json[]} back the changes that take it back, from the plan now and the
 *   name that the change was given; none where someone has written since: their words stay
 */

import { apply } from "./changes.js";
import { parseContent, parseValue } from "./content.js";

const NEVER = `${"f".repeat(32)}:1`; // the name of no change
const WRITES = ["add", "edit", "set_field"];

/** @param {Json} plan @param {Place} place @returns {Json | undefined} */
export const entryOf = (plan, { section, entry }) => (plan.sections?.[section] ?? []).find((/** @type {Json} */ one) => one.id === entry);

/** What would become of a change. @param {{mine: Json, materials: Json}} page @param {Json} change */
export const outcomeOf = ({ mine, materials }, change) => apply(mine, { ...change, revision: NEVER }, materials.sections).outcome;

/**
 * A change with what counts only if its entry was deleted elsewhere meanwhile: words that bring it back say that it is
 * *only me*, and bringing it back from those that are put away brings all of it.
 * @param {Json} change @param {Json | undefined} entry as its writer saw it @param {Json[]} fields of its section
 */
export function ifGone(change, entry, fields) {
  if (entry?.only_me && WRITES.includes(change.kind)) return { ...change, only_me: true };
  if (change.kind !== "bring_back" || change.whole || !entry || !isKnown(fields, entry)) return change;
  const { away: _, ...whole } = entry;
  return { ...change, whole, if_gone: true };
}

/** Whether a server reads all of it: a newer version may have put in it what an older one does not know. @param {Json[]} fields @param {Json} entry */
function isKnown(fields, entry) {
  try {
    for (const { content } of [...textsOf(entry), ...(entry.suggestions ?? [])]) parseContent(/** @type {any} */ (fields), content);
    return true;
  } catch {
    return false;
  }
}

/** @param {Json} entry @returns {Json[]} */
export const textsOf = (entry) => [entry, ...(entry.rivals ?? [])];

/** @param {string[]} seen */
const known = ([based_on, ...settles]) => ({ based_on, settles });

/** The changes, if the entry still reads as that change left it. @param {Json} plan @param {Place} place @param {string} revision @param {Json[]} changes */
function ifUntouched(plan, place, revision, changes) {
  const entry = entryOf(plan, place);
  return entry?.revision === revision && !entry.rivals?.length ? changes.map((change) => ({ ...place, ...change })) : [];
}

/** @param {Place} place @param {Json} content @returns {Deed} */
export const added = (place, content) => ({
  change: { kind: "add", ...place, content },
  back: (plan, revision) => ifUntouched(plan, place, revision, [{ kind: "delete", ...known([revision]) }]),
});

/**
 * One field of an entry is another; all else in it stays, also what only a newer version knows.
 * @param {Json[]} fields @param {Place} place @param {Json} entry @param {string} name @param {unknown} value @param {string} basedOn
 * @returns {Deed}
 */
export function edited(fields, place, entry, name, value, basedOn) {
  const before = entry.content;
  const { content } = parseContent(/** @type {any} */ (fields), { ...before, [name]: value }, { before });
  const isRequired = fields.some((field) => field.name === name && field.required);
  const hidden = fields.some((field) => field.name === name && field.pocket === false) && { [name]: null }; // else what stays at the desk stays
  const phrase = !isRequired && entry.phrase ? { phrase: entry.phrase } : {};
  const old = entry.phrase ? { phrase: entry.phrase } : {};
  return {
    change: { kind: "edit", ...place, content, based_on: basedOn, ...phrase },
    back: (plan, revision) => ifUntouched(plan, place, revision, [{ kind: "edit", content: { ...hidden, ...before }, based_on: revision, ...old }]),
  };
}

/** A named field. @param {Json} field @param {Place} place @param {Json | undefined} entry @param {unknown} raw @param {string} basedOn @returns {Deed} */
export const set = (field, place, entry, raw, basedOn) => ({
  change: { kind: "set_field", ...place, value: parseValue(/** @type {any} */ (field), raw), based_on: basedOn || null },
  back: (plan, revision) => ifUntouched(plan, place, revision, [{ kind: "set_field", value: entry?.content.value ?? null, based_on: revision }]),
});

/** One place up (-1) or down (1); null at an end. @param {Json} plan @param {Place} place @param {-1 | 1} by @returns {Deed & {at: number, all: number} | null} */
export function moved(plan, place, by) {
  const ids = (plan.sections?.[place.section] ?? []).filter((/** @type {Json} */ one) => !one.away).map((/** @type {Json} */ { id }) => id);
  const from = ids.indexOf(place.entry);
  const to = from + by;
  if (from < 0 || to < 0 || to >= ids.length) return null;
  const behind = (/** @type {number} */ at) => ids.filter((/** @type {string} */ id) => id !== place.entry)[at - 1] ?? null;
  const move = (/** @type {number} */ at) => ({ kind: "move", ...place, after: behind(at) });
  return { change: move(to), back: () => [move(from)], at: to + 1, all: ids.length };
}

/** The ids of a section, those that are put away among them. @param {Json} plan @param {string} section @returns {string[]} */
export const orderOf = (plan, section) => (plan.sections?.[section] ?? []).map((/** @type {Json} */ { id }) => id);

/** The moves that put entries in an order. @param {string} section @param {string[]} ids @returns {Json[]} */
export const inOrder = (section, ids) => ids.map((entry, nth) => ({ kind: "move", section, entry, after: ids[nth - 1] ?? null }));

/** @param {Place} place @param {string[]} seen @returns {Deed} */
export const putAway = (place, seen) => ({ change: { kind: "put_away", ...place, ...known(seen) }, back: () => [{ kind: "bring_back", ...place }] });

/** @param {Place} place @param {string[]} seen @returns {Deed} */
export const broughtBack = (place, seen) => ({ change: { kind: "bring_back", ...place }, back: () => [{ kind: "put_away", ...place, ...known(seen) }] });

/** @param {Place} place @param {boolean} on @returns {Deed} */
export const onlyMe = (place, on) => ({ change: { kind: "only_me", ...place, on }, back: () => [{ kind: "only_me", ...place, on: !on }] });

/** @param {Place} place @param {string[]} seen */
export const deleted = (place, seen) => ({ kind: "delete", ...place, ...known(seen) });

/**
 * Of several texts one stays; taken back, the others stand beside it again.
 * @param {Place} place @param {Json} entry @param {string} revision @param {string[]} seen @param {boolean} isNamed
 * @returns {Deed | null}
 */
export function picked(place, entry, revision, seen, isNamed) {
  const chosen = textsOf(entry).find((text) => text.revision === revision);
  if (!chosen) return null;
  const write = (/** @type {Json} */ { content, revision: based_on, phrase }, /** @type {string[]} */ settles) => isNamed
    ? { kind: "set_field", ...place, value: content.value ?? null, based_on, settles }
    : { kind: "edit", ...place, content, based_on, settles, ...(phrase ? { phrase } : {}) };
  const others = textsOf(entry).filter((text) => text !== chosen);
  return {
    change: write(chosen, seen.filter((one) => one !== revision)),
    back: (plan, made) => ifUntouched(plan, place, made, others.map((text) => write(text, []))),
  };
}
