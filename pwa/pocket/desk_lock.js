// @ts-check
/** A page for sitting down locks as the phone's page does: when nobody used it for the time that the owner chose. */

import { hasLock, stayOpen, watch } from "./pin.js";

hasLock();
watch({ seconds: Number(new URL(import.meta.url).searchParams.get("seconds")), renew: stayOpen });
