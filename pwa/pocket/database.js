// @ts-check
/** Write to IndexedDB and read it in whole transactions, whatever a phone's browser does to the database meanwhile. */

import { deleteDB, openDB } from "./idb.js";

const VERSION = 1;
const WAIT_MS = 3_000; // Safari's open() may stay without any answer

/**
 * Nothing could be kept or read: `full` there is no room left, `slow` the browser gives no answer, `locked` it takes
 * the person's own key first, `failed` anything else. What was kept before is as it was.
 */
export class Unkept extends Error {
  /**
   * @param {"full" | "slow" | "locked" | "failed"} reason
   * @param {unknown} [cause]
   */
  constructor(reason, cause) {
    super(reason, { cause });
    this.name = "Unkept";
    this.reason = reason;
  }
}

/** One database; its connection is opened when it is needed, and once more when it was lost. */
export class Database {
  /** @type {Promise<any> | null} */
  #opening = null;

  /**
   * @param {string} name
   * @param {string[]} stores
   * @param {(transaction: any) => unknown} begin fills the new database
   */
  constructor(name, stores, begin) {
    this.name = name;
    this.stores = stores;
    this.begin = begin;
  }

  /**
   * All of `work` is done, or nothing of it; it can run twice, so it may change nothing but the database.
   * @template T
   * @param {"readonly" | "readwrite"} mode
   * @param {(transaction: any) => T | Promise<T>} work waits for nothing but the database
   * @returns {Promise<T>}
   */
  async within(mode, work) {
    try {
      return await this.#attempt(mode, work);
    } catch (error) {
      if (!isLost(error)) throw asUnkept(error);
    }
    this.#forget();
    return this.#attempt(mode, work).catch((error) => {
      throw asUnkept(error);
    });
  }

  /** Delete it; another page that still has it open keeps that from happening for a moment only. */
  async remove() {
    (await this.#opening?.catch(() => null))?.close();
    this.#forget();
    await soon(deleteDB(this.name)).catch(() => undefined);
  }

  /**
   * @param {"readonly" | "readwrite"} mode
   * @param {(transaction: any) => any} work
   */
  async #attempt(mode, work) {
    const connection = await this.#open();
    // Strict: an answer means that it is on the disk, not on its way there.
    const transaction = connection.transaction(this.stores, mode, { durability: "strict" });
    transaction.done.catch(() => undefined);
    try {
      const result = await work(transaction);
      await transaction.done;
      return result;
    } catch (error) {
      abort(transaction);
      throw transaction.error ?? error;
    }
  }

  #open() {
    this.#opening ??= this.#connect().catch((error) => {
      this.#forget();
      throw error;
    });
    return this.#opening;
  }

  async #connect() {
    const opening = this.#request(VERSION).catch((error) => {
      // A later version only adds: what is here can still be read and written by this one.
      if (error.name === "VersionError") return this.#request();
      throw error;
    });
    return soon(opening).catch((error) => {
      opening.then((late) => late.close(), () => undefined);
      throw error;
    });
  }

  /** @param {number} [version] */
  async #request(version) {
    /** @type {any} */
    const connection = await openDB(this.name, version, {
      upgrade: (database, _before, _now, transaction) => {
        const missing = this.stores.filter((store) => !database.objectStoreNames.contains(store));
        for (const store of missing) database.createObjectStore(store);
        if (missing.length) this.begin(transaction);
      },
      blocking: () => {
        this.#forget();
        connection.close();
      },
      terminated: () => this.#forget(),
    });
    return connection;
  }

  #forget() {
    this.#opening = null;
  }
}

/** @param {any} transaction */
function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // it has ended already
  }
}

/**
 * Whether the connection was closed under it, so that nothing was written and a new one may do.
 * @param {any} error
 */
const isLost = (error) => error instanceof DOMException && error.name !== "QuotaExceededError";

/** @param {any} error */
function asUnkept(error) {
  if (error instanceof Unkept) return error;
  return new Unkept(error?.name === "QuotaExceededError" ? "full" : "failed", error);
}

/**
 * @template T
 * @param {Promise<T>} promise
 * @returns {Promise<T>}
 */
function soon(promise) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Unkept("slow")), WAIT_MS);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
