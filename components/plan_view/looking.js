// @ts-check
/** What a look through the plan asks about, as far as a phone knows of it; the twin of `pwa/plan/looking.py`, which says why. */

import { versions } from "./plan_look.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {{why: string, section: string, entry: string, day: string}} Asked `day`: when it was due, changed or last said to be true */

const DAY_MS = 86_400_000;
const AT_MOST = 12;
const [NUMBER_DAYS, OLD_DAYS] = [183, 365];
const WHYS = ["due", "number", "no_help", "changed", "old"]; // the most pressing first
const LOOKED_AT = ["list", "steps", "people"];
const SAID = ["still_right", "still_true"];
const TOLD = ["helped", "a_bit", "not_this_time", "still_true"];
const BESIDE = ["days", "talk", "looks", "settings"]; // what is no part of the plan itself

/** The day of the last look before today; "" when there was none. @param {Json} plan @param {string} today */
export const lastLook = (plan, today) => last(shown(plan, "looks").map(({ content }) => content.day ?? "").filter((day) => day < today));

/** What to ask about today, each thing once. @param {Json} plan @param {Json[]} sections @param {string} today @returns {Asked[]} */
export function toLookAt(plan, sections, today) {
  const since = lastLook(plan, today);
  const parts = sections.filter(({ id, kind }) => LOOKED_AT.includes(kind) && !BESIDE.includes(id));
  const found = parts.flatMap(({ id }) => shown(plan, id).flatMap((entry) => {
    const [why, day] = reason(id, entry, since, today);
    return why ? [{ why, section: id, entry: entry.id, day }] : [];
  }));
  const unique = [...new Map(found.reverse().map((one) => [one.entry, one])).values()];
  return unique.sort((one, other) => WHYS.indexOf(one.why) - WHYS.indexOf(other.why) || (one.day < other.day ? -1 : Number(one.day > other.day))).slice(0, AT_MOST);
}

/** The day for the next look, once it has come. @param {Json} plan @param {string} today @returns {Json | undefined} its field */
export const dueLook = (plan, today) => shown(plan, "about").find(({ id, content }) => id === "next_look" && content.value && content.value <= today);

/** The day that has come for the next look, or for something that no look has asked about since; "" when none has.
 * @param {Json} plan @param {Json[]} sections @param {string} today */
export function dayThatCame(plan, sections, today) {
  const looked = last(shown(plan, "looks").map(({ content }) => content.day ?? "").filter((day) => day <= today));
  const due = toLookAt(plan, sections, today).filter(({ why, day }) => why === "due" && day > looked);
  return last([dueLook(plan, today)?.content.value ?? "", ...due.map(({ day }) => day)]);
}

/** Whether what is asked once a year is to be asked. @param {Json} plan @param {Json[]} sections @param {string} today */
export function isYearOver(plan, sections, today) {
  const yearAgo = before(today, OLD_DAYS);
  const isAnswered = (/** @type {Json} */ { yearly, content }) => yearly || content.safer || content.better;
  if (shown(plan, "looks").filter(isAnswered).some(({ content: { day = "" } }) => yearAgo < day && day < today)) return false;
  const written = sections.filter(({ id }) => !BESIDE.includes(id)).flatMap(({ id }) => shown(plan, id)).flatMap(versions).map(({ day }) => day).filter(Boolean);
  return written.some((day) => day <= yearAgo);
}

/** @param {string} section @param {Json} entry @param {string} since @param {string} today @returns {[string, string]} why and when; "" where it is not asked about */
function reason(section, entry, since, today) {
  const { content, tries = [] } = entry;
  const said = last(tries.filter(({ outcome }) => SAID.includes(outcome)).map(({ day = "" }) => day));
  const written = last(versions(entry).map(({ day = "" }) => day));
  const known = said > written ? said : written;
  const due = content.look_again ?? "";
  if (due && due <= today && said < due && !content.how_it_went) return ["due", due];
  if (!known) return ["", ""];
  if (section === "contacts" && content.phones?.length && known < before(today, NUMBER_DAYS)) return ["number", known];
  const told = tries.filter(({ outcome }) => TOLD.includes(outcome)).at(-1);
  if (told?.outcome === "not_this_time" && (told.day ?? "") >= (entry.day ?? "") && told.day) return ["no_help", told.day];
  if (since && written >= since && said < written && written < today) return ["changed", written];
  return known < before(today, OLD_DAYS) ? ["old", known] : ["", ""];
}

/** @param {Json} plan @param {string} section @returns {Json[]} */
const shown = (plan, section) => (plan.sections?.[section] ?? []).filter((/** @type {Json} */ { away }) => !away);

/** @param {string[]} days */
const last = (days) => days.sort().at(-1) ?? "";

/** @param {string} today @param {number} days */
const before = (today, days) => new Date(Date.parse(today) - days * DAY_MS).toISOString().slice(0, 10);
