// @ts-check
/**
 * The one way a plan changes on the phone; the twin of `pwa/plan/changes.py`, held to it by `tests/changes`.
 *
 * @typedef {import("./stored.js").Json} Json
 * @typedef {import("./stored.js").Plan} Plan
 * @typedef {import("./stored.js").Entry} Entry
 * @typedef {{result: "done" | "kept_both" | "refused", reason?: string}} Outcome
 * @typedef {{plan: Plan, outcome: Outcome}} Applied
 *
 * @typedef {object} Change what the person did, as `pwa/plan/change.py` names it; what is not said has its default
 * @property {string} kind
 * @property {string} section
 * @property {string} entry
 * @property {string} revision
 * @property {Json} content
 * @property {string | null} phrase
 * @property {string | null} based_on
 * @property {string[]} settles
 * @property {boolean} goes_on
 * @property {string | null} after
 * @property {any} value
 * @property {string} outcome
 * @property {boolean} on
 * @property {boolean} only_me
 * @property {Entry | null} whole
 * @property {boolean} if_gone
 * @property {string} by
 * @property {string} device
 * @property {string} day
 * @property {{name: string, pocket?: boolean}[]} fields of its section
 */

import { LIMITS } from "./content.js";
import { bytesOf, entryAsJson, planAsJson, readEntry, readPlan, sizeBytes } from "./stored.js";
import { answered, first, hasSeen, isCurrent, joined, suggested, written } from "./texts.js";

const END = "end";
/** @type {Outcome} */
const DONE = { result: "done" };

/**
 * The plan after a change, and the answer to it; a change that was applied before does nothing.
 * @param {Json} plan as the server sends it; never altered, and returned itself when nothing changes
 * @param {Json} change
 * @param {Json[]} sections `/sections.json`
 * @returns {{plan: Json, outcome: Outcome}}
 */
export function apply(plan, change, sections) {
  const before = readPlan(plan, idsOf(sections));
  if (!before) return { plan, outcome: refusal("newer_version") };
  const { plan: after, outcome } = step(before, change, sections);
  return { plan: after === before ? plan : planAsJson(after), outcome };
}

/**
 * The plan with changes on it, one after the other; one that is refused leaves it as it was.
 * @param {Json} plan
 * @param {Iterable<Json>} changes
 * @param {Json[]} sections
 * @returns {Json}
 */
export function replay(plan, changes, sections) {
  const before = readPlan(plan, idsOf(sections));
  if (!before) return plan;
  let after = before;
  for (const change of changes) after = step(after, change, sections).plan;
  return after === before ? plan : planAsJson(after);
}

/** @param {Json[]} sections */
const idsOf = (sections) => new Set(sections.map((section) => section.id));

/** @param {Plan} plan @param {Json} raw @param {Json[]} sections @returns {Applied} */
function step(plan, raw, sections) {
  const section = sections.find(({ id }) => id === raw.section);
  if (!section) return refused(plan, "unknown_section");
  if (!Array.isArray(plan.unread.get(raw.section) ?? [])) return refused(plan, "newer_version");
  if (!Object.hasOwn(APPLY, raw.kind)) return refused(plan, "unknown_kind");
  const { plan: after, outcome } = APPLY[raw.kind](plan, changeOf(raw, section.fields));
  if (after === plan) return { plan, outcome };
  const measured = { ...after, bytesAtMost: bytesAtMost(plan, after, raw.section) };
  const over = limitPassed(plan, measured, raw.section);
  return over ? refused(plan, over) : { plan: measured, outcome };
}

/** @param {Json} raw @param {Change["fields"]} fields @returns {Change} */
function changeOf(raw, fields) {
  const { kind, section, entry, revision = "", content = {}, outcome = "", on = false, only_me = false, goes_on = false } = raw;
  const { phrase = null, based_on = null, settles = [], after = END, value = null, if_gone = false } = raw;
  const { by = "me", device = "", day = "" } = raw;
  const whole = raw.whole ? readEntry(raw.whole) : null;
  return {
    ...{ kind, section, entry, revision, content, outcome, on, only_me, goes_on, phrase, based_on },
    ...{ settles, after, value, by, device, day, whole, if_gone, fields },
  };
}

/** @param {Plan} plan @param {Change} change @returns {Applied} */
function write(plan, change) {
  const entry = entryOf(plan, change);
  if (!entry) return done(inserted(plan, change, first(change)));
  const after = written(entry, change);
  return after === entry ? done(plan) : stands(plan, change, { ...after, isAway: false });
}

/** @param {Plan} plan @param {Change} change @returns {Applied} */
function setField(plan, change) {
  const entry = entryOf(plan, change);
  if (change.value !== null) return write(plan, change);
  if (!entry || !Object.keys(entry.now.content).length || hasSeen(entry, change.revision)) return done(plan);
  return isCurrent(entry, change) ? write(plan, change) : refused(plan, "changed_elsewhere");
}

/** @param {Plan} plan @param {Change} change @returns {Applied} */
function move(plan, change) {
  const entry = entryOf(plan, change);
  if (!entry) return refused(plan, "no_such_entry");
  if (change.after === change.entry) return done(plan);
  if (change.after !== null && !entriesOf(plan, change).some((one) => one.id === change.after)) return done(plan);
  return done(inserted(removed(plan, change), change, entry));
}

/** @param {Plan} plan @param {Change} change @returns {Applied} */
function putAway(plan, change) {
  const entry = entryOf(plan, change);
  if (!entry) return refused(plan, "no_such_entry");
  if (entry.isAway) return done(plan);
  if (!isCurrent(entry, change)) return refused(plan, "changed_elsewhere");
  return done(replaced(plan, change, { ...entry, isAway: true }));
}

