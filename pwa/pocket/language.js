// @ts-check
/** Which language this page speaks, and how it comes to speak another. */

import { recall, remember } from "./remembered.js";

/** The page's own language, a BCP 47 tag. */
export const language = document.documentElement.lang;

/** All languages there are. @type {{tag: string, name: string}[]} */
export const languages = JSON.parse(document.getElementById("facts")?.dataset.languages ?? "[]");

/**
 * Speak a language from now on in this browser.
 * @param {string} tag
 */
export function choose(tag) {
  remember("language", tag);
  speaksAnother();
}

/**
 * Load this page in the language that was chosen here, else in that of the plan; says whether it does.
 * An address that asks for that language already is left alone: it was not to be had.
 * @param {string | null} [ofPlan]
 */
export function speaksAnother(ofPlan = null) {
  const wanted = recall("language") ?? ofPlan;
  const isKnown = wanted !== language && languages.some(({ tag }) => tag === wanted);
  const isNew = isKnown && new URLSearchParams(location.search).get("language") !== wanted;
  if (isNew) location.replace(`/?language=${wanted}${location.hash}`);
  return isNew;
}
