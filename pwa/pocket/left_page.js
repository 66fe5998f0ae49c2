// @ts-check
/** The page that offers the words which a plan left here: it opens without signal until they were read. */

import { CACHE, FOLDER, LEFT } from "./cached_page.js";
import { emptyPage } from "./finish.js";

/**
 * Set aside what that page takes, before the caches are deleted: nothing in it was written by the person.
 * @param {import("./kept.js").Kept | null} kept
 * @returns {Promise<() => Promise<void>>} puts it in its place, if all of it was here
 */
export async function setAside(kept) {
  const before = (await caches.has(CACHE)) ? await caches.open(CACHE) : null;
  const page = (await made(kept)) ?? (await before?.match(LEFT));
  if (!before || !page) return async () => undefined;
  const wanted = (await before.keys()).filter(({ url }) => !isOfThePlan(new URL(url).pathname));
  const files = await Promise.all(wanted.map(async ({ url }) => /** @type {const} */ ([url, await copied(await before.match(url, ANY))])));
  const copy = await copied(page);
  return async () => {
    const cache = await caches.open(CACHE);
    for (const [address, reply] of files) if (reply) await cache.put(address, reply);
    if (copy) await cache.put(LEFT, copy);
  };
}

const ANY = { ignoreVary: true };

/** @param {import("./kept.js").Kept | null} kept */
async function made(kept) {
  const materials = await kept?.materials();
  if (materials?.folder !== FOLDER) return null;
  const { html, headers } = emptyPage(materials);
  return new Response(html, { headers });
}

/** The plan's own page, and the numbers of its country. @param {string} path */
const isOfThePlan = (path) => ["/", LEFT].includes(path) || path.startsWith("/lines/");

/** In memory, as what stands in a deleted cache may not be read. @param {Response | undefined} reply */
const copied = async (reply) => reply && new Response(await reply.arrayBuffer(), { headers: reply.headers });