/** @param {Plan} plan @param {Change} change @returns {Applied} */
function bringBack(plan, change) {
  const entry = entryOf(plan, change);
  const isJoined = change.whole && !change.if_gone;
  if (entry) return stands(plan, change, { ...(isJoined ? joined(entry, change.whole) : entry), isAway: false });
  return change.whole ? done(inserted(plan, change, change.whole)) : refused(plan, "no_such_entry");
}

/** @param {Plan} plan @param {Change} change @returns {Applied} */
function remove(plan, change) {
  const entry = entryOf(plan, change);
  if (entry && !isCurrent(entry, change)) return refused(plan, "changed_elsewhere");
  return done(entry ? removed(plan, change) : plan);
}

/** @param {Plan} plan @param {Change} change @returns {Applied} */
function tick(plan, change) {
  const entry = entryOf(plan, change);
  if (!entry) return refused(plan, "no_such_entry");
  if (entry.tries.some((one) => one.revision === change.revision)) return done(plan);
  const { day, outcome, revision } = change;
  return done(replaced(plan, change, { ...entry, tries: [...entry.tries, { day, outcome, revision, extra: {} }] }));
}

/** @param {Plan} plan @param {Change} change @returns {Applied} */
function onlyMe(plan, change) {
  const entry = entryOf(plan, change);
  if (!entry) return refused(plan, "no_such_entry");
  return done(replaced(plan, change, { ...entry, isOnlyMe: change.on }));
}

/** What stands beside the texts of an entry changes, and none of them. @param {(entry: Entry, change: Change) => Entry} made @returns {(plan: Plan, change: Change) => Applied} */
const beside = (made) => (plan, change) => {
  const entry = entryOf(plan, change);
  if (!entry) return refused(plan, "no_such_entry");
  const after = made(entry, change);
  return done(after === entry ? plan : replaced(plan, change, after));
};

/** @param {Plan} plan @returns {Applied} */
const done = (plan) => ({ plan, outcome: DONE });

/** @param {string} reason @returns {Outcome} */
const refusal = (reason) => ({ result: "refused", reason });

/** @param {Plan} plan @param {string} reason @returns {Applied} */
const refused = (plan, reason) => ({ plan, outcome: refusal(reason) });

/**
 * The entry in its place; `kept_both` when more than one of its texts stands.
 * @param {Plan} plan
 * @param {Change} change
 * @param {Entry} entry
 * @returns {Applied}
 */
function stands(plan, change, entry) {
  return { plan: replaced(plan, change, entry), outcome: entry.rivals.length ? { result: "kept_both" } : DONE };
}

/** @param {Plan} plan @param {Change} change */
const entriesOf = (plan, change) => plan.sections.get(change.section) ?? [];

/** @param {Plan} plan @param {Change} change */
const entryOf = (plan, change) => entriesOf(plan, change).find((one) => one.id === change.entry);

/** @param {Plan} plan @param {Change} change @param {Entry[]} entries @returns {Plan} */
const withEntries = (plan, change, entries) => ({
  ...plan,
  sections: new Map([...plan.sections, [change.section, entries]]),
});

/** @param {Plan} plan @param {Change} change @param {Entry} entry */
const replaced = (plan, change, entry) =>
  withEntries(plan, change, entriesOf(plan, change).map((one) => (one.id === entry.id ? entry : one)));

/** @param {Plan} plan @param {Change} change */
const removed = (plan, change) =>
  withEntries(plan, change, entriesOf(plan, change).filter((one) => one.id !== change.entry));

/** The plan with an entry at the place that the change names; at the end when nothing is known of that place. @param {Plan} plan @param {Change} change @param {Entry} entry */
function inserted(plan, change, entry) {
  const entries = entriesOf(plan, change);
  const behind = entries.findIndex((one) => one.id === change.after);
  const place = change.after === null ? 0 : behind < 0 ? entries.length : behind + 1;
  return withEntries(plan, change, [...entries.slice(0, place), entry, ...entries.slice(place)]);
}

/** What a plan can't be larger than after a change, told without measuring the whole of it. @param {Plan} before @param {Plan} after @param {string} section */
function bytesAtMost(before, after, section) {
  const known = new Set(before.sections.get(section));
  const fresh = (after.sections.get(section) ?? []).filter((entry) => !known.has(entry)).map(entryAsJson);
  return before.bytesAtMost + bytesOf({ [section]: fresh });
}

/** The limit that a change would pass; what makes a plan no larger is always allowed. @param {Plan} before @param {Plan} after @param {string} section */
function limitPassed(before, after, section) {
  const count = (/** @type {Plan} */ plan) => plan.sections.get(section)?.length ?? 0;
  const most = LIMITS.entriesOf[section] ?? LIMITS.entriesPerSection;
  if (count(after) > Math.max(most, count(before))) return "too_many_entries";
  if (after.bytesAtMost <= LIMITS.planBytes) return "";
  const isNote = LIMITS.notes.includes(section);
  const room = (/** @type {Plan} */ plan) => sizeBytes(plan, (id) => LIMITS.notes.includes(id) === isNote, isNote);
  const size = room(after);
  return size > (isNote ? LIMITS.notesBytes : LIMITS.planBytes) && size > room(before) ? "plan_too_large" : "";
}

/** @type {Record<string, (plan: Plan, change: Change) => Applied>} */
const APPLY = {
  add: write,
  edit: write,
  move,
  put_away: putAway,
  bring_back: bringBack,
  delete: remove,
  tick,
  set_field: setField,
  only_me: onlyMe,
  suggest: beside(suggested),
  leave: beside(answered),
};
