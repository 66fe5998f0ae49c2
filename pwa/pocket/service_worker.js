// @ts-check
/**
 * Answers for the server when it is slow, wrong or away: with the finished page, with the plan drawn from what is kept.
 *
 * `/service_worker.js` calls `serve` with this version's files. A new version waits until every page of the old one is
 * gone, that is until the next launch; a page that is only reloaded stays with the version that it has.
 *
 * A launch waits for all that this module imports: whatever the finished page does not need stands in `worker_later.js`.
 */

import { FOLDER, LEFT, MEASURES, isOurs, ownPage } from "./cached_page.js";

const worker = /** @type {any} */ (globalThis);

// So long a page that needs the server may take to begin; then the plan is shown instead. Who waited for it can wait on.
const DESK_MS = 2_500;
const WAITED_MS = 20_000;
const WHOLE_MS = 8_000; // until the last word of it is here
const ANY = { ignoreSearch: true, ignoreVary: true };

/** Addresses that a person waited for, and goes to now. @type {Set<string>} */
const waitedFor = new Set();

/** @typedef {import("./version_files.js").Version} Version */

/** What a launch can do without, made when it is first asked for. @type {() => typeof import("./worker_later.js")} */
let later;

/** @param {Version} version @param {typeof later} rest */
export function serve(version, rest) {
  later = rest;
  worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(later().install(version)));
  worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(later().begin().then(() => later().drop()).then(() => worker.clients.claim())));
  worker.addEventListener("message", (/** @type {any} */ event) =>
    event.waitUntil(event.data.wait ? wait(event) : event.data.cards ? later().keepCards(event.ports[0], [...version.cards, ...event.data.cards]) : tell(event, version)));
  worker.addEventListener("fetch", (/** @type {any} */ event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (request.method !== "GET" || origin !== worker.location.origin) return;
    const isPage = request.mode === "navigate";
    if (isPage && pathname.startsWith("/s/")) event.respondWith(later().cardPage(request));
    else if (isPage && pathname === "/") answerFirst(event, version);
    else if (pathname.startsWith("/static/")) event.respondWith(file(request, pathname));
    else if (isPage && version.languages.includes(pathname.split("/")[1])) event.respondWith(desk(request));
  });
}

/**
 * The finished page, else what the server says. Where it is no page of ours, what ours takes is fetched meanwhile.
 * @param {any} event
 * @param {Version} version
 */
function answerFirst(event, version) {
  const answer = finished();
  event.respondWith(answer.then((page) => page ?? answered(event.request, caches.match(LEFT, ANY).catch(() => undefined))));
  event.waitUntil(answer.then((page) => (isOurs(page) ? undefined : later().supply(version))));
}

/** This version's page, the same drawn anew, an older version's, and one drawn with whatever there is. */
async function finished() {
  return (
    (await ownPage().catch(() => undefined)) ??
    (await drawn("gatherHere")) ??
    (await caches.match("/", ANY).catch(() => undefined)) ??
    drawn("gather")
  );
}

/** @param {"gatherHere" | "gather"} how */
async function drawn(how) {
  const { own, drawKept, [how]: get } = later();
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
  const away = finished().then((page) => page && Response.redirect(`/#away=${encodeURIComponent(path)}`));
  return answered(request, away, waitedFor.delete(path) ? WAITED_MS : DESK_MS);
}

/**
 * What the server says, or what is here instead when it says nothing in time, not all of it, or another speaks for it.
 * @param {Request} request
 * @param {Promise<Response | undefined>} instead
 * @param {number} [limit] in milliseconds
 */
async function answered(request, instead, limit = DESK_MS) {
  const patience = new AbortController();
  const giveUp = () => instead.then((page) => page && patience.abort());
  let timer = setTimeout(giveUp, limit);
  try {
    const reply = await fetch(request, { signal: patience.signal });
    clearTimeout(timer);
    if (!(await instead)) return reply; // what has begun may take its time
    timer = setTimeout(giveUp, WHOLE_MS);
    return isOfAnother(reply) ? await instead : await whole(reply);
  } catch (trouble) {
    const page = await instead;
    if (!page) throw trouble;
    return page;
  } finally {
    clearTimeout(timer);
  }
}

/** What stands before our server says that it does not answer; our own pages have a policy. @param {Response} reply */
const isOfAnother = ({ status, headers }) => [502, 503, 504].includes(status) && !headers.has("content-security-policy");

/** A page that breaks off in the middle would be half a page, or none. @param {Response} reply */
async function whole(reply) {
  if (!reply.headers.get("content-type")?.startsWith("text/html")) return reply;
  const headers = new Headers(reply.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name); // of what came over the line
  return new Response(await reply.arrayBuffer(), { status: reply.status, statusText: reply.statusText, headers });
}

/** The page of *Wait for it* goes there when it has this answer. @param {any} event */
function wait({ data, ports }) {
  waitedFor.add(data.wait);
  ports[0]?.postMessage({});
}

/** Put back what is missing, and say whether the plan can be read without signal. @param {any} event @param {Version} version */
async function tell({ data, ports }, version) {
  const { supply, dropOlder, takeOver } = later();
  const hasPlan = await supply(version);
  // A page of another version goes on writing its own: what it writes would be missing in ours, which is drawn at the next launch.
  if (hasPlan && data.look === FOLDER) await ((await ownPage()) ? dropOlder() : takeOver());
  const page = (await ownPage()) ?? (await caches.match("/", ANY));
  ports[0]?.postMessage({ isReadable: Boolean(page) });
}
