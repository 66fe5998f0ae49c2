// @ts-check
/** When to remind of the recovery code, and of looking through the plan: on this phone, and not again after *Not now*. */

import { recall, remember } from "./remembered.js";

const MONTH_MS = 30 * 86_400_000;

/** Whether it is time for the code: for a month not after *Not now*. */
export function mayRemind() {
  const since = Date.now() - Number(recall("code"));
  return since < 0 || since > MONTH_MS; // a clock that was put back hides nothing for ever
}

/** Ask again in a month. */
export const remindLater = () => remember("code", String(Date.now()));

let putOff = recall("look") ?? ""; // as it was when this page was opened: a line that was seen stays until it is left
let due = "";

/** The day for a look that was seen before or put off. */
export const lookPutOff = () => putOff;

/** Not again for the look that is due. */
export function putOffLook() {
  putOff = due;
  remember("look", due);
}

const watch = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && remember("look", due));

/** Take note once the line of a look that is due was seen. @param {Element} place */
export function seeDue(place) {
  watch.disconnect();
  const line = /** @type {HTMLElement | null} */ (place.querySelector("[data-due]"));
  due = line?.dataset.due ?? "";
  if (line) watch.observe(line);
}
