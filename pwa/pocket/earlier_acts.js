// @ts-check
/** Earlier versions: what is read of them on this phone, and bringing one thing back, or the whole plan, as ordinary changes. */

import * as bringing from "./bringing_back.js";
import { replay } from "./changes.js";
import * as deeds from "./deeds.js";
import { back, differences, walk } from "./history.js";

/** @typedef {import("./changing.js").Changing} Changing */
/** @typedef {Record<string, any>} Json */
/** @typedef {(message: string, values?: Json) => string} T */

const AT_ONCE = 20;
const NONE = { history: /** @type {import("./kept_history.js").History} */ ({ items: [], devices: [], more: true }), plan: /** @type {Json} */ ({}) };

/** What is read, how much of it is shown, and which item's day is asked about. @type {{found: typeof NONE, seen: import("./history.js").Seen[], count: number, asked: number}} */
const read = { found: NONE, seen: [], count: AT_ONCE, asked: 0 };

/** @param {Changing} on @param {T} t @returns {Record<string, (button: HTMLElement) => unknown>} */
export const acts = (on, t) => ({
  earlier: async () => (await look(on), (read.count = AT_ONCE), on.lead("days-earlier")),
  earlier_more: () => ((read.count += AT_ONCE), on.show()),
  earlier_entry: ({ dataset }) => bringEntry(on, t, Number(dataset.n)),
  earlier_ask: ({ dataset }) => ((read.asked = Number(dataset.n)), on.lead("days-whole")),
  earlier_whole: () => bringWhole(on, t),
});

/** @param {Changing} on */
async function look(on) {
  const found = (await on.pictures.given.kept()?.history.read().catch(() => null)) ?? NONE;
  Object.assign(read, { found, seen: walk(found.plan, found.history.items) });
}

/** What is drawn of it; of what was deleted here a moment ago nothing any more. @param {Changing} on */
export function now(on) {
  const { found: { history, plan }, count } = read;
  const { mine } = on.page;
  const seen = read.seen.filter(({ item }) => !item.entry || deeds.entryOf(mine, item));
  const asked = on.views.now.name === "days-whole" && seen.find(({ item }) => item.n === read.asked)?.item;
  return {
    seen: seen.slice(0, count), all: seen.length, devices: history.devices, isMore: Boolean(history.more), isDamaged: Boolean(history.damaged),
    isLooked: lastLook(mine) > lastLook(plan), asked: asked && { day: asked.day, after: after(on.page, changesTo(on, asked.n)) },
  };
}

/** @param {Json} plan @returns {string} */
const lastLook = (plan) => (plan.sections?.looks ?? []).map((/** @type {Json} */ { content }) => content.day ?? "").sort().at(-1) ?? "";

/** The plan as it was after an item. @param {number} n */
const target = (n) => back(read.found.plan, read.found.history.items.filter((item) => item.n > n));

/** @param {Changing} on @param {number} n */
const changesTo = (on, n) => bringing.whole(on.page.mine, target(n), on.page.materials.sections);

/** @param {{mine: Json, materials: Json}} page @param {Json[]} changes */
const after = ({ mine, materials }, changes) => replay(mine, changes, materials.sections);

/** @param {Changing} on @param {T} t @param {number} n */
async function bringEntry(on, t, n) {
  const { item, before } = read.seen.find((one) => one.item.n === n) ?? {};
  const was = item && deeds.entryOf(on.page.mine, item);
  if (!before || !was) return on.gone();
  const one = on.section(item.section);
  const undo = (/** @type {Json} */ plan) => bringing.entry(plan, one, was);
  if (await bring(on, t, bringing.entry(on.page.mine, one, { ...before, away: false }), undo)) on.show();
}

/** @param {Changing} on @param {T} t */
async function bringWhole(on, t) {
  const before = on.page.mine;
  const undo = (/** @type {Json} */ plan) => bringing.whole(plan, before, on.page.materials.sections);
  if (await bring(on, t, changesTo(on, read.asked), undo)) on.views.close();
}

/**
 * Make changes, all or none, and say so; *Undo* takes them back while the plan is as they left it.
 * @param {Changing} on @param {T} t @param {Json[]} changes @param {(plan: Json) => Json[]} undo
 */
async function bring(on, t, changes, undo) {
  const refusal = refused(on.page, changes);
  if (refusal) return on.problem(on.reason(refusal));
  const left = after(on.page, changes);
  await on.makeAll(changes);
  on.said({ words: t("It is back in your plan."), then: async () => {
    if (!differences(left, on.page.mine).length) return on.makeAll(undo(on.page.mine));
    on.tell({ words: t("This was changed on another device a moment ago. It stays as it is.") });
    return false;
  } });
  return true;
}

/** Why one of them would not be taken, each made on those before; "" when all would. @param {{mine: Json, materials: Json}} page @param {Json[]} changes */
function refused(page, changes) {
  let { mine } = page;
  for (const change of changes) {
    const { result, reason = "" } = deeds.outcomeOf({ ...page, mine }, change);
    if (result === "refused") return reason;
    mine = after({ ...page, mine }, [change]);
  }
  return "";
}
