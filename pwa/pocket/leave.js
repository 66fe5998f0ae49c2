// @ts-check
/** After a plan was deleted: nothing of it stays in this browser either, whatever page it was deleted on. */

import { hasCards } from "./card_cache.js";
import { tellGone } from "./gone.js";
import { openKept } from "./kept.js";

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
