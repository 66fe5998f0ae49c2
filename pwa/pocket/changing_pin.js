// @ts-check
/**
 * Another PIN on a phone that has one. The phone knows both until the server has said which one it asks for: an answer can
 * be lost, and then either opens what is kept here. What was begun is finished with the next connection, and before any
 * tab begins another: of two at once, the server takes one after the other, or refuses the second.
 */

import { asBytes, asText, keepOpen, sealingOf, session, wrap } from "./pin.js";
import { send, Trouble } from "./requests.js";

/** @typedef {import("./pin.js").Lock} Lock @typedef {import("./pin.js").Session} Session @typedef {import("./kept.js").Kept} Kept */
/** @typedef {{secret: string, proof: string}} Shown what shows the server that the PIN of before was typed */

const MINE = "/api/plans/mine";
// The server did not take it, and takes none; `wrong_pin`: another tab has changed the PIN that shows the owner.
const SURELY_NOT = ["needs_code", "needs_proof", "wrong_pin"];

/**
 * @param {Kept} kept open
 * @param {Session} now
 * @param {import("./pin.js").How & import("./pin.js").Made & {isDigits: boolean, shown: Shown | null}} made of the new PIN
 * @param {{seconds: number, shows: Lock["shows"]}} choices
 */
export async function changePin(kept, now, { salt, rounds, wrapping, secret, proof, isDigits, shown }, choices) {
  const wrapped = await wrap(wrapping, now.key);
  for (let isBegun = false; !isBegun; ) {
    await finishPin(kept); // of another tab
    const { lock: known } = await kept.read();
    if (!known || !session()) throw new Trouble("locked"); // another tab took the PIN away, or locked
    // Whoever opens it with one of the two can tell the server either.
    const secrets = await sealingOf(now.key).seal(JSON.stringify([session()?.secret ?? now.secret, secret, proof, shown]));
    const next = { salt, rounds, wrapped, isDigits, secrets };
    const begin = (/** @type {Lock} */ lock) => (lock.next ? null : { ...lock, ...choices, isDigits: lock.isDigits && isDigits, next });
    isBegun = Boolean(await kept.changeLock(begin));
  }
  await finishPin(kept);
}

/** Bring a change of PIN to its end, where one was begun and this tab is open. @param {Kept} kept */
export async function finishPin(kept) {
  const now = session();
  const { lock } = await kept.read();
  if (!now || !lock?.next) return;
  const { secrets: sealed, ...next } = lock.next;
  // Another tab may have begun another change meanwhile: that one has its own end.
  const ended = (/** @type {Partial<Lock>} */ facts) => kept.changeLock((known) =>
    (known.next && same(known.next.salt, next.salt) ? { ...known, ...facts, next: undefined } : null));
  const [old, secret, proof, shown] = JSON.parse(await sealingOf(now.key).unseal(sealed));
  const { seconds } = lock;
  const body = { secret, proof, salt: asText(next.salt), rounds: next.rounds, storage: asText(now.key), seconds };
  const set = () => send(`${MINE}/pin`, body).catch(async (trouble) => {
    if (!(shown && trouble instanceof Trouble && trouble.name === "needs_proof")) throw trouble;
    await send(`${MINE}/prove`, shown);
    await send(`${MINE}/pin`, body);
  });
  await set().catch(async (trouble) => {
    const asked = trouble instanceof Trouble && trouble.name === "locked" && trouble.more?.salt;
    const isThere = asked && same(asBytes(asked), next.salt);
    if (!isThere && !(asked && same(asBytes(asked), lock.salt))) throw trouble;
    await send(`${MINE}/unlock`, { secret: isThere ? secret : old, seconds });
    if (!isThere) await set();
  }).catch(async (trouble) => {
    if (!(trouble instanceof Trouble)) throw trouble;
    // Only where it was surely not done; an answer to an earlier try may be the one that was lost.
    if (!SURELY_NOT.includes(trouble.name)) throw new Trouble("both");
    const { lock: known } = await kept.read();
    if (known && same(known.salt, next.salt)) return; // another tab has brought it to its end
    await ended({});
    throw trouble;
  });
  await ended(next);
  keepOpen({ key: now.key, secret, seconds });
}

/** @param {Uint8Array} one @param {Uint8Array} other */
const same = (one, other) => asText(one) === asText(other);
