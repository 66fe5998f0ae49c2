// @ts-check
/** What the buttons of *How are things?* do: each is an ordinary change, kept here and sent when there is signal. */

import { today } from "./day.js";
import { byHelp } from "./days_views.js";
import * as deeds from "./deeds.js";
import { dayId } from "./plan_days.js";

/** @typedef {import("./changing.js").Changing} Changing */
/** @typedef {Record<string, any>} Json */

/** @typedef {(message: string, values?: Json) => string} T */

/** @param {Changing} on @param {T} t @returns {Record<string, (button: HTMLElement) => unknown>} */
export const acts = (on, t) => ({
  stage: ({ dataset }) => answer(on, t, dataset.stage ?? ""),
  sign: ({ dataset }) => sign(on, t, dataset.sign ?? ""),
  keep_order: () => keepOrder(on, t),
  looked_back: ({ dataset }) => lookedBack(on, t, dataset.day ?? ""),
});

/** One field of today's entry, which is made when there is none. @param {Changing} on @param {string} name @param {(before: Json) => unknown} value @returns {deeds.Deed} */
function ofToday(on, name, value) {
  const place = { section: "days", entry: dayId(today()) };
  const entry = deeds.entryOf(on.page.mine, place);
  if (!entry || entry.away) return deeds.added(place, { day: today(), [name]: value({}) });
  return deeds.edited(on.section("days").fields, place, entry, name, value(entry.content), entry.revision);
}

/** The answer leads to what helps at that stage: in a crisis to the first screen. @param {Changing} on @param {T} t @param {string} stage */
async function answer(on, t, stage) {
  const field = on.section("days").fields.find((/** @type {Json} */ { name }) => name === "stage");
  const words = t("Noted: {stage}", { stage: t(field.choices[stage]) });
  if (!(await on.do(ofToday(on, "stage", () => stage), words, { isLast: true }))) return;
  if (stage === "crisis") {
    toPlan(on);
  } else if (stage === "early" || stage === "harder") on.views.replace(`days-${stage}`);
  else on.show();
}

/** @param {Changing} on @param {T} t @param {string} words */
function sign(on, t, words) {
  const isOn = deeds.entryOf(on.page.mine, { section: "days", entry: dayId(today()) })?.content.signs?.includes(words);
  const others = (/** @type {Json} */ { signs = [] }) => signs.filter((/** @type {string} */ one) => one !== words);
  return on.do(ofToday(on, "signs", (before) => (isOn ? others(before) : [...others(before), words])), isOn ? t("No longer ticked.") : t("Ticked."));
}

/** The person's own order becomes this one; one *Undo* takes all of it back. @param {Changing} on @param {T} t */
async function keepOrder(on, t) {
  const before = deeds.orderOf(on.page.mine, "coping");
  const shown = on.page.mine.sections.coping.filter((/** @type {Json} */ { away }) => !away);
  const moves = deeds.inOrder("coping", byHelp(shown).map(({ id }) => id));
  for (const change of moves.slice(0, -1)) await on.make(change);
  return on.do({ change: moves.at(-1) ?? {}, back: () => deeds.inOrder("coping", before) }, t("Your steps are in this order now."));
}

/** Put aside for good, for that crisis: kept in the plan, so that other devices know. @param {Changing} on @param {T} t @param {string} day */
async function lookedBack(on, t, day) {
  const place = { section: "days", entry: "looked_back" };
  const field = on.section("days").answers[0];
  const entry = deeds.entryOf(on.page.mine, place);
  if (!(await on.do(deeds.set(field, place, entry, day, entry?.revision ?? ""), t("All right. This is not asked again."), { isLast: true }))) return;
  toPlan(on);
}

/** The plan itself says what was done, with *Undo*. @param {Changing} on */
function toPlan(on) {
  if (on.views.now.name) on.views.first();
  if (on.done) on.done.view = "";
  on.redraw();
}
