// @ts-check
/** What happened to a plan, walked back from the state that it belongs to; the twin of `pwa/plan/history.py`. Pure. */

import { isSame } from "./stored.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {{item: Json, before: Json | undefined, after: Json | undefined}} Seen an item, with the entry as it stood before and after it */

const NOT_NOTED = ["settings", "days"];

/** Of these nothing is brought back. */
export const STAYS = [...NOT_NOTED, "looks"];

/** @param {Json} plan @param {string} section @returns {Json[]} */
export const entriesOf = (plan, section) => plan.sections?.[section] ?? [];

/** @param {Json} plan @param {string} section @param {string} entry @returns {Json | undefined} */
export const entryIn = (plan, section, entry) => entriesOf(plan, section).find(({ id }) => id === entry);

/** The plan before these items, which are all that happened since, oldest first. @param {Json} plan @param {Json[]} items @returns {Json} */
export const back = (plan, items) => items.reduceRight(takenBack, plan);

/** Every item, newest first, with what it made of which words. @param {Json} plan @param {Json[]} items @returns {Seen[]} */
export function walk(plan, items) {
  return [...items].reverse().map((item) => {
    const after = entryIn(plan, item.section, item.entry);
    plan = takenBack(plan, item);
    return { item, before: item.before ? asBefore({ id: item.entry }, item.before) : entryIn(plan, item.section, item.entry), after };
  });
}

/** @typedef {{what: string, section: string, entry: string, before?: Json, after?: Json, order?: string[]}} Made as an item, without when and by whom */

/** What happened between two states, in an order in which it can be taken back. @param {Json} before @param {Json} after @returns {Made[]} */
export function differences(before, after) {
  const sections = Object.keys({ ...before.sections, ...after.sections }).filter((section) => !NOT_NOTED.includes(section));
  return sections.flatMap((section) => inSection(section, entriesOf(before, section), entriesOf(after, section)));
}

/** @param {string} section @param {Json[]} old @param {Json[]} now @returns {Made[]} */
function inSection(section, old, now) {
  const [order, left] = [idsOfBoth(old, now), idsOfBoth(now, old)];
  const gone = old.filter(({ id }) => !order.includes(id)).map(() => ({ what: "deleted", section, entry: "" }));
  const changed = now.flatMap((after) => {
    const before = old.find(({ id }) => id === after.id);
    const what = before ? whatOf(before, after) : "added";
    return what ? [{ what, section, entry: after.id, before, after }] : [];
  });
  const moved = isSame(order, left) ? [] : [{ what: "moved", section, entry: movedOf(order, left), order: old.map(idOf) }];
  return [...gone, ...changed, ...moved];
}

/** @param {Json[]} some @param {Json[]} others @returns {string[]} in the order of the former */
const idsOfBoth = (some, others) => some.map(idOf).filter((one) => others.some(({ id }) => id === one));

/** The one entry whose move explains a new order; empty when one is not enough. @param {string[]} old @param {string[]} now @returns {string} */
const movedOf = (old, now) => now.find((name) => isSame(old.filter((one) => one !== name), now.filter((one) => one !== name))) ?? "";

/** @param {Json} before @param {Json} after */
function whatOf(before, after) {
  if (!isSame(wordsOf(before), wordsOf(after))) return "changed";
  if (Boolean(before.away) !== Boolean(after.away)) return after.away ? "put_away" : "brought_back";
  if (Boolean(before.only_me) !== Boolean(after.only_me)) return after.only_me ? "only_me" : "not_only_me";
  return "";
}

/** What each text of an entry says. @param {Json} entry @returns {Json[]} */
export const wordsOf = (entry) => [entry, ...(entry.rivals ?? [])].map(({ content }) => content);

/** @param {Json} plan @param {Json} item @returns {Json} */
function takenBack(plan, { what, section, entry, before, order = [] }) {
  const made = change(entriesOf(plan, section), what, entry, before, order);
  return { ...plan, sections: { ...plan.sections, [section]: made } };
}

/** @param {Json[]} entries @param {string} what @param {string} entry @param {Json | undefined} before @param {string[]} order */
function change(entries, what, entry, before, order) {
  if (what === "added") return entries.filter(({ id }) => id !== entry);
  if (what === "moved") return [...entries].sort((one, other) => placeIn(order, one) - placeIn(order, other));
  return before && what !== "text" ? entries.map((one) => (one.id === entry ? asBefore(one, before) : one)) : entries;
}

/** @param {string[]} order @param {Json} entry */
const placeIn = (order, { id }) => (order.includes(id) ? order.indexOf(id) : order.length);

/** @param {Json} entry @param {Json} before */
const asBefore = (entry, { content, by = "me", rivals = [], away = false, only_me = false }) => ({ ...entry, content, by, rivals, away, only_me, phrase: undefined });

const idOf = (/** @type {Json} */ { id }) => id;
