// @ts-check
/**
 * Ask for what a link opens while its page is still being read: what takes longest goes out first.
 *
 * Joined into a classic script in the page's head, with all that it imports; `open_copy.js` takes it from there.
 */

import { canUnseal, keysOf } from "./copy_keys.js";
import { idOf, isKey, recall, takenKey } from "./copy_link.js";
import { askOpen } from "./copy_server.js";

/** The name of the database of kept copies. */
export const CARDS = "cards";

const LIMIT_MS = 15_000;
const SILENCE_MS = 1_000; // some browsers never answer

const language = document.documentElement.lang;
// A page's first date from Intl takes a phone a tenth of a second: where there is Temporal, the zone does not wait for it.
const zone = /** @type {any} */ (globalThis).Temporal?.Now.timeZoneId() ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The lines of the country where the reader seems to be. @param {string} tag of the language in which they are told */
export const thereIn = (tag) => `/lines/at/${zone}.json?language=${tag}`;
export const THERE = thereIn(language);

/** @param {Promise<Response | null | undefined>} reply @returns {Promise<any>} null when it is not to be had */
export const json = async (reply) => (await (await reply)?.json().catch(() => null)) ?? null;

/** @param {string} address @returns {Promise<Response | null>} null when it is not to be had */
export async function fetched(address) {
  const reply = await fetch(address, { cache: "no-cache", signal: AbortSignal.timeout?.(LIMIT_MS) }).catch(() => null);
  return reply?.ok ? reply : null;
}

/** The keys of the link, and what the server says to them; null: there is no key here. */
export const opening = begin();

/** Where a worker brought the page, its caches are looked through first. */
export const there = navigator.serviceWorker?.controller ? null : json(fetched(THERE));

/** Whether this phone may keep copies: to open a database where there is none takes it long, and would leave one. */
export const mayKeep = hasCards();

async function hasCards() {
  const asking = (async () => globalThis.indexedDB?.databases?.())();
  const silence = new Promise((done) => setTimeout(() => done(undefined), SILENCE_MS));
  const found = await Promise.race([asking, silence]).catch(() => undefined);
  return !found || found.some(({ name }) => name === CARDS);
}

function begin() {
  const id = idOf(location.pathname);
  const key = id && takenKey(id);
  if (!id || !key || !isKey(key) || !canUnseal()) return null;
  const keys = keysOf(key);
  return { keys, answer: keys.then(({ proof }) => askOpen(id, shown(id, proof))) };
}

/** @param {string} id @param {string} proof */
function shown(id, proof) {
  const passcode = recall("passcode", id);
  return passcode ? { proof, passcode } : { proof };
}
