// @ts-check
/** The finished page in the cache of this version: what a phone opens with no signal and no script. */

import { Unkept } from "./database.js";

/** The folder of this version's files, `/static/<hash>`. The worker, whose own address is another one, is told. @type {string} */
export const FOLDER = /** @type {any} */ (globalThis).ownFolder ?? new URL(".", import.meta.url).pathname.replace(/\/$/, "");

/** What the addresses of the neutral page of *Hide* begin with; a language and `.html` follow. */
export const MEASURES = `${FOLDER}/measures.`;

const PREFIX = "notes-";

/** The name of this version's cache; older versions' differ in what follows the prefix. */
export const CACHE = PREFIX + FOLDER.split("/").pop();

/** The address in a cache of the page that offers what a plan left here. */
export const LEFT = "/left";

const ANY = { ignoreSearch: true, ignoreVary: true };

// A header of the page: whether it is ours is known without reading it.
const OF = "x-folder";

/**
 * Write the page beside the one that is there, which goes when this is done.
 *
 * WebKit writes a page of the same address into the very file that others are reading, and its network process dies of that.
 * @param {string} html
 * @param {HeadersInit} headers
 */
export async function putPage(html, headers) {
  const page = new Response(html, { headers });
  try {
    const cache = await caches.open(CACHE);
    const before = await cache.keys("/", ANY);
    await cache.put(`/?${crypto.getRandomValues(new Uint32Array(2)).join("")}`, page);
    for (const older of before) await cache.delete(older);
  } catch (error) {
    throw new Unkept(/** @type {any} */ (error).name === "QuotaExceededError" ? "full" : "failed", error);
  }
}

/**
 * The page in the cache of a version: the last one that was written.
 * @returns {Promise<Response | undefined>}
 */
export async function page(name = CACHE) {
  if (!(await caches.has(name))) return undefined; // to open one makes it: a phone that was cleared has none
  return (await (await caches.open(name)).matchAll("/", ANY)).at(-1);
}

/**
 * The headers of a page whose files are in a folder.
 * @param {[string, string][]} headers
 * @param {string} folder
 * @returns {[string, string][]}
 */
export const headersOf = (headers, folder) => [...headers.filter(([name]) => name !== OF), [OF, folder]];

/** Whether a page finds its files in this version's cache. @param {Response | undefined} page */
export const isOurs = (page) => page?.headers.get(OF) === FOLDER;

/** The page in the cache of this version, if it is ours. */
export async function ownPage() {
  const found = await page();
  return isOurs(found) ? found : undefined;
}

/** Take the page out of the caches of every version. */
export async function dropPages() {
  for (const name of await names()) await (await caches.open(name)).delete("/", ANY);
}

/**
 * Keep a reply in the place of an older one, in another file for the same reason.
 * @param {Cache} cache
 * @param {string} address
 * @param {Response} reply
 */
export async function replace(cache, address, reply) {
  await cache.delete(address, { ignoreVary: true });
  await cache.put(address, reply);
}

/** Whether finished pages are kept: an operator who has switched the worker off says in every page that they are not. */
export const arePagesKept = () => globalThis.document?.getElementById("facts")?.dataset.offline !== "";

/** Delete the caches of every version. */
export async function dropCaches() {
  for (const name of await names()) await caches.delete(name);
}

/** The names of the caches of all versions; a browser that refuses caches, or an address without https, has none. */
export async function names() {
  const all = "caches" in globalThis ? await caches.keys().catch(() => []) : [];
  return all.filter((name) => name.startsWith(PREFIX));
}
