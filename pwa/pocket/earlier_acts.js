// @ts-check
/** Earlier versions: what is read of them on this phone, and bringing one thing back, or the whole plan, as ordinary changes. */

import * as bringing from "./bringing_back.js";
import { replay } from "./changes.js";
import { today } from "./day.js";
import * as deeds from "./deeds.js";
import { back, differences, walk } from "./history.js";

/** @typedef {import("./changing.js").Changing} Changing */
/** @typedef {Record<string, any>} Json */
/** @typedef {(message: string, values?: Json) => string} T */

const VIEWS = ["days-earlier", "days-whole"];
const AT_ONCE = 20;
const AWAY_DAYS = 90; // as in `pwa/vault/earlier.py`
const DAY_MS = 86_400_000;
const NONE = { history: /** @type {import("./kept_history.js").History} */ ({ items: [], devices: [], more: true }), plan: /** @type {Json | null} */ (null) };

/** What is read, how much of it is shown, and which item's day is asked about. */
const read = { found: NONE, count: AT_ONCE, asked: 0 };

/** What is told of it, up to which state of the plan. @type {{of: Json, items: Json[], seen: import("./history.js").Seen[]}} */
const told = { of: {}, items: [], seen: [] };

/** @param {Changing} on @param {T} t @returns {Record<string, (button: HTMLElement) => unknown>} */
export const acts = (on, t) => ({
  earlier: async () => (await look(on), (read.count = AT_ONCE), on.lead("days-earlier")),
  earlier_more: () => ((read.count += AT_ONCE), on.show(), focusOn(listed()[read.count - AT_ONCE])),
  earlier_entry: ({ dataset }) => bringEntry(on, t, Number(dataset.n)),
  earlier_ask: ({ dataset }) => ((read.asked = Number(dataset.n)), on.lead("days-whole")),
  earlier_whole: () => bringWhole(on, t),
});

/** @param {Changing} on */
const kept = async (on) => (await on.pictures.given.kept()?.history.read().catch(() => null)) ?? NONE;

/** @param {Changing} on */
async function look(on) {
  const found = await kept(on);
  const { plan: sent, changes } = on.unsent();
  Object.assign(read, { found });
  Object.assign(told, { of: found.plan ?? sent ?? on.page.mine, items: [...found.history.items] });
  if (sent) goOn(sent, today()); // it may have come without its history
  const steps = sent ? inSteps(changes) : [];
  const days = ownDays(steps.map(([{ day = "" }]) => day), told.items.at(-1)?.day ?? "");
  for (const [nth, step] of steps.entries()) goOn(replay(told.of, step, on.page.materials.sections), days[nth], step);
  told.seen = walk(told.of, told.items);
}

/** All that is known to have happened, up to the plan as it is shown: what was told since the view was opened stays as it was told. @param {Changing} on */
function all(on) {
  const { mine } = on.page;
  if (told.of !== mine) {
    goOn(mine, today(), on.unsent().changes);
    told.seen = walk(mine, told.items);
  }
  return told;
}

/** Take out what was deleted elsewhere since it was read; says whether there was something. @param {Changing} on */
async function isLess(on) {
  const { history } = await kept(on);
  const first = history.more ? history.items[0]?.n ?? Infinity : 0; // older ones may be left out for other reasons
  const known = new Set(history.items.map(({ n }) => n));
  const { items } = read.found.history;
  const gone = items.filter(({ n, entry }) => entry && n >= first && !known.has(n));
  const isLeft = (/** @type {Json} */ one) => !gone.some(({ section, entry }) => section === one.section && entry === one.entry);
  if (!gone.length) return false;
  read.found = { ...read.found, history: { ...read.found.history, items: items.filter(isLeft) } };
  told.items = told.items.filter(isLeft);
  told.seen = walk(told.of, told.items);
  return true;
}

/**
 * Tell what leads to a later state of the plan, as what happened after all that was told.
 * @param {Json} plan @param {string} day @param {Json[]} [changes] made here: no other device's is told as one of this phone
 */
function goOn(plan, day, changes = []) {
  const last = told.items.at(-1);
  const isLooked = Boolean(read.found.plan && lastLook(read.found.plan));
  told.items.push(...differences(told.of, plan).map(({ after: now, ...one }, nth) => ({
    ...one, n: (last?.n ?? 0) + 1 + nth, day: last?.day > day ? last?.day : day,
    device: changes.some((change) => isOf(change, one)) ? plan.device : "",
    by: ["added", "changed"].includes(one.what) ? now?.by : undefined, new: isLooked && one.section !== "looks" && one.entry !== "next_look",
  })));
  told.of = plan;
}

