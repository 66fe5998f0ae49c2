// @ts-check
/** The plan of a phone with a PIN: opened with it, whether the server is there or not, and locked again. */

import { changePin, finishPin } from "./changing_pin.js";
import { lock, unlock } from "./finish.js";
import { openKept } from "./kept.js";
import { asBytes, asText, forget, forgetLock, keepOpen, plain, random, sealingOf, session, settle, stretched, unwrap, waitMs, wrap } from "./pin.js";
import { placeOf } from "./place.js";
import { clashes } from "./plan_clashes.js";
import { send, Trouble } from "./requests.js";

export { finishPin } from "./changing_pin.js";

/** @typedef {import("./pin.js").Lock} Lock @typedef {import("./kept.js").Kept} Kept */

const MINE = "/api/plans/mine";
const CHOICES = { seconds: 300, shows: { person: "", steps: false } }; // where what the owner chose was lost
const NO_TRIES = { count: 0, at: 0 };

/** What is kept, open where this tab still is. */
export async function openHere() {
  const now = session();
  return openKept({ sealing: now && sealingOf(now.key) });
}

/**
 * Open what is kept with a PIN; the try is counted on this phone before it is made.
 * @param {Kept} kept
 * @param {string} typed
 * @returns {Promise<Kept>} it rejects with a `Trouble`: `pin_wrong`, or `pin_wait` with the time from which it may be tried
 */
export async function openWith(kept, typed) {
  let wait = 0;
  const known = await kept.changeLock((lock) => {
    const { count, at } = lock.tries;
    const now = Date.now();
    wait = waitMs(lock.tries, now);
    // A clock that stood ahead and was put right: the wait runs from now on, and not from a day that is years away.
    return { ...lock, tries: wait ? { count, at: Math.min(at, now) } : { count: count + 1, at: now } };
  });
  if (wait) throw new Wait(wait);
  if (!known) return openHere(); // another tab took the PIN away
  const fits = (await opens(known, typed)) ?? (known.next && (await opens(known.next, typed)));
  if (!fits) throw waitMs(known.tries, Date.now()) ? new Wait(waitMs(known.tries, Date.now())) : new Trouble("pin_wrong");
  await kept.changeLock((lock) => ({ ...lock, tries: NO_TRIES }));
  keepOpen({ ...fits, seconds: known.seconds });
  return openHere();
}

/** @param {import("./pin.js").How & {wrapped: Uint8Array}} how @param {string} typed */
async function opens(how, typed) {
  const { wrapping, secret } = await stretched(typed, how);
  const key = await unwrap(wrapping, how.wrapped);
  return key && { key, secret };
}

/** Tell the server that this tab is open; says whether it was. */
export async function openServer() {
  const now = session();
  if (!now) return false;
  const open = () => send(`${MINE}/unlock`, { secret: now.secret, seconds: now.seconds });
  return settle().then(open).then(() => true, (trouble) => {
    if (trouble.name === "wrong_pin") forget(); // of a PIN that was changed in another tab: tried again, it would count as wrong ones
    return false;
  });
}

/**
 * A phone whose storage is gone, but not its cookie: the server says how the PIN is asked for, and it is set up here anew.
 * @param {Kept} kept
 * @param {string} typed
 * @param {{salt: string, rounds: number}} told
 * @param {{seconds: number, shows: Lock["shows"]}} [choices]
 */
export async function openFromServer(kept, typed, told, choices = CHOICES) {
  const how = { salt: asBytes(told.salt), rounds: told.rounds };
  const made = await stretched(typed, how);
  await settle();
  await send(`${MINE}/unlock`, { secret: made.secret, seconds: choices.seconds }).catch((trouble) => {
    if (trouble instanceof Trouble && trouble.more?.seconds) throw new Wait(trouble.more.seconds * 1000);
    throw trouble instanceof Trouble && trouble.name === "wrong_pin" ? new Trouble("pin_wrong") : trouble;
  });
  await keepWith(kept, typed, { ...how, ...made }, choices);
  return openHere();
}

/**
 * Set a PIN, or another one, at the server first: it has the key of what is kept here for whoever forgets the PIN.
 * @param {Kept} kept open
 * @param {string} typed
 * @param {{seconds: number, shows: Lock["shows"]}} choices
 * @param {number} rounds
 * @param {import("./changing_pin.js").Shown | null} shown
 */
