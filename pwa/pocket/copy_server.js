// @ts-check
/** Ask the server for a copy, and hear what it says instead. */

const ANSWER_MS = 20_000;

/** What the page knows how to say; everything else is a trouble of the server's. */
const KNOWN = new Set(["not_found", "copy_expired", "copy_stopped", "not_to_keep", "passcode_needed", "passcode_wrong", "copy_paused", "too_many_requests"]);

/** The copy is not to be had any more, by this link or at all. */
const GONE = new Set(["not_found", "copy_expired", "copy_stopped"]);

/**
 * @typedef {object} Answer
 * @property {string} name `open`, a reason, `network` or `server`
 * @property {string} [copy] sealed
 * @property {string} [ended] the last day on which it opened
 * @property {string | null} [words] the owner's own about why it was stopped
 * @property {number} [left] tries of the passcode
 */

/** @param {Answer} answer */
export const isGone = ({ name }) => GONE.has(name);

/**
 * @param {string} id
 * @param {{proof: string, passcode?: string, keeping?: string}} shown
 * @returns {Promise<Answer>}
 */
export async function askOpen(id, shown) {
  const reply = await ask(`/api/copies/${id}/open`, "POST", shown);
  const said = await reply?.json().catch(() => null);
  if (!reply || (reply.ok && !said)) return { name: "network" }; // the connection broke off in the middle
  if (reply.ok) return { name: "open", copy: said.copy };
  return KNOWN.has(said?.reason) ? { ...said, name: said.reason } : { name: "server" };
}

/** This phone lets the copy go; when nobody hears it, the owner counts one phone too many. @param {string} id @param {{proof: string, keeping: string}} shown */
export async function letGo(id, { proof, keeping }) {
  await ask(`/api/copies/${id}/keeping`, "DELETE", { proof, keeping });
}

/**
 * @param {string} address
 * @param {string} method
 * @param {object} body
 * @returns {Promise<Response | null>} null: no answer
 */
function ask(address, method, body) {
  const headers = { "Content-Type": "application/json", "Accept-Language": document.documentElement.lang };
  const signal = AbortSignal.timeout?.(ANSWER_MS);
  return fetch(address, { method, headers, body: JSON.stringify(body), signal, keepalive: method === "DELETE" }).catch(() => null);
}
