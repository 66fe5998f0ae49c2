// @ts-check
/** What a copy is drawn with besides its own words: sections, catalogue, the lines of its owner's country and the reader's. */

import { restore, stored } from "./card_cache.js";

const LIMIT_MS = 15_000;
const DAY_MS = 86_400_000;

const SPOKEN = document.documentElement.lang;
const SECTIONS = "/s/sections.json";
const catalogueOf = (/** @type {string} */ language) => `/i18n/${language}.json`;
// A page's first date from Intl takes a phone a tenth of a second: where there is Temporal, the zone does not wait for it.
const zone = /** @type {any} */ (globalThis).Temporal?.Now.timeZoneId() ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
const ZONE = `/lines/at/${zone}.json`;
const linesOf = (/** @type {string | null} */ country, language = SPOKEN) => `/lines/${country ?? "here"}.json?language=${language}`;

/**
 * @typedef {object} Materials
 * @property {any[]} sections
 * @property {any} catalogue
 * @property {any} lines of the country where the owner is; null: they could not be had
 * @property {any} elsewhere those of the country where the reader seems to be; null when it is the same, or not known
 */

/** Begin to fetch what does not depend on the copy, while the copy itself is on its way: mostly its reader is in the same country. */
export function begin() {
  const here = readersCountry();
  const lines = here.then((country) => (country ? get(linesOf(country)) : null));
  return { all: Promise.all([SECTIONS, catalogueOf(SPOKEN)].map(get)), here, lines };
}

/**
 * @param {ReturnType<typeof begin>} begun
 * @param {string | null} region where the owner is
 * @returns {Promise<Materials | null>} null: a part without which nothing can be drawn is not to be had
 */
export async function gather(begun, region) {
  const [[sections, catalogue], here] = await Promise.all([begun.all, begun.here]);
  if (!sections || !catalogue) return null;
  const isHere = here !== null && here === region;
  const [ofOwner, ofReader] = await Promise.all([isHere ? begun.lines : get(linesOf(region)), begun.lines]);
  const country = ofOwner?.country ?? region; // a plan that names none is where its server is
  const isElsewhere = Boolean(country && here && here !== country);
  return { sections, catalogue, lines: ofOwner, elsewhere: isElsewhere ? ofReader : null };
}

/** Where all of that is in a language, so that it can be kept. @param {string | null} region @param {string} language */
export async function addresses(region, language) {
  const here = await readersCountry();
  return [SECTIONS, catalogueOf(language), linesOf(region, language), ZONE, ...(here ? [linesOf(here, language)] : [])];
}

/** A guess: a time zone lies in one country, though its reader may be on their way. @returns {Promise<string | null>} */
const readersCountry = async () => (await get(ZONE))?.country ?? null;

/** @param {string} address @returns {Promise<any>} null when it is not to be had */
async function get(address) {
  // A page that no worker has brought was never kept: nobody waits for its caches to be looked through.
  const found = navigator.serviceWorker?.controller ? await stored(address) : undefined;
  if (found && address.startsWith("/lines/")) renew(address, found);
  return (found ?? (await fetched(address)))?.json().catch(() => null) ?? null;
}

/** @param {string} address */
async function fetched(address) {
  const reply = await fetch(address, { cache: "no-cache", signal: AbortSignal.timeout?.(LIMIT_MS) }).catch(() => null);
  return reply?.ok ? reply : null;
}

/** A number that changed must reach the phone without a new version. @param {string} address @param {Response} found */
async function renew(address, found) {
  if (Date.now() - Date.parse(found.headers.get("date") ?? "") < DAY_MS) return;
  const reply = await fetched(address);
  if (reply) await restore(address, reply).catch(() => undefined);
}
