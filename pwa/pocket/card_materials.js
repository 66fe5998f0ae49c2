// @ts-check
/** What a copy is drawn with besides its own words: sections, catalogue, the lines of its owner's country and the reader's. */

import { restore, stored } from "./card_cache.js";
import { fetched, json, THERE, there, thereIn } from "./copy_begin.js";

const DAY_MS = 86_400_000;
const PHRASES_MS = 1_000; // for which the owner's own words wait

const SPOKEN = document.documentElement.lang;
const linesOf = (/** @type {string | null} */ country, language = SPOKEN) => `/lines/${country ?? "here"}.json?language=${language}`;

/**
 * @typedef {object} Materials
 * @property {any[]} sections
 * @property {any} catalogue
 * @property {any} lines of the country where the owner is; null: they could not be had
 * @property {any} phrases the phrase bank in the reader's language; null where it is not needed, not to be had, or slow
 * @property {Promise<any> | null} late the same, where it was slow
 * @property {any} elsewhere those of the country where the reader seems to be; null when it is the same, or not known
 */

/** What does not depend on the copy, while the copy itself is on its way: mostly its reader is in the same country. */
export const begin = () => (there ?? get(THERE)).then((lines) => (lines?.country ? lines : null));

/** What stands in the page itself, once it is read to its end. @returns {Pick<Materials, "sections" | "catalogue">} */
export const inPage = () => JSON.parse(document.getElementById("drawn-with")?.textContent ?? "");

/**
 * @param {ReturnType<typeof begin>} begun
 * @param {Record<string, any>} copy
 * @returns {Promise<Materials>}
 */
export async function gather(begun, copy) {
  const { region } = copy; // where the owner is
  const asked = isTranslated(copy, SPOKEN) ? get(phrasesIn(SPOKEN)) : null;
  // A guess: a time zone lies in one country, though its reader may be on their way.
  const here = await begun;
  const lines = here && here.country === region ? here : await get(linesOf(region));
  const country = lines?.country ?? region; // a plan that names none is where its server is
  const isElsewhere = Boolean(here && country && here.country !== country);
  const phrases = asked && (await Promise.race([asked, new Promise((done) => setTimeout(done, PHRASES_MS))]));
  return { ...inPage(), lines, elsewhere: isElsewhere ? here : null, phrases, late: phrases ? null : asked };
}

/**
 * Where all of that is in a language, so that it can be kept.
 * @param {Record<string, any>} copy
 * @param {string} language
 */
export const addresses = (copy, language) =>
  [linesOf(copy.region, language), thereIn(language), ...(isTranslated(copy, language) ? [phrasesIn(language)] : [])];

const phrasesIn = (/** @type {string} */ language) => `/i18n/${language}/phrases.json`;

/** Whether the copy holds phrases that its reader has in their own language. @param {Record<string, any>} copy @param {string} language */
const isTranslated = ({ plan, language: written }, language) =>
  Object.values(plan.sections).flat().flatMap((entry) => [entry, ...(entry.rivals ?? [])]).some(({ phrase, lang = written }) => phrase && lang !== language);

/** @param {string} address @returns {Promise<any>} null when it is not to be had */
async function get(address) {
  // A page that no worker has brought was never kept: nobody waits for its caches to be looked through.
  const found = navigator.serviceWorker?.controller ? await stored(address) : undefined;
  if (found && address.startsWith("/lines/")) renew(address, found);
  const reply = found ?? (await fetched(address));
  // A copy that was kept had maybe no phrases then, or was read in another language.
  if (reply && !found && address === phrasesIn(SPOKEN)) restore(address, reply.clone()).catch(() => undefined);
  return json(Promise.resolve(reply));
}

/** A number that changed must reach the phone without a new version. @param {string} address @param {Response} found */
async function renew(address, found) {
  if (Date.now() - Date.parse(found.headers.get("date") ?? "") < DAY_MS) return;
  const reply = await fetched(address);
  if (reply) await restore(address, reply).catch(() => undefined);
}
