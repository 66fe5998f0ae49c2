// @ts-check
/**
 * The changes that make a plan, or one entry of it, say again what it said; the twin of `pwa/plan/bringing_back.py`.
 *
 * What stays at the desk of an entry is not named, and so stays as it is there.
 *
 * @typedef {Record<string, any>} Json
 */

import { entriesOf, entryIn, STAYS, wordsOf } from "./history.js";
import { newId } from "./records.js";
import { isSame } from "./stored.js";

const STAYS_WITH_ALL = [...STAYS, "talk"]; // what to talk about next time is not of a day that is over
const UNKNOWN = `${"0".repeat(32)}:1`; // a text made on this one stands beside the others

/** What makes the plan say what `target` says; what was deleted since stays gone. @param {Json} plan @param {Json} target @param {Json[]} sections @returns {Json[]} */
export function whole(plan, target, sections) {
  const change = naming();
  const meant = sections.filter(({ id }) => !STAYS_WITH_ALL.includes(id));
  return meant.flatMap((one) => ofSection(change, one, entriesOf(plan, one.id), entriesOf(target, one.id)));
}

/** What makes one entry say what `wanted` says. @param {Json} plan @param {Json} one its section @param {Json} wanted @returns {Json[]} */
export function entry(plan, one, wanted) {
  const now = entryIn(plan, one.id, wanted.id);
  return now ? ofEntry(naming(), one, now, wanted) : [];
}

/** Each change has a name of its own, until it gets that of its place in the outbox. */
function naming() {
  const outbox = newId();
  let seq = 0;
  return (/** @type {string} */ kind, /** @type {Json} */ one, /** @type {string} */ id, /** @type {Json} */ more) =>
    ({ kind, section: one.id, entry: id, revision: `${outbox}:${(seq += 1)}`, ...more });
}
/** @typedef {ReturnType<typeof naming>} Naming */

/** @param {Naming} change @param {Json} one @param {Json[]} entries @param {Json[]} targets @returns {Json[]} */
function ofSection(change, one, entries, targets) {
  const made = entries.flatMap((now) => {
    const wanted = targets.find(({ id }) => id === now.id);
    return wanted ? ofEntry(change, one, now, wanted) : notThere(change, one, now);
  });
  const known = entries.map(({ id }) => id);
  const order = targets.map(({ id }) => id).filter((id) => known.includes(id) && !isNamed(one, id));
  if (isSame(order, known.filter((id) => order.includes(id)))) return made;
  return [...made, ...order.map((id, place) => change("move", one, id, { after: order[place - 1] ?? null }))];
}

/** @param {Naming} change @param {Json} one @param {Json} now @returns {Json[]} */
function notThere(change, one, { id, content, revision, rivals = [], away }) {
  const settles = rivals.map(revisionOf);
  if (isNamed(one, id)) return Object.keys(content).length ? [change("set_field", one, id, { value: null, based_on: revision, settles })] : [];
  return away ? [] : [change("put_away", one, id, { based_on: revision, settles })];
}

/** @param {Naming} change @param {Json} one @param {Json} now @param {Json} wanted @returns {Json[]} */
function ofEntry(change, one, now, wanted) {
  const { id } = now;
  /** @type {Json[]} */
  const made = [];
  let [base, settles, isAway] = [now.revision, (now.rivals ?? []).map(revisionOf), Boolean(now.away)];
  if (!isSame(wordsOf(now), wordsOf(wanted))) {
    const write = (/** @type {Json} */ text, /** @type {string} */ based_on, /** @type {string[]} */ settled) => change(isNamed(one, id) ? "set_field" : "edit", one, id,
      { ...said(one, id, text), based_on, settles: settled, by: text.by ?? "me" });
    const [first, ...others] = [wanted, ...(wanted.rivals ?? [])].map((text, place) => (place ? write(text, UNKNOWN, []) : write(text, base, settles)));
    made.push(first, ...others);
    [base, settles, isAway] = [first.revision, others.map(revisionOf), false];
  }
  if (wanted.away && !isAway) made.push(change("put_away", one, id, { based_on: base, settles }));
  else if (isAway && !wanted.away) made.push(change("bring_back", one, id, {}));
  if (wanted.only_me && !now.only_me) made.push(change("only_me", one, id, { on: true }));
  return made;
}

/** @param {Json} one @param {string} id @param {Json} text */
function said(one, id, { content }) {
  if (isNamed(one, id)) return { value: content.value ?? null };
  const names = one.fields.map((/** @type {Json} */ { name }) => name);
  return { content: Object.fromEntries(Object.entries(content).filter(([name]) => names.includes(name))) };
}

const revisionOf = (/** @type {Json} */ { revision }) => revision;

/** @param {Json} one @param {string} id */
const isNamed = (one, id) => (one.kind === "fields" ? one.fields : one.answers ?? []).some((/** @type {Json} */ { name }) => name === id);
