// @ts-check
/**
 * What opens the copies on this phone without a connection: their page, its files and the texts that it is drawn with.
 *
 * In caches of their own, which are there only as long as a copy is kept; a plan's caches come and go without them.
 */

import { FOLDER } from "./cached_page.js";

const PREFIX = "cards-";
const CACHE = PREFIX + FOLDER.split("/").pop();
const PAGE = "/s/";
const ANY = { ignoreSearch: true, ignoreVary: true };
const EXACT = { ignoreVary: true };

// So long the server may take to begin; then the page is shown as it is here.
const PAGE_MS = 2_500;

/** The address of the page in a language. @param {string} language */
export const pageAddress = (language) => `${PAGE}?language=${language}`;

/** @returns {Promise<string[]>} */
const names = async () => (await globalThis.caches?.keys().catch(() => []) ?? []).filter((name) => name.startsWith(PREFIX));

/** Whether this phone has what opens a copy that it keeps, in this version or in one before. */
export const hasCards = async () => (await names()).length > 0;

/** Whatever this phone has at an address. @param {string} address @returns {Promise<Response | undefined>} */
export async function stored(address) {
  if (!(await names()).includes(CACHE)) return undefined;
  return (await caches.open(CACHE)).match(address, EXACT).catch(() => undefined);
}

/** Put an answer in the place of an older one, if copies are kept here. @param {string} address @param {Response} reply */
export async function restore(address, reply) {
  if (!(await names()).includes(CACHE)) return;
  const cache = await caches.open(CACHE);
  await cache.delete(address, EXACT); // WebKit writes the same address into the very file that others are reading
  await cache.put(address, reply);
}

/** Fetch what is not here yet; all or nothing. @param {string[]} addresses */
export async function store(addresses) {
  const has = await globalThis.caches.has(CACHE);
  const cache = await caches.open(CACHE);
  const here = await Promise.all(addresses.map((address) => cache.match(address, EXACT)));
  const missing = addresses.filter((_, at) => !here[at]);
  try {
    const replies = await Promise.all(missing.map(fetched));
    await Promise.all(missing.map((address, at) => cache.put(address, replies[at])));
  } catch (error) {
    if (!has) await caches.delete(CACHE);
    throw error;
  }
}

/** @param {string} address */
async function fetched(address) {
  const reply = await fetch(address, { cache: "no-cache" });
  const isOurs = !address.startsWith(`${PAGE}?`) || (await reply.clone().text()).includes(FOLDER);
  if (!reply.ok || !isOurs) throw new Error(`${reply.status} for a file of this version`);
  return reply;
}

/** A new version has all that the one before had. @param {string[]} files */
export async function renew(files) {
  const older = (await names()).filter((name) => name !== CACHE);
  if (!older.length) return;
  const kept = await Promise.all(older.map(async (name) => (await caches.open(name)).keys()));
  const paths = kept.flat().map(({ url }) => new URL(url)).map(({ pathname, search }) => pathname + search);
  const texts = paths.filter((path) => !path.startsWith("/static/"));
  const measures = paths.filter((path) => /\/(measures|originals)\.[\w-]+\.html$/.test(path)).map((path) => `${FOLDER}/${path.split("/").pop()}`);
  await store([...new Set([...files, ...texts, ...measures])]);
}

/** The older versions are not needed any more, or none is. @param {{all?: boolean}} [which] */
export async function drop({ all = false } = {}) {
  const here = await names();
  if (!all && !here.includes(CACHE)) return;
  await Promise.all(here.filter((name) => all || name !== CACHE).map((name) => caches.delete(name)));
}

/** The page from the server, or as it is here when that does not answer. @param {Request} request */
export async function cardPage(request) {
  const instead = find(request);
  const patience = new AbortController();
  const limit = setTimeout(() => instead.then((page) => page && patience.abort()), PAGE_MS);
  try {
    const reply = await fetch(request, { signal: patience.signal });
    return reply.status < 500 ? reply : (await instead) ?? reply;
  } catch (trouble) {
    const page = await instead;
    if (!page) throw trouble;
    return page;
  } finally {
    clearTimeout(limit);
  }
}

/** The page in the language that was asked for, else in one that the browser asks for, else in any that is here. @param {Request} request */
async function find({ url }) {
  const asked = new URL(url).searchParams.get("language");
  const wanted = [...(asked ? [asked] : []), ...navigator.languages].flatMap((tag) => [tag, tag.split("-")[0]]);
  const here = await names();
  for (const name of [CACHE, ...here].filter((one) => here.includes(one))) {
    const cache = await caches.open(name);
    for (const tag of wanted) {
      const page = await cache.match(pageAddress(tag), EXACT);
      if (page) return page;
    }
    const page = await cache.match(PAGE, ANY);
    if (page) return page;
  }
  return undefined;
}
