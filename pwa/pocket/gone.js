// @ts-check
/** The plan is no longer in this browser: what is left of its lock goes, and the server and the other tabs hear of it. */

import { forgetLock } from "./pin.js";
import { drop, remember } from "./remembered.js";
import { send } from "./requests.js";

/** Once nothing of the plan is kept any more. */
export async function tellGone() {
  forgetLock();
  // The cookie of a phone that was taken off opens nothing; what can't be reached now forgets it another time.
  await send("/api/devices/forget", {}).catch(() => undefined);
  remember("gone", "1"); // `hide.js` hears it in every tab
  drop("gone");
}
