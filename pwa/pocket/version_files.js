// @ts-check
/** What a version of the phone's page fetches when it is installed, puts back when it was thrown away, and leaves to no other. */

import { CACHE, FOLDER, MEASURES, names, ownPage, replace } from "./cached_page.js";
import { renew, store as storeCards } from "./card_cache.js";
import { finish, wishes } from "./finish.js";
import { openKept } from "./kept.js";
import { addresses, gather, gatherHere } from "./materials.js";

const worker = /** @type {any} */ (globalThis);

/** @type {Promise<import("./kept.js").Kept> | null} */
let opening = null;

/**
 * @typedef {{files: string[], cards: string[], languages: string[], unreviewed: string[]}} Version its files, those of the
 *   page of copies, what the addresses of the desk begin with, and which languages have a page of English originals
 */

/** All files or none: a version that is not whole is not installed. @param {Version} version */
export async function install(version) {
  const { files, cards, languages } = version;
  const { language, country } = await settings();
  const spoken = languages.includes(language) ? [language, "en"] : ["en"]; // a language may have gone with this version
  await store(await caches.open(CACHE), [...files, ...spoken.flatMap((one) => filesIn(one, country, version))]);
  await renew(cards).catch(() => undefined); // the plan's own new version does not wait for theirs
}

/** What the phone's page takes in a language. @param {string} language @param {string | null} country @param {Version} version */
function filesIn(language, country, { unreviewed }) {
  const originals = unreviewed.includes(language) ? [`${FOLDER}/originals.${language}.html`] : [];
  return [...Object.values(addresses(language, country)), `${MEASURES}${language}.html`, ...originals];
}

/** A copy is kept on this phone: its page is, too. @param {MessagePort | undefined} port @param {string[]} addresses */
export async function keepCards(port, addresses) {
  const isReadable = await storeCards(addresses).then(() => true, () => false);
  port?.postMessage({ isReadable });
}

/** @param {Cache} cache @param {string[]} wanted */
async function store(cache, wanted) {
  const all = [...new Set(wanted)];
  const replies = await Promise.all(all.map((address) => fetch(address, { cache: "no-cache" })));
  const isGood = (/** @type {number} */ at) => replies[at].ok;
  const isNoCountry = (/** @type {number} */ at) => replies[at].status === 404 && all[at].startsWith("/lines/");
  const bad = all.findIndex((_, at) => !isGood(at) && !isNoCountry(at));
  if (bad >= 0) throw new Error(`${replies[bad].status} for a file of this version`);
  await Promise.all(all.map((address, at) => isGood(at) && replace(cache, address, replies[at])));
}

/**
 * Write this version's page.
 * @param {typeof gather | typeof gatherHere} [get]
 */
export async function takeOver(get = gather) {
  const kept = await own();
  if (kept) await finish(kept, get).catch(() => undefined);
  await dropOlder();
}

/** A launch waits for this, and so for no server: until what is missing has come, the older version's page is shown. */
export const begin = () => takeOver(gatherHere);

/** The older versions go when this one has its own page: until then theirs is shown, which needs their files. */
export async function dropOlder() {
  const { waiting, installing } = worker.registration;
  if (waiting || installing || !(await ownPage())) return; // what a newer version has fetched is not older
  for (const name of await names()) if (name !== CACHE) await caches.delete(name);
}

/** Fetch what the browser has thrown away, or what this version never had; says whether there is a plan. @param {Version} version */
export async function supply(version) {
  const { hasPlan, language, country } = await settings();
  if (!hasPlan) return false;
  const cache = await caches.open(CACHE);
  for (const part of [version.files, filesIn(language, country, version)]) {
    const here = await Promise.all(part.map((address) => cache.match(address, { ignoreVary: true })));
    await store(cache, part.filter((_, at) => !here[at])).catch(() => undefined);
  }
  await gather(language, country).catch(() => undefined);
  return true;
}

async function settings() {
  const kept = await own();
  const at = await kept?.read().catch(() => null);
  return { hasPlan: Boolean(at?.plan) || (kept?.mode === "locked" && !at?.isGone), ...wishes(at ?? {}) };
}

/** What is kept on this phone, opened once; null when this browser keeps nothing just now. */
export async function own() {
  opening ??= openKept();
  return opening.catch(() => (opening = null));
}
