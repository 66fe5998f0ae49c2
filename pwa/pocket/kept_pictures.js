// @ts-check
/**
 * The pictures that a phone keeps to be seen without signal: in a database of their own, as reading the plan must not wait for them.
 *
 * Each is a text (`data:`), sealed like all words of the locked mode. One that is not here is at the server.
 */

import { Database } from "./database.js";

const STORE = "pictures";

export class KeptPictures {
  #store;
  #database;

  /**
   * @param {string} name
   * @param {import("./sealed_store.js").SealedStore} store knows the mode, and seals
   */
  constructor(name, store) {
    this.#store = store;
    this.#database = new Database(`${name}-${STORE}`, [STORE], () => undefined);
  }

  /** @param {string} id @returns {Promise<string | null>} null: it is not here, or can't be read */
  async get(id) {
    const record = await this.#database.within("readonly", (all) => all.objectStore(STORE).get(id));
    return record ? this.#store.unpack(record).catch(() => null) : null;
  }

  /** @param {string} id @param {string} picture */
  async put(id, picture) {
    const { mode } = this.#store;
    const words = await this.#store.pack(picture, mode);
    await this.#database.within("readwrite", (all) => all.objectStore(STORE).put({ words }, id));
    await this.#store.look();
    if (this.#store.mode !== mode) await this.drop(id); // another page has locked meanwhile
  }

  /** Which of these are not here; all others go. @param {string[]} ids @returns {Promise<string[]>} */
  async keep(ids) {
    if (!ids.length) return this.#database.remove().then(() => []);
    const here = await this.#database.within("readonly", (all) => all.objectStore(STORE).getAllKeys());
    for (const id of here) if (!ids.includes(id)) await this.drop(id);
    return ids.filter((id) => !here.includes(id));
  }

  /** @param {string} id */
  async drop(id) {
    await this.#database.within("readwrite", (all) => all.objectStore(STORE).delete(id));
  }

  /** None stays, even where another page keeps the database from going. */
  async remove() {
    await this.#database.within("readwrite", (all) => all.objectStore(STORE).clear()).catch(() => undefined);
    await this.#database.remove();
  }
}
