// @ts-check
/**
 * What happened to the plan before, as far as this phone holds it, sealed like the plan itself.
 *
 * It belongs to one state of the plan, which a text names that the server sends with both (`happened`). When a newer plan
 * comes before its history does, that state stays beside it: nothing is walked back from another one.
 */

import * as records from "./records.js";

const ADDRESS = "/api/plans/mine/earlier";
const WAIT_MS = 30_000;

/** Its record, and that of the plan it belongs to, where that is no longer the newest one. */
export const NAMES = ["history", "history_plan"];

/** @typedef {{items: Record<string, any>[], devices: {id: string, name: string}[], more?: boolean, damaged?: boolean}} History items oldest first; more: older ones are not here */

export class KeptHistory {
  #store;
  /** @type {Set<string>} deleted entries whose words were looked for already */
  #forgotten = new Set();

  /** @param {import("./sealed_store.js").SealedStore} store */
  constructor(store) {
    this.#store = store;
  }

  /** @returns {Promise<{history: History, plan: any} | null>} with the plan that it belongs to; null: it is not here */
  async read() {
    const { facts } = await this.#store.look();
    const plan = facts.get("history_plan") ?? facts.get("plan");
    if (this.#store.isLocked || !plan || !facts.has("history")) return null;
    return { history: await this.#store.unpack(facts.get("history")), plan: (await this.#store.unpack(plan)).plan };
  }

  /** Ask the server for it, if it has more than what is here. @param {import("./outbox.js").Ask} ask */
  async bring(ask) {
    const { facts } = await this.#store.look();
    const { happened } = facts.get("state");
    if (this.#store.isLocked || !happened || facts.get("history")?.happened === happened) return;
    const { status, body } = await ask(ADDRESS, { method: "GET", signal: AbortSignal.timeout(WAIT_MS) });
    if (status === 200 && Array.isArray(body?.items)) await this.#put(body);
  }

  /** @param {History & {happened: string}} found of another state than the plan that is here: the next exchange brings both */
  async #put({ happened, ...history }) {
    await this.#store.write([history], async (transaction, state, words) => {
      if (state.happened !== happened) return;
      const facts = transaction.objectStore("facts");
      await facts.put({ words, happened }, "history");
      await facts.delete("history_plan");
      this.#forgotten.clear();
    });
  }

  /** Whether a plan lacks entries that the one before has: then words of them must not stay here. @param {any} plan */
  async lacks(plan) {
    const { facts } = await this.#store.look();
    if (!facts.has("history") || !facts.has("plan")) return false;
    const before = idsOf((await this.#store.unpack(facts.get("plan"))).plan);
    const now = idsOf(plan);
    return [...before].some((id) => !now.has(id));
  }

  /** Entries were deleted here: their words go at once. @param {string[]} entries */
  async forget(entries) {
    const gone = new Set(entries.filter((id) => !this.#forgotten.has(id)));
    const record = gone.size ? (await this.#store.look()).facts.get("history") : null;
    if (!record) return;
    const history = await this.#store.unpack(record);
    const items = history.items.filter((/** @type {any} */ { entry = "" }) => !gone.has(entry));
    await this.#store.write([{ ...history, items }], async (transaction, _state, words) => {
      const facts = transaction.objectStore("facts");
      const now = await facts.get("history");
      if (String(now?.words) !== String(record.words)) return; // another page has brought or cut it meanwhile
      await facts.put({ ...now, words }, "history");
      if (await facts.get("history_plan")) for (const name of NAMES) await facts.delete(name);
    });
    for (const id of gone) this.#forgotten.add(id);
  }
}

/**
 * Before another plan is put in the place of the one that is here.
 * @param {any} facts the store of them, in a transaction
 * @param {any} state
 * @param {{happened?: string}} plan
 * @param {boolean} isCut whether nothing of the history may stay
 */
export async function giveWay(facts, state, { happened }, isCut) {
  const history = await facts.get("history");
  if (history && isCut) {
    for (const name of NAMES) await facts.delete(name);
  } else if (history && history.happened === state.happened && happened !== state.happened) await facts.put(await facts.get("plan"), "history_plan");
  state.happened = happened;
}

/**
 * Number changes that name each other, and put all of them or none behind what waits to be sent.
 * @param {import("./sealed_store.js").SealedStore} store
 * @param {Record<string, any>[]} changes each with a name of its own
 */
export async function appendAll(store, changes) {
  for (;;) {
    const { next, outbox } = (await store.look()).facts.get("state");
    const names = new Map(changes.map(({ revision }, at) => [revision, `${outbox}:${next + at}`]));
    const plain = changes.map(({ revision: _revision, ...change }) => records.renamed(change, names));
    const isDone = await store.write(plain, async (transaction, state, ...words) => {
      const isAsRead = state.outbox === outbox && state.next === next && !(await transaction.objectStore("facts").count("held"));
      for (const one of isAsRead ? words : []) await records.enqueue(transaction, state, one);
      return isAsRead;
    });
    if (isDone) return;
    await store.write([], records.release);
  }
}

/** @param {any} plan @returns {Set<string>} */
const idsOf = ({ sections }) => new Set(Object.entries(sections).flatMap(([section, entries]) => (Array.isArray(entries) ? entries.map(({ id }) => `${section} ${id}`) : [])));
