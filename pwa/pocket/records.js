// @ts-check
/** What lies in the database: each record's words apart from what may lie open, and the numbers of the outbox. */

/**
 * @typedef {string | Uint8Array} Words JSON, or that JSON sealed
 * @typedef {Record<string, Map<any, any>>} Stores every store's records by their keys
 * @typedef {Record<string, any> & {seq: number, revision: string}} Numbered
 */

/**
 * The stores with a person's words. `facts` also holds the `state`: the `mode`, the `outbox`'s id and `next` number,
 * how often an answer was `taken` in and which `plan` and `revision` that was, and the `edition` that each write raises.
 */
export const STORES = ["facts", "pending", "refused", "drafts"];

/** A new name for an outbox: 16 random bytes in hexadecimal. */
export function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Fill a new database.
 * @param {any} transaction
 */
export function begin(transaction) {
  const state = { mode: "open", outbox: newId(), next: 1, taken: 0, plan: null, revision: null, edition: 0 };
  return transaction.objectStore("facts").put(state, "state");
}

/**
 * @param {any} transaction
 * @returns {Promise<Stores>}
 */
export async function readAll(transaction) {
  const stores = await Promise.all(STORES.map(async (name) => {
    const store = transaction.objectStore(name);
    const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
    return [name, new Map(keys.map((/** @type {any} */ key, /** @type {number} */ at) => [key, values[at]]))];
  }));
  return Object.fromEntries(stores);
}

/**
 * Put all records back, unless something was written since they were read.
 * @param {any} transaction
 * @param {Stores} stores
 * @param {number} edition that was read
 * @returns {Promise<boolean>}
 */
export async function replaceAll(transaction, stores, edition) {
  const now = await transaction.objectStore("facts").get("state");
  if (now.edition !== edition) return false;
  for (const name of STORES) {
    const store = transaction.objectStore(name);
    await store.clear();
    await Promise.all([...stores[name]].map(([key, record]) => store.put(record, key)));
  }
  await putState(transaction, stores.facts.get("state"));
  return true;
}

/**
 * @param {any} transaction
 * @param {any} state
 */
export function putState(transaction, state) {
  return transaction.objectStore("facts").put({ ...state, edition: state.edition + 1 }, "state");
}

/**
 * Put words behind what waits to be sent.
 * @param {any} transaction
 * @param {any} state
 * @param {Words} words
 * @returns {Promise<number>} their number
 */
export async function enqueue(transaction, state, words) {
  const seq = state.next;
  state.next += 1;
  await transaction.objectStore("pending").add({ words }, seq);
  return seq;
}

/**
 * Number what was held.
 * @param {any} transaction
 * @param {any} state
 * @returns {Promise<{words: Words, outbox: string, seq: number} | null>}
 */
export async function release(transaction, state) {
  const held = await takeHeld(transaction);
  return held && { ...held, outbox: state.outbox, seq: await enqueue(transaction, state, held.words) };
}

/**
 * @param {any} transaction
 * @param {string} [by] leaves what is held by another
 * @returns {Promise<{words: Words} | null>}
 */
export async function takeHeld(transaction, by) {
  const facts = transaction.objectStore("facts");
  const held = await facts.get("held");
  if (by && held?.by !== by) return null;
  await facts.delete("held");
  return held ?? null;
}

/**
 * Delete a record, unless other words were put in its place since it was read.
 * @param {any} transaction
 * @param {string} name of its store
 * @param {string} key
 * @param {{words: Words}} read
 */
export async function deleteSame(transaction, name, key, read) {
  const store = transaction.objectStore(name);
  const now = await store.get(key);
  if (now && String(now.words) === String(read.words)) await store.delete(key);
}

/**
 * Take what was answered out of the outbox; what was refused keeps its words.
 * @param {any} transaction
 * @param {string} outbox
 * @param {{seq: number, result: string, reason?: string}[]} results
 */
export async function settle(transaction, outbox, results) {
  const pending = transaction.objectStore("pending");
  for (const { seq, result, reason } of results) {
    const record = await pending.get(seq);
    if (record && result === "refused") {
      await transaction.objectStore("refused").put({ ...record, reason }, `${outbox}:${seq}`);
    }
    await pending.delete(seq);
  }
}

/**
 * Whether changes were made here that the server has not answered.
 * @param {any} transaction
 */
export async function hasUnsent(transaction) {
  const held = await transaction.objectStore("facts").count("held");
  return held + (await transaction.objectStore("pending").count()) > 0;
}

/**
 * The stores with some records with words made anew.
 * @param {Stores} stores
 * @param {string[] | null} which stores, or records of `facts`; null: all
 * @param {(record: any) => Promise<any>} remake
 * @returns {Promise<Stores>}
 */
export async function mapped(stores, which, remake) {
  const made = Object.entries(stores).map(async ([name, store]) => {
    const records = [...store].map(async ([key, record]) => {
      const isMeant = record.words !== undefined && (!which || which.includes(name === "facts" ? key : name));
      return [key, isMeant ? await remake(record) : record];
    });
    return [name, new Map(/** @type {[any, any][]} */ (await Promise.all(records)))];
  });
  return Object.fromEntries(await Promise.all(made));
}

/**
 * A change with its number.
 * @param {Record<string, any>} change
 * @param {string} outbox
 * @param {number} seq
 * @returns {Numbered}
 */
export function numbered(change, outbox, seq) {
  return { ...change, seq, revision: `${outbox}:${seq}` };
}

/**
 * A change in which other changes have new names, wherever it names one: `based_on`, `settles`, and all of `whole`.
 * @param {any} change
 * @param {Map<string, string>} names
 */
export function renamed(change, names) {
  return JSON.parse(JSON.stringify(change), (_key, value) => names.get(value) ?? value);
}
