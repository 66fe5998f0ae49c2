// @ts-check
/**
 * Open a sealed copy: a compact JWE (RFC 7516) under a key that stands only in its link. Everything doubtful is refused.
 *
 * Pure: no DOM, no network, no clock.
 */

import { bytesOf, Refused } from "./copy_keys.js";

const IV_BYTES = 12; // RFC 7518, 5.3
const TAG_BYTES = 16;
const MOST_BYTES = 1_000_000; // a plan has 262,144 at most; what grows beyond this was not made by us
const NAMES = ["alg", "enc", "kid", "rev", "zip"];

const INSIDE = /^[1-9][0-9]{0,4095}$/;

/** Whether the fragment of a link may be a whole copy, as the codes have it that hold one. @param {string} text */
export const isInside = (text) => INSIDE.test(text);

/**
 * The copy inside a code: a number whose first byte is 1, as a number forgets zeros before it; then raw DEFLATE.
 * @param {string} digits
 * @returns {Promise<Record<string, any>>} it rejects with `Refused`
 */
export async function copyInside(digits) {
  const hex = isInside(digits) ? BigInt(digits).toString(16) : "";
  if (hex.length % 2 === 0 || hex[0] !== "1") throw new Refused("encoding");
  const packed = Uint8Array.from(hex.slice(1).match(/../g) ?? [], (byte) => parseInt(byte, 16));
  return { ...contentOf(parsed(await inflated(packed.buffer))), may_keep: false, is_inside: true };
}

/**
 * @param {string} sealed
 * @param {CryptoKey} key
 * @param {{id: string, least?: number}} asked which copy, and the revision that was read of it already
 * @returns {Promise<{rev: number, copy: Record<string, any>}>} it rejects with `Refused`
 */
export async function unseal(sealed, key, { id, least = 0 }) {
  const parts = typeof sealed === "string" ? sealed.split(".") : [];
  if (parts.length !== 5 || parts[1] !== "") throw new Refused("parts");
  const [head, , iv, words, tag] = parts.map(bytesOf);
  if (iv.length !== IV_BYTES || tag.length !== TAG_BYTES) throw new Refused("parts");
  const { rev } = headerOf(head, id);
  if (rev < least) throw new Refused("older");
  const additionalData = new TextEncoder().encode(parts[0]);
  const both = new Uint8Array([...words, ...tag]);
  const packed = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, both).catch(() => {
    throw new Refused("tag");
  });
  return { rev, copy: contentOf(parsed(await inflated(packed))) };
}

/** @param {Uint8Array} bytes @param {string} id */
function headerOf(bytes, id) {
  const header = parsed(bytes);
  const isOurs = Object.keys(header).sort().join() === NAMES.join() && header.alg === "dir" && header.enc === "A256GCM" && header.zip === "DEF";
  if (!isOurs || !Number.isSafeInteger(header.rev) || header.rev < 0) throw new Refused("header");
  if (header.kid !== id) throw new Refused("other_copy");
  return header;
}

/** @param {Uint8Array} bytes @returns {Record<string, any>} */
function parsed(bytes) {
  try {
    const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // said below
  }
  throw new Refused("content");
}

/** Raw DEFLATE (RFC 1951), as far as it is of a size that a plan can have. @param {ArrayBuffer} packed */
async function inflated(packed) {
  const { readable, writable } = new DecompressionStream("deflate-raw");
  const [reader, writer] = [readable.getReader(), writable.getWriter()];
  for (const done of [writer.write(packed), writer.close()]) done.catch(() => undefined); // the reader hears of it
  const chunks = [];
  let size = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      chunks.push(next.value);
      size += next.value.length;
      if (size > MOST_BYTES) throw new Refused("content");
    }
  } catch {
    reader.cancel().catch(() => undefined);
    throw new Refused("content");
  }
  const bytes = new Uint8Array(size);
  chunks.reduce((at, chunk) => (bytes.set(chunk, at), at + chunk.length), 0);
  return bytes;
}

/** @param {Record<string, any>} copy */
function contentOf(copy) {
  if (Number.isSafeInteger(copy.v) && copy.v > 1) throw new Refused("newer");
  const { sections } = copy.plan ?? {};
  const isWhole = copy.v === 1 && Array.isArray(copy.sections) && typeof sections === "object" && sections !== null
    && Object.values(sections).every(Array.isArray) && typeof copy.day === "string";
  if (!isWhole) throw new Refused("content");
  return copy;
}
