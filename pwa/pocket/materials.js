// @ts-check
/**
 * Gather everything that drawing a plan takes besides the plan: from this version's cache, else from what is kept, else
 * from the server. In a page and in the service worker alike.
 */

import { CACHE, FOLDER, replace } from "./cached_page.js";
import { openKept } from "./kept.js";
import { linesAddress } from "./place.js";
import { Trouble } from "./requests.js";

// With something to show instead, nobody waits long for a server that does not answer.
const SHORT_MS = 2_500;
const LONG_MS = 20_000;
const DAY_MS = 86_400_000;

// What belongs to one answer and not to the page that is made of it.
const OF_ONE_ANSWER = new Set(
  ["age", "cache-control", "connection", "content-encoding", "content-length", "date", "etag", "server", "vary"],
);

/**
 * @typedef {object} Materials
 * @property {string} folder of the version they belong to
 * @property {string} language
 * @property {string | null} country with its region, if that was answered (`place.js`), here and below
 * @property {string} template the page, with a mark where the plan goes
 * @property {[string, string][]} headers of the page
 * @property {any[]} sections
 * @property {any} catalogue
 * @property {any} lines null: none could be had
 */

/** @type {Materials | null} the last ones that were as wanted */
let last = null;

/**
 * @param {string} language
 * @param {string | null} country of the crisis lines; null: those of whoever runs the server
 * @returns {Promise<Materials>} in another language, or without lines, when there is nothing better
 */
export async function gather(language, country) {
  const here = await gatherHere(language, country);
  if (here) return here;
  const kept = await openKept().then((kept) => kept.materials()).catch(() => null);
  if (kept?.lines && isFor(kept, language, country)) return kept;
  const ask = fetched(kept ? SHORT_MS : LONG_MS);
  last = await assemble(language, country, (address) => cached(address).then((found) => found ?? ask(address)));
  const found = last ?? (await withoutLines(language, country, kept)) ?? kept ?? (await withoutLines("en", null, null));
  if (!found) throw new Trouble("network");
  return found;
}

/**
 * What this version has in its cache, without asking anyone.
 * @param {string} language
 * @param {string | null} country
 * @returns {Promise<Materials | null>} null: a part is missing
 */
export async function gatherHere(language, country) {
  if (!last || !isFor(last, language, country)) last = await assemble(language, country, cached);
  return last;
}

/**
 * Where the materials are, for a page in a language.
 * @param {string} language
 * @param {string | null} country
 */
export function addresses(language, country) {
  return {
    template: `${FOLDER}/page.${language}.html`,
    sections: "/sections.json",
    catalogue: `/i18n/${language}.json`,
    later: `${FOLDER}/later.${language}.json`,
    lines: linesAddress(country, language),
    countries: `/lines/countries.json?language=${language}`,
  };
}

/**
 * The countries to choose from, also without a connection.
 * @param {string} language
 * @returns {Promise<{code: string, name: string}[]>}
 */
export async function countries(language) {
  const address = addresses(language, null).countries;
  const found = (await cached(address)) ?? (await fetched(LONG_MS)(address));
  if (!found) throw new Trouble("network");
  return found.json();
}

/** @param {Materials} materials @param {string} language @param {string | null} country */
const isFor = (materials, language, country) =>
  materials.folder === FOLDER && materials.language === language && materials.country === country;

/**
 * @param {string} language
 * @param {string | null} country
 * @param {(address: string) => Promise<Response | null | undefined>} get
 * @returns {Promise<Materials | null>} null: a part is missing
 */
async function assemble(language, country, get) {
  const at = addresses(language, country);
  const replies = await Promise.all([get(at.template), get(at.sections), get(at.catalogue), get(at.lines)]);
  const [page, sections, catalogue, lines] = replies;
  if (!page || !sections || !catalogue || !lines) return null;
  const headers = [...page.headers].filter(([name]) => !OF_ONE_ANSWER.has(name));
  const template = await page.text();
  const [more, words, numbers] = await Promise.all([sections, catalogue, lines].map((reply) => reply.json()));
  return { folder: FOLDER, language, country, template, headers, sections: more, catalogue: words, lines: numbers };
}

/**
 * Numbers of another country would mislead: without the right ones there are only those that hold everywhere.
 * @param {string} language
 * @param {string | null} country
 * @param {Materials | null} kept
 */
function withoutLines(language, country, kept) {
  const lines = kept?.country === country ? kept?.lines : null;
  const isLines = (/** @type {string} */ address) => address.startsWith("/lines/");
  return assemble(language, country, (address) =>
    isLines(address) ? Promise.resolve(Response.json(lines ?? null)) : cached(address));
}

/** @param {string} address */
async function cached(address) {
  const found = await globalThis.caches?.open(CACHE).then((cache) => cache.match(address, { ignoreVary: true })).catch(() => undefined);
  if (found && address.startsWith("/lines/")) renew(address, found);
  return found;
}

/** @param {number} limit in milliseconds */
function fetched(limit) {
  return async (/** @type {string} */ address) => {
    const reply = await fetch(address, { cache: "no-cache", signal: AbortSignal.timeout(limit) }).catch(() => null);
    if (!reply?.ok) return null;
    const cache = await globalThis.caches?.open(CACHE).catch(() => null);
    if (cache) await replace(cache, address, reply.clone()).catch(() => undefined);
    return reply;
  };
}

/** A number that changed must reach the phone without a new version. */
function renew(/** @type {string} */ address, /** @type {Response} */ found) {
  if (Date.now() - Date.parse(found.headers.get("date") ?? "") < DAY_MS) return;
  fetched(LONG_MS)(address).then((reply) => reply && (last = null), () => undefined);
}
