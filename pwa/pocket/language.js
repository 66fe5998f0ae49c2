// @ts-check
/** Which language this page speaks, and how it comes to speak another. */

import { recall, remember } from "./remembered.js";

const SOON_MS = 2_000;

/** The page's own language, a BCP 47 tag. */
export const language = document.documentElement.lang;

/** All languages there are. @type {{tag: string, name: string, dir: string, note: string, original: string}[]} */
export const languages = () => JSON.parse(document.getElementById("facts")?.dataset.languages ?? "[]");

/**
 * The language that was chosen here, else that of the plan, where this page should speak it and does not.
 * An address that asks for that language already is left alone: it was not to be had.
 * @param {string | null} [ofPlan]
 * @returns {string | null}
 */
export function wanted(ofPlan = null) {
  const tag = recall("language") ?? ofPlan;
  const isKnown = tag !== language && languages().some((one) => one.tag === tag);
  return isKnown && new URLSearchParams(location.search).get("language") !== tag ? tag : null;
}

/**
 * Speak a language from now on in this browser.
 * @param {string} tag
 */
export function choose(tag) {
  want(tag);
  load(tag);
}

/** Whether a language is here soon: no page waits longer for it. @param {Promise<boolean>} fits */
export const soon = (fits) => Promise.race([fits, new Promise((done) => setTimeout(() => done(false), SOON_MS))]);

/** Speak a language from now on in this browser, as soon as its words are here. @param {string} tag */
export const want = (tag) => remember("language", tag);

/**
 * Load this page in a language: from the phone's own store where it is kept, else from the server.
 * @param {string} tag
 */
export function load(tag) {
  const asked = new URLSearchParams(location.search);
  asked.set("language", tag);
  // Unlike another address, a reload keeps what the history knows: which view is open, or a copy's key.
  history.replaceState(history.state, "", `${location.pathname}?${asked}${location.hash}`);
  location.reload();
}