/** Whether what happened may come of a change. @param {Json} change @param {import("./history.js").Made} made */
const isOf = ({ kind, section, entry }, made) =>
  section === made.section && (made.what === "deleted" ? kind === "delete" : [made.entry, ...(made.order ?? [])].includes(entry));

/** The day of each step, as `pwa/vault/earlier.py` notes it: one that can't be true is of the day of the step beside it. @param {string[]} said @param {string} last @returns {string[]} */
function ownDays(said, last) {
  const [first, latest] = [-AWAY_DAYS, 1].map((days) => new Date(Date.parse(today()) + days * DAY_MS).toISOString().slice(0, 10));
  const usable = said.map((day) => (first <= day && day <= latest ? day : ""));
  let at = usable.find(Boolean) ?? today();
  if (last > at && last <= latest) at = last;
  return usable.map((day) => (at = day > at ? day : at));
}

/** Changes as they are told, and as `pwa/plan/steps.py` notes them: what goes on with the same typing, and a tick, which is no change of words, make no step of their own. @param {Json[]} changes @returns {Json[][]} */
function inSteps(changes) {
  /** @type {Json[][]} */
  const steps = [];
  for (const change of changes) {
    const last = steps.at(-1);
    const goesOn = change.goes_on && ["section", "entry", "day"].every((name) => last?.[0][name] === change[name]);
    if (last && (goesOn || change.kind === "tick")) last.push(change);
    else steps.push([change]);
  }
  return steps;
}

/** What is drawn of it; of what was deleted here a moment ago nothing any more. @param {Changing} on */
export function now(on) {
  const { found: { history, plan }, count } = read;
  const { mine } = on.page;
  const { name } = on.views.now;
  if (!mine || !VIEWS.includes(name)) return undefined;
  const seen = all(on).seen.filter(({ item }) => !item.entry || deeds.entryOf(mine, item));
  const asked = name === "days-whole" && seen.find(({ item }) => item.n === read.asked)?.item;
  return {
    seen: seen.slice(0, count), all: seen.length, devices: history.devices, isMore: Boolean(history.more), isDamaged: Boolean(history.damaged),
    isLooked: lastLook(mine) > lastLook(plan ?? mine), asked: asked && { day: asked.day, after: after(on.page, changesTo(on, asked.n)) },
  };
}

/** @param {Json} plan @returns {string} */
const lastLook = (plan) => (plan.sections?.looks ?? []).map((/** @type {Json} */ { content }) => content.day ?? "").sort().at(-1) ?? "";

/** The plan as it was after an item. @param {Changing} on @param {number} n */
const target = (on, n) => back(on.page.mine, all(on).items.filter((item) => item.n > n));

/** @param {Changing} on @param {number} n */
const changesTo = (on, n) => bringing.whole(on.page.mine, target(on, n), on.page.materials.sections);

/** @param {{mine: Json, materials: Json}} page @param {Json[]} changes */
const after = ({ mine, materials }, changes) => replay(mine, changes, materials.sections);

/** @param {Changing} on @param {T} t @param {number} n */
async function bringEntry(on, t, n) {
  if (await isLess(on)) return on.gone();
  const { item, before } = all(on).seen.find((one) => one.item.n === n) ?? {};
  const was = item && deeds.entryOf(on.page.mine, item);
  if (!before || !was) return on.gone();
  const one = on.section(item.section);
  const undo = (/** @type {Json} */ plan) => bringing.entry(plan, one, was);
  if (await bring(on, t, bringing.entry(on.page.mine, one, { ...before, away: false }), undo)) (on.show(), focusOn(listed().find(({ dataset }) => Number(dataset.n) === n)));
}

/** @param {Changing} on @param {T} t */
async function bringWhole(on, t) {
  if (await isLess(on)) return on.gone();
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

/** What is listed of it. @returns {HTMLElement[]} */
const listed = () => [...document.querySelectorAll("#view .pp-earlier > li")].map((one) => /** @type {HTMLElement} */ (one));

/** Where the button was that was tapped, as it is gone. @param {HTMLElement | undefined} item */
const focusOn = (item) => item?.focus({ preventScroll: true });
