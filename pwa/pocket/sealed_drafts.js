// @ts-check
/**
 * What is typed at the desk and not saved yet stays in its tab. Under a PIN a sealed twin stands beside it: when the phone
 * locks, the clear words go and the twin stays, until the PIN opens this tab again.
 */

import { asBytes, asText, sealingOf, session } from "./pin.js";

const CLEAR = "kept:"; // as in `components/keeping/keeping.js`, and in `hide.js`
const SEALED = "sealed:";
const LEFT = "left"; // the clear words went: what is sealed is the newest

let isLeft = false;
addEventListener("left", () => (isLeft = true));

const named = (/** @type {string} */ start) => Object.keys(sessionStorage).filter((name) => name.startsWith(start)).map((name) => name.slice(start.length));

/** Keep the sealed twins as they should be. */
export async function sealDrafts() {
  const now = session();
  if (!now || isLeft) return;
  const sealing = sealingOf(now.key);
  for (const name of named(CLEAR)) {
    const text = sessionStorage.getItem(CLEAR + name) ?? "";
    const sealed = asText(await sealing.seal(text));
    if (sessionStorage.getItem(CLEAR + name) === text) sessionStorage.setItem(SEALED + name, sealed);
  }
  if (isLeft) return;
  const clear = named(CLEAR);
  for (const name of named(SEALED)) if (!clear.includes(name)) sessionStorage.removeItem(SEALED + name);
}

/** This tab locks: no typed words lie open in it. */
export function dropDrafts() {
  dispatchEvent(new Event("left"));
  const clear = named(CLEAR);
  if (!clear.length) return;
  for (const name of named(SEALED)) if (!clear.includes(name)) sessionStorage.removeItem(SEALED + name);
  for (const name of clear) sessionStorage.removeItem(CLEAR + name);
  sessionStorage.setItem(LEFT, "1");
}

/** The PIN has opened this tab again; says whether words came back. */
export async function bringDraftsBack() {
  const now = session();
  if (!now || !sessionStorage.getItem(LEFT)) return false;
  const sealing = sealingOf(now.key);
  let count = 0;
  for (const name of named(SEALED)) {
    const text = await sealing.unseal(asBytes(sessionStorage.getItem(SEALED + name) ?? "")).catch(() => null);
    if (text === null || sessionStorage.getItem(CLEAR + name)) continue;
    sessionStorage.setItem(CLEAR + name, text);
    count += 1;
  }
  sessionStorage.removeItem(LEFT);
  return count > 0;
}
