// @ts-check
/**
 * The keys of a copy, which follow from the one in its link, and what opening takes of a browser.
 *
 * Pure: no DOM, no network, no clock.
 */

const [PROOF, CONTENT] = ["pocket-plan copy proof 1", "pocket-plan copy content 1"].map((info) => new TextEncoder().encode(info));
const KEY_BYTES = 32;

/** A sealed copy that is not taken; `newer` says that a newer version of this page may well read it. */
export class Refused extends Error {
  /** @param {"encoding" | "parts" | "header" | "other_copy" | "older" | "tag" | "content" | "newer"} reason */
  constructor(reason) {
    super(reason);
    this.name = "Refused";
    this.reason = reason;
  }
}

/** Whether this browser has what opening takes. */
export function canUnseal() {
  try {
    return Boolean(globalThis.crypto?.subtle && new DecompressionStream("deflate-raw"));
  } catch {
    return false;
  }
}

/**
 * The bytes of base64url without padding, in its one right spelling (RFC 4648, 3.5).
 * @param {string} text
 */
export function bytesOf(text) {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) throw new Refused("encoding");
  const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
  if (textOf(bytes) !== text) throw new Refused("encoding");
  return bytes;
}

/** @param {Uint8Array} bytes */
const textOf = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/**
 * What follows from a copy's key (HKDF-SHA256 with an empty salt, RFC 5869).
 * @param {string} key as it stands in the link
 * @returns {Promise<{proof: string, content: CryptoKey}>} what shows the server that one has the key, and what opens the
 *   copy; the latter never leaves the browser
 */
export async function keysOf(key) {
  const bytes = bytesOf(key);
  if (bytes.length !== KEY_BYTES) throw new Refused("encoding");
  const secret = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveBits", "deriveKey"]);
  const from = (/** @type {BufferSource} */ info) => ({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info });
  const [proof, content] = await Promise.all([
    crypto.subtle.deriveBits(from(PROOF), secret, 8 * KEY_BYTES),
    crypto.subtle.deriveKey(from(CONTENT), secret, { name: "AES-GCM", length: 8 * KEY_BYTES }, false, ["decrypt"]),
  ]);
  return { proof: textOf(new Uint8Array(proof)), content };
}
