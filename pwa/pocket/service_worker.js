// @ts-check
/**
 * Answers for the server when it is slow, wrong or away: with the finished page, with the plan drawn from what is kept.
 *
 * `/service_worker.js` calls `serve` with this version's files. A new version waits until every page of the old one is
 * gone, that is until the next launch; a page that is only reloaded stays with the version that it has.
 */

import { CACHE, FOLDER, isOurs, names, ownPage, replace } from "./cached_page.js";
import { cardPage, drop, renew, store as storeCards } from "./card_cache.js";
import { drawKept, finish, wishes } from "./finish.js";
import { openKept } from "./kept.js";
import { addresses, gather, gatherHere } from "./materials.js";

const worker = /** @type {any} */ (globalThis);

// So long a page that needs the server may take to begin; then the plan is shown instead. Who asks for it again can wait.
const DESK_MS = 2_500;
const AGAIN_MS = 20_000;
const MEASURES = `${FOLDER}/measures.`; // the neutral page of Hide
const ANY = { ignoreSearch: true, ignoreVary: true };

/** Addresses that were given up a moment ago. @type {Set<string>} */
const givenUp = new Set();

/** @type {Promise<import("./kept.js").Kept> | null} */
let opening = null;

/**
 * @typedef {{files: string[], cards: string[], languages: string[]}} Version its files, those of the page of copies, and
 *   what the addresses of the desk begin with
 */

/** @param {Version} version */
export function serve(version) {
  worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(install(version)));
  worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(takeOver().then(() => drop()).then(() => worker.clients.claim())));
  worker.addEventListener("message", (/** @type {any} */ event) =>
    event.waitUntil(event.data.cards ? keepCards(event.ports[0], [...version.cards, ...event.data.cards]) : tell(event, version)));
  worker.addEventListener("fetch", (/** @type {any} */ event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (request.method !== "GET" || origin !== worker.location.origin) return;
    const isPage = request.mode === "navigate";
    if (isPage && pathname.startsWith("/s/")) event.respondWith(cardPage(request));
    else if (isPage && pathname === "/") answerFirst(event, version);
    else if (pathname.startsWith("/static/")) event.respondWith(file(request, pathname));
    else if (isPage && version.languages.includes(pathname.split("/")[1])) event.respondWith(desk(request));
  });
}

/** All files or none: a version that is not whole is not installed. @param {Version} version */
async function install({ files, cards, languages }) {
  const { language, country } = await settings();
  const spoken = languages.includes(language) ? [language, "en"] : ["en"]; // a language may have gone with this version
  const materials = spoken.flatMap((one) => Object.values(addresses(one, country)));
  await store(await caches.open(CACHE), [...files, ...materials, ...spoken.map((one) => `${MEASURES}${one}.html`)]);
  await renew(cards).catch(() => undefined); // the plan's own new version does not wait for theirs
}

/** A copy is kept on this phone: its page is, too. @param {MessagePort | undefined} port @param {string[]} addresses */
async function keepCards(port, addresses) {
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

/** Write this version's page. */
async function takeOver() {
  const kept = await own();
  if (kept) await finish(kept).catch(() => undefined);
  await dropOlder();
}

/** The older versions go when this one has its own page: until then theirs is shown, which needs their files. */
async function dropOlder() {
  const { waiting, installing } = worker.registration;
  if (waiting || installing || !(await ownPage())) return; // what a newer version has fetched is not older
  for (const name of await names()) if (name !== CACHE) await caches.delete(name);
}

/**
 * The finished page, else what the server says. Where it is no page of ours, what ours takes is fetched meanwhile.
 * @param {any} event
 * @param {Version} version
 */
function answerFirst(event, version) {
  const answer = finished();
  event.respondWith(answer.then((page) => page ?? fetch(event.request)));
  event.waitUntil(answer.then((page) => (isOurs(page) ? undefined : supply(version))));
}

/** This version's page, the same drawn anew, an older version's, and one drawn with whatever there is. */
async function finished() {
  return (
    (await ownPage().catch(() => undefined)) ??
    (await drawn(gatherHere)) ??
    (await caches.match("/", ANY).catch(() => undefined)) ??
    drawn(gather)
  );
}

/** @param {typeof gatherHere} get */
async function drawn(get) {
  const kept = await own();
  const page = kept && (await drawKept(kept, get).catch(() => null));
  if (!kept || !page) return undefined;
  const reply = new Response(page.html, { headers: page.headers });
  if (isOurs(reply)) await kept.putPage(page.html, page.headers).catch(() => undefined);
  return reply;
}

/** A page of an older version finds its files as long as they are here, and *Hide* always. */
async function file(/** @type {Request} */ request, /** @type {string} */ path) {
  const ours = path.replace(/^.*\/measures\./, MEASURES);
  const find = (/** @type {string} */ address) => caches.match(address, ANY).catch(() => undefined);
  return (await find(path)) ?? (ours === path ? undefined : await find(ours)) ?? fetch(request);
}

/** A page that needs the server, or the plan when there is no answer. @param {Request} request */
async function desk(request) {
  const { pathname, search } = new URL(request.url);
  const path = pathname + search;
  const instead = finished();
  const patience = new AbortController();
  const giveUp = () => instead.then((page) => page && patience.abort());
  const limit = setTimeout(giveUp, givenUp.delete(path) ? AGAIN_MS : DESK_MS);
  try {
    return await fetch(request, { signal: patience.signal });
  } catch (trouble) {
    if (!(await instead)) throw trouble;
    givenUp.add(path);
    return Response.redirect(`/#away=${encodeURIComponent(path)}`);
  } finally {
    clearTimeout(limit); // what has begun may take its time
  }
}

/** Put back what is missing, and say whether the plan can be read without signal. @param {any} event @param {Version} version */
async function tell({ data, ports }, version) {
  const hasPlan = await supply(version);
  // A page of another version goes on writing its own: what it writes would be missing in ours, which is drawn at the next launch.
  if (hasPlan && data.look === FOLDER) await ((await ownPage()) ? dropOlder() : takeOver());
  const page = (await ownPage()) ?? (await caches.match("/", ANY));
  ports[0]?.postMessage({ isReadable: Boolean(page) });
}

/** Fetch what the browser has thrown away, or what this version never had; says whether there is a plan. @param {Version} version */
async function supply({ files }) {
  const { hasPlan, language, country } = await settings();
  if (!hasPlan) return false;
  const cache = await caches.open(CACHE);
  for (const part of [files, Object.values(addresses(language, country))]) {
    const here = await Promise.all(part.map((address) => cache.match(address, { ignoreVary: true })));
    await store(cache, part.filter((_, at) => !here[at])).catch(() => undefined);
  }
  await gather(language, country).catch(() => undefined);
  return true;
}

async function settings() {
  const kept = await own();
  const at = await kept?.read().catch(() => null);
  return { hasPlan: Boolean(at?.plan) || kept?.mode === "locked", ...wishes(at ?? {}) };
}

/** What is kept on this phone, opened once; null when this browser keeps nothing just now. */
async function own() {
  opening ??= openKept();
  return opening.catch(() => (opening = null));
}
