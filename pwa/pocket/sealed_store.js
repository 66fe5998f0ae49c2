// @ts-check
/** Records whose words are sealed in the locked mode, and lie open in the open one. */

import { Database, Unkept } from "./database.js";
import * as records from "./records.js";

/**
 * @typedef {{seal: (text: string) => Promise<Uint8Array>, unseal: (bytes: Uint8Array) => Promise<string>}} Sealing
 * @typedef {import("./records.js").Stores} Stores
 * @typedef {import("./records.js").Words} Words
 */

const MATERIALS = "materials";
const AGAIN = Symbol("again");

/** The database of one phone, with the person's sealing where there is one. */
export class SealedStore {
  /** @type {"open" | "locked"} */
  mode = "open";
  #database;
  #sealing;

  /**
   * @param {string} name
   * @param {Sealing | null} sealing
   */
  constructor(name, sealing) {
    this.#sealing = sealing;
    this.#database = new Database(name, [...records.STORES, MATERIALS], records.begin);
  }

  /** Whether the words are sealed and there is nothing to open them with. */
  get isLocked() {
    return this.mode === "locked" && !this.#sealing;
  }

  /** The records as they lie there, of one moment; learns the mode, which another page may have changed. */
  async look() {
    const stores = await this.#database.within("readonly", records.readAll);
    this.mode = stores.facts.get("state").mode;
    return stores;
  }

  /**
   * The record under a key, if that is what it holds. It is opened before any transaction, which waits for nothing else.
   * @param {string} name of its store
   * @param {string} key
   * @param {any} value
   */
  async find(name, key, value) {
    const record = (await this.look())[name].get(key);
    return record && (await this.unpack(record)) === value ? record : null;
  }

  /**
   * Seal first, as a transaction waits for nothing but the database; then write.
   * @template T
   * @param {any[]} values
   * @param {(transaction: any, state: any, ...words: Words[]) => T | Promise<T>} work
   * @returns {Promise<T>}
   */
  async write(values, work) {
    const { mode } = this;
    const words = await Promise.all(values.map((value) => this.pack(value, mode)));
    const result = await this.#database.within("readwrite", async (transaction) => {
      const state = await transaction.objectStore("facts").get("state");
      if (state.mode !== mode) return AGAIN; // another page has locked or unlocked
      const done = await work(transaction, state, ...words);
      await records.putState(transaction, state);
      return done;
    });
    if (result !== AGAIN) return /** @type {T} */ (result);
    await this.look();
    return this.write(values, work);
  }

  /**
   * Make all records anew and put them back at once; from the start when something was written meanwhile.
   * @param {(stores: Stores) => Promise<Stores | null>} remake null leaves them
   */
  async rewrite(remake) {
    let isDone = false;
    while (!isDone) {
      const before = await this.look();
      const after = await remake(before);
      if (!after) return;
      const { edition } = before.facts.get("state");
      isDone = await this.#database.within("readwrite", (all) => records.replaceAll(all, after, edition));
    }
  }

  /**
   * Seal all words, from now on too.
   * @param {Sealing} sealing
   */
  async seal(sealing) {
    await this.#convert("locked", async (words) => (typeof words === "string" ? sealing.seal(words) : words));
    this.#sealing = sealing;
  }

  /**
   * Let all words lie open again.
   * @param {Sealing} sealing
   */
  async unseal(sealing) {
    await this.#convert("open", async (words) => (typeof words === "string" ? words : sealing.unseal(words)));
  }

  /** Delete all of it. */
  async clear() {
    await this.#database.within("readwrite", async (transaction) => {
      for (const name of transaction.objectStoreNames) await transaction.objectStore(name).clear();
      await records.begin(transaction);
    });
    this.mode = "open";
    await this.#database.remove();
  }

  /**
   * Delete all but unsent words, which stay as they lie there; so does what another page writes meanwhile.
   * @param {(value: any) => boolean} isToStay asked of what can be read here
   */
  async leave(isToStay) {
    const unsent = records.unsentIn(await this.look());
    const stays = await Promise.all(unsent.map((one) => this.isLocked || this.unpack(one).then(isToStay, () => true)));
    const going = unsent.filter((_, at) => !stays[at]).map(({ words }) => words);
    // The database itself stays: another page could write into it before it is gone.
    await this.#database.within("readwrite", async (transaction) => {
      await transaction.objectStore(MATERIALS).clear();
      await records.leave(transaction, going);
    });
    await this.look();
  }

  /**
   * What holds no words of the person is never sealed.
   * @param {any} materials
   */
  async putMaterials(materials) {
    await this.#database.within("readwrite", (all) => all.objectStore(MATERIALS).put(materials, "all"));
  }

  /** @returns {Promise<any>} */
  async materials() {
    return this.#database.within("readonly", (all) => all.objectStore(MATERIALS).get("all"));
  }

  /**
   * @param {"open" | "locked"} mode
   * @param {(words: Words) => Promise<Words>} convert
   */
  async #convert(mode, convert) {
    await this.rewrite(async (stores) => {
      const after = await records.mapped(stores, null, async ({ words, ...clear }) => ({
        ...clear,
        words: await convert(words),
      }));
      after.facts.set("state", { ...stores.facts.get("state"), mode });
      return after;
    });
    this.mode = mode;
  }

  /**
   * @param {any} value
   * @param {string} [mode]
   * @returns {Promise<Words>}
   */
  async pack(value, mode = this.mode) {
    const text = JSON.stringify(value);
    if (mode === "open") return text;
    if (!this.#sealing) throw new Unkept("locked");
    return this.#sealing.seal(text);
  }

  /** @param {{words: Words}} record */
  async unpack({ words }) {
    if (typeof words === "string") return JSON.parse(words);
    if (!this.#sealing) throw new Unkept("locked");
    return JSON.parse(await this.#sealing.unseal(words));
  }

  /**
   * @template T
   * @param {Iterable<[any, any]>} entries
   * @param {(key: any, value: any, record: any) => T} make
   * @returns {Promise<T[]>}
   */
  unpackAll(entries, make) {
    return Promise.all([...entries].map(async ([key, record]) => make(key, await this.unpack(record), record)));
  }
}
