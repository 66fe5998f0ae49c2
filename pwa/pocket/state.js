// @ts-check
/** Which sentence says how safe the person's words are; the sentences stand in the page by these names. */

import { wordsOf } from "./plan_refused.js";

/**
 * @typedef {"not_saved" | "some_not_saved" | "some_not_done" | "not_connected" | "other_plan" | "waiting_for_signal" | "kept" | "waiting" | "saved_everywhere" | "saved"} StateName
 */

/**
 * @param {object} known
 * @param {readonly unknown[]} known.pending what the server has not answered yet, and what is not sent yet
 * @param {readonly {change: Record<string, any>}[]} known.refused what it refused and the person has not read
 * @param {import("./outbox.js").Outcome | null} [known.outcome] of the last exchange; null before the first
 * @param {number} [known.devices] that hold the plan
 * @param {boolean} [known.isKept] whether this phone keeps it
 * @returns {StateName}
 */
export function stateOf({ pending, refused, outcome = null, devices = 1, isKept = true }) {
  if (!isKept && pending.length) return "not_saved";
  if (refused.some(({ change }) => wordsOf(change).length)) return "some_not_saved";
  if (refused.length) return "some_not_done";
  if (outcome === "not_allowed") return "not_connected";
  if (outcome === "other_plan") return "other_plan";
  if (pending.length && outcome === "done") return "kept"; // nothing was in the way: it was not asked for yet
  if (pending.length) return outcome === null || outcome === "network" ? "waiting_for_signal" : "waiting";
  return devices > 1 ? "saved_everywhere" : "saved";
}
