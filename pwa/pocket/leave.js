// @ts-check
/** After a plan was deleted, or taken off this device: nothing of it stays in this browser, whatever page it was done on. */

import { hasCards } from "./card_cache.js";
import { tellGone } from "./gone.js";
import { openKept } from "./kept.js";

/** How many words are kept here that the server has not: sent later, refused, or still being typed. Fails when nobody can tell. */
export async function unsent() {
  const at = await (await openKept()).read();
  return at.unsent ?? at.pending.length + at.refused.length + Object.keys(at.drafts).length + Number(Boolean(at.held));
}

/** Clear what is kept, typed and waiting to be sent; copies of others' plans stay. */
export async function leave() {
  if (!(await hasCards())) {
    const registrations = (await navigator.serviceWorker?.getRegistrations().catch(() => [])) ?? [];
    await Promise.all(registrations.map((one) => one.unregister()));
  }
  const kept = await openKept().catch(() => null);
  await kept?.clear();
  sessionStorage.clear();
  await tellGone();
}
