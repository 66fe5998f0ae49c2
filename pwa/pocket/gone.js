// @ts-check
/** The plan is no longer in this browser: what is left of its lock goes, and the server and the other tabs hear of it. */

import { hasCards } from "./card_cache.js";
import { forget, forgetLock } from "./pin.js";
import { drop, remember } from "./remembered.js";
import { send } from "./requests.js";

/** There is nothing to answer with any more, unless copies of others' plans are kept here. */
export async function endWorker() {
  if (await hasCards()) return;
  const registrations = (await navigator.serviceWorker?.getRegistrations().catch(() => [])) ?? [];
  await Promise.all(registrations.map((one) => one.unregister()));
}

/** Once nothing of the plan is kept any more. @param {boolean} isSealed words that were not sent are, under its PIN */
export async function tellGone(isSealed) {
  if (!isSealed) {
    forgetLock();
    forget();
  }
  // The cookie of a phone that was taken off opens nothing; what can't be reached now forgets it another time.
  await send("/api/devices/forget", {}).catch(() => undefined);
  remember("gone", "1"); // `hide.js` hears it in every tab
  drop("gone");
}
