// @ts-check
/** Make the finished page: the plan's words in the page's template, readable without any script. */

import { arePagesKept, FOLDER, headersOf } from "./cached_page.js";
import { today } from "./day.js";
import { sha256 } from "./digest.js";
import { asShown } from "./forgetting.js";
import { gather } from "./materials.js";
import { placeOf, setting } from "./place.js";
import { drawLock } from "./plan_pages.js";
import { draw } from "./plan_view.js";
import { stateOf } from "./state.js";

const PLAN = "<!-- plan -->";
const LINES = "<!-- lines -->";
const OWN = "<!-- own -->";
const TRIES = 5;
const MARKS = { "&": "&amp;", '"': "&quot;", "<": "&lt;" };

/**
 * @typedef {object} Given
 * @property {import("./materials.js").Materials} materials
 * @property {any} mine the plan with this phone's changes on it; null: the lock page
 * @property {import("./pin.js").Lock | null} [lock] what that page may show
 * @property {string} [state] the name of where the plan is saved
 * @property {any[]} [refused] changes that were not taken
 * @property {boolean} [isUnsent] whether some of these words are on this phone alone
 * @property {number} [hour] 0 to 23
 */

/**
 * The finished page and its headers.
 * @param {Given} given
 */
export function finishedPage({ materials, mine, lock = null, state = "", refused = [], isUnsent = false, hour = 12 }) {
  const { template, headers, sections, catalogue, lines } = materials;
  const languages = JSON.parse(unescaped(/data-languages="([^"]*)"/.exec(template)?.[1] ?? "[]"));
  const options = { view: /** @type {const} */ ("pocket"), lines: lines ?? undefined, languages, hour, today: today() };
  const drawn = mine
    ? draw(mine, sections, catalogue, {
        ...options,
        slot: mine.slot,
        state: sentenceIn(template, `state_${state}`),
        earlier: sentenceIn(template, "earlier"),
        readable: sentenceIn(template, "readable"), // true wherever this very page is read from the cache
        refused,
      })
    : drawLock(catalogue, { ...options, lock });
  // The plan stands in the page once more as data: its views open even where a browser gives us no database.
  const html = template.replace(LINES, () => inAttribute(lines ?? {})).replace(OWN, () => inAttribute(mine && isUnsent ? { ...mine, isUnsent } : mine)).replace(PLAN, () => drawn);
  return { html, headers: headersOf(headers, materials.folder) };
}

/**
 * The page without any plan, for what one left here.
 * @param {import("./materials.js").Materials} materials
 */
export function emptyPage({ template, headers, folder }) {
  const html = template.replace('data-has-plan="yes"', 'data-has-plan=""').replace('id="opening"', 'id="opening" hidden')
    .replace(LINES, "{}").replace(OWN, "null").replace(PLAN, "");
  return { html, headers: headersOf(headers, folder) };
}

/** @param {unknown} value */
const inAttribute = (value) => JSON.stringify(value).replace(/[&"<]/g, (mark) => MARKS[/** @type {"&"} */ (mark)]);

/**
 * Draw what is kept on this phone; null when there is no plan, or nothing to draw it with.
 * @param {import("./kept.js").Kept} kept
 * @param {(language: string, country: string | null) => ReturnType<typeof import("./materials.js").gatherHere>} [get]
 */
export async function drawKept(kept, get = gather) {
  const at = await kept.read();
  const { plan, pending, held, refused } = at;
  const isLocked = kept.mode === "locked";
  if (!hasPlan(at)) return null;
  const { language, country } = wishes(at);
  const before = await get(language, country);
  if (!before) return null;
  const unsent = [...pending, ...(held ? [held] : [])];
  const mine = isLocked ? null : asShown(plan, unsent, before.sections);
  const moved = placeOf(mine) ?? country; // of what was not sent yet
  const materials = moved === country ? before : await get(language, moved);
  if (!materials) return null;
  const state = stateOf({ pending: unsent, refused, devices: plan?.devices });
  return { at, materials, ...finishedPage({ materials, mine, lock: at.lock, state, refused, isUnsent: unsent.length > 0, hour: new Date().getHours() }) };
}

/** @param {any} at what is kept */
const hasPlan = ({ plan, mode, isGone }) => !isGone && Boolean(plan || mode === "locked");

/**
 * Write the finished page anew, and what drawing it again would take; says whether there was a plan.
 * @param {import("./kept.js").Kept} kept
 * @param {Parameters<typeof drawKept>[1]} [get]
 */
export async function finish(kept, get) {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const drawn = await drawKept(kept, get);
    if (!drawn) {
      if (tries && !hasPlan(await kept.read())) await kept.dropPage(); // the plan is gone since
      return false;
    }
    // The page of another version finds its files in that version's cache alone: in this one it would stay for ever.
    if (drawn.materials.folder !== FOLDER) return true;
    await kept.putMaterials(drawn.materials);
    if (!arePagesKept()) return true;
    // A page that could not be written must not leave an older one that tells something else.
    await kept.putPage(drawn.html, drawn.headers).catch((trouble) => kept.dropPage().finally(() => (told(false), Promise.reject(trouble))));
    told(true);
    if (JSON.stringify(shown(await kept.read())) === JSON.stringify(shown(drawn.at))) break;
  }
  return true;
}

/** `offline.js` hears whether there is a page, and asks the worker where it thought otherwise. @param {boolean} detail */
const told = (detail) => globalThis.dispatchEvent(new CustomEvent("finished", { detail }));

/** What of all that is kept the page shows: when another window changed it meanwhile, the page is drawn once more. */
const shown = (/** @type {any} */ { mode, plan, pending, held, refused, language, country, lock }) =>
  mode === "locked" ? [mode, language, country, lock?.face] : [mode, plan, pending, held, refused, language, country];

/**
 * Seal what is kept on this phone; from now on it opens to the lock page, with the numbers of the plan's own country.
 * @param {import("./kept.js").Kept} kept
 * @param {import("./kept.js").Sealing} sealing the person's own
 */
export async function lock(kept, sealing) {
  const at = await kept.read();
  await kept.remember({ ...wishes(at), ...(at.removal && { proof: await sha256(at.removal) }) });
  await kept.lock(sealing);
  await finish(kept);
}

/**
 * Let it lie open again.
 * @param {import("./kept.js").Kept} kept
 * @param {import("./kept.js").Sealing} sealing the one that it was sealed with
 */
export async function unlock(kept, sealing) {
  await kept.unlock(sealing);
  await finish(kept);
}

/**
 * The language and the place that a person has asked for.
 * @param {{plan?: any, language?: string | null, country?: string | null}} at what is kept
 */
export function wishes({ plan, language, country }) {
  return {
    language: language ?? setting(plan, "language") ?? globalThis.document?.documentElement.lang ?? "en",
    country: placeOf(plan) ?? country ?? null,
  };
}

/** One of the page's own sentences; "" when it has none of that name. @param {string} template @param {string} name */
const sentenceIn = (template, name) => unescaped(new RegExp(`data-name="${name}"[^>]*>([^<]*)<`).exec(template)?.[1] ?? "");

/** @param {string} text */
const unescaped = (text) =>
  text.replace(/&#34;|&quot;/g, '"').replace(/&#39;/g, "'").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
