// @ts-check
/** The copies that this phone keeps: as they were sealed, with a key that can't be taken out. Apart from a plan of one's own. */

import { CARDS } from "./copy_begin.js";
import { Database } from "./database.js";
import { newId } from "./records.js";

const STORE = "cards";

/**
 * @typedef {object} Card
 * @property {string} id
 * @property {string} sealed the JWE as it was received
 * @property {CryptoKey} content opens it; can't be exported
 * @property {string} proof
 * @property {string} keeping a random mark, by which its owner's page counts phones
 * @property {number} rev
 * @property {string} seen `YYYY-MM-DD`: when the server last said that this is the newest
 */

const database = new Database(CARDS, [STORE], () => undefined);

/** @param {string} id @returns {Promise<Card | undefined>} */
export const find = (id) => database.within("readonly", (transaction) => transaction.objectStore(STORE).get(id));

/** @returns {Promise<Card[]>} */
export const all = () => database.within("readonly", (transaction) => transaction.objectStore(STORE).getAll());

/** @param {Card} card */
export const keep = (card) => database.within("readwrite", (transaction) => transaction.objectStore(STORE).put(card, card.id));

/**
 * Keep the newest of one that is here; one that another tab has removed stays away.
 * @param {Card} card
 * @returns {Promise<boolean>} whether it is here
 */
export function renew(card) {
  return database.within("readwrite", async (transaction) => {
    const store = transaction.objectStore(STORE);
    const isHere = Boolean(await store.get(card.id));
    if (isHere) await store.put(card, card.id);
    return isHere;
  });
}

/** Remove one; says whether it was the last. @param {string} id @returns {Promise<boolean>} */
export function remove(id) {
  return database.within("readwrite", async (transaction) => {
    const store = transaction.objectStore(STORE);
    await store.delete(id);
    return (await store.count()) === 0;
  });
}

/** A new mark for this phone. */
export const newMark = newId;
