// @ts-check
/** What lies in the database: each record's words apart from what may lie open, and the numbers of the outbox. */

/**
 * @typedef {string | Uint8Array} Words JSON, or that JSON sealed
 * @typedef {Record<string, Map<any, any>>} Stores every store's records by their keys
 * @typedef {Record<string, any> & {seq: number, revision: string}} Numbered
 */

/**
 * The stores with a person's words. `facts` also holds the `state`: the `mode`, the `outbox`'s id and `next` number,
 * how often an answer was `taken` in and which `plan` and `revision` that was, the `edition` that each write raises, and
 * whether the plan is `gone`: words that stay, or that another page writes after it, are what is left.
 */
export const STORES = ["facts", "pending", "refused", "drafts"];

/** What the keys of drafts begin with that are left of a plan before. */
export const LEFT = "left";

/** A new name for an outbox: 16 random bytes in hexadecimal. */
export function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Fill a new database.
 * @param {any} transaction
 */
export function begin(transaction) {
  return transaction.objectStore("facts").put(newState(), "state");
}

const newState = () => ({ mode: "open", outbox: newId(), next: 1, taken: 0, plan: null, revision: null, edition: 0 });

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
  await putAll(transaction, stores);
  return true;
}

/** @param {any} transaction @param {Stores} stores */
async function putAll(transaction, stores) {
  for (const name of STORES) {
    const store = transaction.objectStore(name);
    await store.clear();
    await Promise.all([...stores[name]].map(([key, record]) => store.put(record, key)));
  }
  await putState(transaction, stores.facts.get("state"));
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

/** All that the server has not: changes, and what is still being typed. @param {any} at as `Kept.read` gives it @returns {any[]} */
export const unsentOf = ({ pending, held, refused, drafts }) =>
  [...pending, ...(held ? [held] : []), ...refused.map((/** @type {any} */ { change }) => change), ...Object.values(drafts)];

/** The keys of what a plan before has left. @param {Record<string, any>} drafts */
export const leftIn = (drafts) => Object.keys(drafts).filter((key) => key.startsWith(LEFT));

/** The records of what the server has not. @param {Stores} stores */
export const unsentIn = ({ facts, pending, refused, drafts }) => [...only(facts, ["held"]).values(), ...pending.values(), ...refused.values(), ...drafts.values()];

/**
 * The plan is gone: of all records only unsent ones stay, with what opens them.
 * @param {any} transaction
 * @param {Words[]} going the words of unsent records that go too; what was written since they were read stays
 */
export async function leave(transaction, going) {
  const gone = new Set(going.map(String));
  const stay = (/** @type {Map<any, any>} */ store) => new Map([...store].filter(([, { words }]) => !gone.has(String(words))));
  const stores = await readAll(transaction);
  const { facts } = stores;
  const [held, pending, refused, drafts] = [only(facts, ["held"]), stores.pending, stores.refused, stores.drafts].map(stay);
  const state = facts.get("state");
  const isEmpty = !(held.size + pending.size + refused.size + drafts.size);
  const opening = only(facts, !isEmpty && state.mode === "locked" ? ["language", "country", "lock"] : []);
  const lock = opening.get("lock")?.value;
  if (lock) opening.set("lock", { value: { ...lock, face: undefined, shows: { person: "", steps: false } } });
  const now = isEmpty ? { ...newState(), edition: state.edition } : { ...state, outbox: newId(), taken: state.taken + 1, plan: null, revision: null };
  return putAll(transaction, { facts: new Map([["state", { ...now, gone: true }], ...held, ...opening]), pending, refused, drafts });
}

/** @param {Map<any, any>} facts @param {string[]} names */
const only = (facts, names) => new Map([...facts].filter(([name]) => names.includes(name)));

/**
 * What a plan left here that is gone waits for no server: it stands apart from what a new plan has to send.
 * @param {any} transaction
 */
export async function setAside(transaction) {
  const all = unsentIn(await readAll(transaction));
  for (const name of ["pending", "refused", "drafts"]) await transaction.objectStore(name).clear();
  await transaction.objectStore("facts").delete("held");
  for (const { words } of all) await transaction.objectStore("drafts").put({ words }, LEFT + newId());
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