export async function setPin(kept, typed, choices, rounds, shown) {
  const how = { salt: random(16), rounds };
  const made = { ...how, ...(await stretched(typed, how)) };
  const { lock: known } = await kept.read();
  const now = session();
  if (known && now) return changePin(kept, now, { ...made, isDigits: isDigits(typed), shown }, choices);
  return keepWith(kept, typed, made, choices).catch(async (trouble) => {
    if (!(trouble instanceof Trouble)) throw trouble;
    if (trouble.name === "network") throw new Trouble("unsure");
    // The answer to an earlier try was lost: the server asks for a PIN that this phone does not know of.
    if (known || trouble.name !== "locked" || !trouble.more?.salt) throw trouble;
    await openFromServer(kept, typed, trouble.more, choices);
  });
}

const isDigits = (/** @type {string} */ typed) => /^\d+$/.test(plain(typed));

/**
 * @param {Kept} kept
 * @param {string} typed
 * @param {import("./pin.js").How & import("./pin.js").Made} made
 * @param {{seconds: number, shows: Lock["shows"]}} choices
 */
async function keepWith(kept, typed, { salt, rounds, wrapping, secret, proof }, choices) {
  const key = session()?.key ?? random(32);
  await send(`${MINE}/pin`, { secret, proof, salt: asText(salt), rounds, storage: asText(key), seconds: choices.seconds });
  const known = { salt, rounds, wrapped: await wrap(wrapping, key), isDigits: isDigits(typed), tries: NO_TRIES, ...choices };
  await kept.remember({ lock: known });
  keepOpen({ key, secret, seconds: choices.seconds });
  await lock(kept, sealingOf(key));
}

/** Ask for no PIN any more. @param {Kept} kept open */
export async function takePinAway(kept) {
  const now = session();
  if (!now) throw new Trouble("locked");
  await finishPin(kept); // a change that another tab has begun would come after
  await send(`${MINE}/pin`, { off: true });
  await layOpen(kept, now.key);
}

/** All words lie open again, and no PIN is known. @param {Kept} kept @param {Uint8Array} key */
export async function layOpen(kept, key) {
  await unlock(kept, sealingOf(key));
  await kept.remember({ lock: null });
  forget();
  forgetLock();
}

/** What the owner chose to leave open of a plan. @param {any} plan @param {Lock["shows"]} shows */
export function faceOf(plan, { person, steps }) {
  // *Only me* is for nobody who picks the phone up, and neither is anything that the lock page does not show.
  const of = (/** @type {string} */ id) => (plan?.sections?.[id] ?? []).filter((/** @type {any} */ one) => !one.away && !one.only_me)
    .map((/** @type {any} */ { id: entry, revision, phrase, content: { name, when, night, phones, say, text } }) => (
      { id: entry, revision, phrase, content: { name, when, night, phones, say, text } }));
  return {
    language: plan?.sections?.settings?.find((/** @type {any} */ one) => one.id === "language")?.content?.value,
    sections: {
      contacts: of("contacts").filter((/** @type {any} */ one) => one.id === person && !isUnwanted(plan, person)),
      coping: steps ? of("coping") : [],
    },
  };
}

/** Whether someone stands among those who are not to be called as well, and the owner did not say that both are right. @param {any} plan @param {string} person */
function isUnwanted(plan, person) {
  const answered = plan?.sections?.settings?.find((/** @type {any} */ one) => one.id === "both_right")?.content?.value ?? [];
  return clashes(plan).some(([contact, { id }]) =>
    contact.id === person && !answered.some((/** @type {string} */ mark) => mark.startsWith(`${person} ${id} `)));
}

/**
 * What the lock page shows of the plan is as new as the plan, and its numbers are those of the plan's country.
 * @param {Kept} kept
 * @param {{lock: Lock | null, country: string | null}} at what is kept
 * @param {any} plan null: it is not open here
 */
export async function keepFace(kept, { lock, country }, plan) {
  if (!lock || kept.mode !== "locked" || !plan) return;
  const place = placeOf(plan) ?? country;
  if (place !== country) await kept.remember({ country: place });
  if (JSON.stringify(faceOf(plan, lock.shows)) !== JSON.stringify(lock.face))
    await kept.changeLock((now) => ({ ...now, face: faceOf(plan, now.shows) }));
}

/** The PIN was forgotten, and the recovery code brought the key of what is kept: it lies open again. @param {string} storage */
export async function openForgotten(storage) {
  const key = asBytes(storage);
  const kept = await openKept({ sealing: sealingOf(key) });
  await layOpen(kept, key);
  return kept;
}

/** It may be tried again after so many milliseconds. */
export class Wait extends Trouble {
  /** @param {number} milliseconds */
  constructor(milliseconds) {
    super("pin_wait");
    this.at = Date.now() + milliseconds;
  }
}
