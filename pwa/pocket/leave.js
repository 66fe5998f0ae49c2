// @ts-check
/** After a plan was deleted, or taken off this device: nothing of it stays in this browser, whatever page it was done on. */

import { endWorker, tellGone } from "./gone.js";
import { openKept } from "./kept.js";
import { unsentOf } from "./records.js";

/** How many words are kept here that the server has not: sent later, refused, or still being typed. Fails when nobody can tell. */
export async function unsent() {
  const at = await (await openKept()).read();
  return at.unsent ?? unsentOf(at).length;
}

/** Clear what is kept here; copies of others' plans stay. @param {boolean} [isDeleted] then words that came meanwhile go, too */
export async function leave(isDeleted = false) {
  await endWorker();
  const kept = await openKept().catch(() => null);
  await (isDeleted ? kept?.clear() : kept?.leave());
  sessionStorage.clear();
  await tellGone(kept?.mode === "locked");
}
