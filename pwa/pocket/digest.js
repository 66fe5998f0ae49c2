// @ts-check
/** A digest that both the phone and the server know. */

/** @param {string} text @returns {Promise<string>} SHA-256 (FIPS 180-4) in hexadecimal */
export async function sha256(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
