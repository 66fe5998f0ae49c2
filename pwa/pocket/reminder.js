// @ts-check
/** When to remind of the recovery code: on this phone, and for a month not after *Not now*. */

import { recall, remember } from "./remembered.js";

const MONTH_MS = 30 * 86_400_000;

/** Whether it is time. */
export function mayRemind() {
  const since = Date.now() - Number(recall("code"));
  return since < 0 || since > MONTH_MS; // a clock that was put back hides nothing for ever
}

/** Ask again in a month. */
export const remindLater = () => remember("code", String(Date.now()));
