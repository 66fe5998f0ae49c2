// @ts-check
/** What the buttons of a look through the plan do: each answer is an ordinary change, kept here and sent when there is signal. */

import { placeOf, seenBy } from "./buttons.js";
import { saveReminder } from "./calendar.js";
import { today } from "./day.js";
import * as deeds from "./deeds.js";
import { sha256 } from "./digest.js";
import { dueLook, toLookAt } from "./looking.js";

/** @typedef {import("./changing.js").Changing} Changing */
/** @typedef {import("./looking.js").Asked & {revision: string}} Question as it was when the look began */
/** @typedef {Record<string, any>} Json */
/** @typedef {(message: string, values?: Json) => string} T */

const WEEK_MS = 7 * 86_400_000;

/** How far this look has come; one that was left on another day, or with the page, begins anew. @type {{day: string, asked: Question[], at: number}} */
const look = { day: "", asked: [], at: 0 };

/** @param {Changing} on @param {T} t @returns {Record<string, (button: HTMLElement) => unknown>} */
export const acts = (on, t) => ({
  look: () => (begin(on), on.lead("days-look")),
  look_true: (button) => stillTrue(on, t, button),
  look_away: (button) => putAway(on, t, button),
  look_pass: () => further(on),
  look_end: () => end(on),
  look_next: ({ dataset }) => next(on, t, Number(dataset.weeks)),
  look_calendar: ({ dataset }) => saveReminder(dataset.day ?? "", t("Notes"), on.page.mine.id),
});

/** What is drawn of it: the thing that it has come to, if there is one; those that are gone meanwhile are passed by. @param {Changing} on */
export function now(on) {
  if (look.day !== today()) begin(on);
  const { asked } = look;
  const entryAt = (/** @type {number} */ at) => deeds.entryOf(on.page.mine, asked[at]);
  const isGone = (/** @type {Json | undefined} */ entry) => !entry || entry.away;
  while (look.at < asked.length && isGone(entryAt(look.at))) look.at += 1;
  if (look.at >= asked.length) return { asked };
  const { why, section, day, revision } = asked[look.at];
  const entry = /** @type {Json} */ (entryAt(look.at));
  return { asked, now: { one: on.section(section), entry, why, day, nth: look.at + 1, all: asked.length, isNew: entry.revision !== revision } };
}

/** @param {Changing} on */
function begin(on) {
  const { mine, materials } = on.page;
  const asked = toLookAt(mine, materials.sections, today());
  Object.assign(look, { day: today(), at: 0, asked: asked.map((one) => ({ ...one, revision: deeds.entryOf(mine, one)?.revision })) });
}

/** @param {Changing} on @param {T} t @param {HTMLElement} button */
async function stillTrue(on, t, button) {
  const place = placeOf(button);
  await on.hold({ kind: "tick", ...place, outcome: place.section === "contacts" ? "still_right" : "still_true" });
  on.said({ words: t("Noted: still true."), isHeld: true });
  return further(on);
}

/** @param {Changing} on @param {T} t @param {HTMLElement} button */
async function putAway(on, t, button) {
  if (await on.do(deeds.putAway(placeOf(button), seenBy(button)), t("Put away. It can come back at any time."), { isLast: true })) return further(on);
}

/** @param {Changing} on */
function further(on) {
  look.at += 1;
  return now(on).now ? on.views.replace("days-look") : end(on);
}

/** Keep that there was a look, one for each day as at the desk; the day that asked for it has done its work. @param {Changing} on */
async function end(on) {
  const { mine } = on.page;
  const place = { section: "looks", entry: (await sha256(`${mine.id} ${today()}`)).slice(0, 32) };
  const due = dueLook(mine, today());
  const made = [
    ...(deeds.entryOf(mine, place) ? [] : [deeds.added(place, { day: today() }).change]),
    ...(due ? [{ kind: "set_field", section: "about", entry: due.id, value: null, based_on: due.revision }] : []),
  ];
  const refused = made.map((change) => deeds.outcomeOf(on.page, change)).find(({ result }) => result === "refused");
  if (refused) return on.problem(on.reason(refused.reason ?? ""));
  for (const change of made) await on.make(change);
  on.views.replace("days-looked");
}

/** @param {Changing} on @param {T} t @param {number} weeks */
function next(on, t, weeks) {
  const place = { section: "about", entry: "next_look" };
  const field = on.section("about").fields.find((/** @type {Json} */ { name }) => name === place.entry);
  const entry = deeds.entryOf(on.page.mine, place);
  const day = new Date(Date.parse(today()) + weeks * WEEK_MS).toISOString().slice(0, 10);
  return on.do(deeds.set(field, place, entry, day, entry?.revision ?? ""), t("Saved."));
}
