// @ts-check
/** Become one more device of a plan: show a ticket, say the four digits, and wait until the owner has compared them. */

import { send, Trouble } from "./requests.js";

const LINK = /#add=([0-9a-f]{32})\.([\w-]{43})(?![\w-])/;
const AGAIN_MS = 2_000;

/**
 * The ticket in a text that holds an address, such as the one of this page or what was pasted.
 * @param {string} text
 * @returns {{ticket: string, secret: string} | null}
 */
export function ticketIn(text) {
  const [, ticket, secret] = LINK.exec(text) ?? [];
  return ticket ? { ticket, secret } : null;
}

/** The address that this page was opened with, if it holds a ticket, which goes from the address bar and the history at once. */
export function takeLink() {
  const { hash, pathname, search } = location;
  if (!ticketIn(hash)) return "";
  history.replaceState(null, "", `${pathname}${search}#code`);
  return hash;
}

/**
 * What the server gives to a device that was added.
 * @param {{ticket: string, secret: string}} shown
 */
export async function join({ ticket, secret }) {
  const { digits, token } = await send("/api/devices", { ticket, secret });
  showDigits(digits);
  try {
    for (;;) {
      const answer = await send("/api/devices/ready", { ticket, token }).catch(later);
      if (answer.removal_secret) return answer;
      await new Promise((done) => setTimeout(done, AGAIN_MS));
    }
  } finally {
    showDigits("");
  }
}

/** Without a connection it is asked again: the server says when it is too late. @param {unknown} trouble */
function later(trouble) {
  if (trouble instanceof Trouble && trouble.name === "network") return {};
  throw trouble;
}

/** @param {string} digits none: the form for words instead */
function showDigits(digits) {
  const place = /** @type {HTMLElement} */ (document.getElementById("adding"));
  const shown = /** @type {HTMLElement} */ (document.getElementById("adding-digits"));
  place.hidden = !digits;
  /** @type {HTMLElement} */ (document.getElementById("code-form")).hidden = Boolean(digits);
  shown.textContent = digits;
  if (digits) shown.focus();
}
