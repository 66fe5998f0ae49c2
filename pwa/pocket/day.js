// @ts-check
/** The day, as the phone's own clock has it where the person is. */

/** Today, `YYYY-MM-DD`. */
export function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
