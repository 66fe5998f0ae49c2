// @ts-check
/** The plan as this phone shows it: with what was not sent yet, and without what was deleted; see `pwa/plan/forgetting.py`. */

import { replay } from "./changes.js";

/** @typedef {Record<string, any>} Json */

const SIGNS = "warning_signs";

/** @param {Json} base as the server sent it @param {Json[]} changes made here since @param {Json[]} sections @returns {Json} */
export function asShown(base, changes, sections) {
  const plan = replay(base, changes, sections);
  const isGone = (/** @type {string} */ id) => !signsIn(plan).some((one) => one.id === id);
  const gone = changes.filter(({ kind, section, entry }) => kind === "delete" && section === SIGNS && isGone(entry)).map(({ entry }) => entry);
  if (!gone.length) return plan;
  const written = changes.filter(({ section, entry, content }) => section === SIGNS && content && gone.includes(entry));
  const known = signsIn(base).filter(({ id }) => gone.includes(id));
  const texts = [...known.flatMap(({ ticked_as = [] }) => ticked_as), ...[...known.flatMap(textsOf), ...written].map(textIn)];
  const words = new Set(texts.filter((text) => !signsIn(plan).flatMap(textsOf).some((one) => textIn(one) === text)));
  const days = (plan.sections.days ?? []).map((/** @type {Json} */ day) => without(day, words));
  return { ...plan, sections: { ...plan.sections, days } };
}

/** A day, and what stands beside it, without the ticks of these signs. @param {Json} day @param {Set<string>} words @returns {Json} */
function without({ content, rivals, ...day }, words) {
  const { signs, ...rest } = content ?? {};
  const left = signs?.filter((/** @type {string} */ sign) => !words.has(sign));
  const beside = rivals && { rivals: rivals.map((/** @type {Json} */ one) => without(one, words)) };
  return { ...day, content: left?.length ? { ...rest, signs: left } : rest, ...beside };
}

/** @param {Json} plan @returns {Json[]} */
const signsIn = (plan) => plan.sections?.[SIGNS] ?? [];

/** @param {Json} entry @returns {Json[]} */
const textsOf = (entry) => [entry, ...(entry.rivals ?? []), ...(entry.earlier ?? [])];

/** @param {Json} text @returns {string} */
const textIn = ({ content }) => content.text;
