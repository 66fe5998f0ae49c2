// @ts-check
/** A copy's link, `<base url>/s/<id>#<key>`: taken apart, and kept for this tab so that a reload works. */

// 16 and 32 bytes in base64url: the last letter holds bits that are zero.
const ID = "[A-Za-z0-9_-]{21}[AQgw]";
const KEY = "[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]";
const ANYWHERE = new RegExp(`/s/(${ID})#(${KEY})(?![A-Za-z0-9_-])`);
const WHOLE_COPY = /\/s\/#([0-9]{40,4096})(?![0-9])/; // of a code that holds all of it
const ADDRESS = new RegExp(`^/s/(${ID})$`);
const WHOLE_KEY = new RegExp(`^${KEY}$`);

/** @typedef {{id: string, key: string}} Link */

/** Whether what this phone keeps is asked for, although this tab may hold a code with a whole copy. */
export const isList = () => new URLSearchParams(location.search).has("list");

/** The id in an address of ours; null when it can't be one. @param {string} path */
export const idOf = (path) => ADDRESS.exec(path)?.[1] ?? null;

/** @param {string} text */
export const isKey = (text) => WHOLE_KEY.test(text);

/**
 * The first link in a text that was pasted, such as a whole message; null when there is none.
 * @param {string} text
 * @returns {Link | null}
 */
export function linkIn(text) {
  // A mail program may have broken it into lines.
  const joined = text.replace(/\s+/g, "");
  const [, id, key] = ANYWHERE.exec(text) ?? ANYWHERE.exec(joined) ?? [];
  if (id) return { id, key };
  const digits = WHOLE_COPY.exec(joined)?.[1];
  return digits ? { id: "", key: digits } : null;
}

/** @param {Link} link */
export const linkOf = ({ id, key }) => `${location.origin}/s/${id}#${key}`;

/** @param {string} id */
const address = (id) => `/s/${id}`;

/** What `take_key.js` took out of the address bar; null when nothing was there in this tab. @param {string} id */
export function takenKey(id) {
  return recall("key", id) ?? (history.state?.key || null);
}

/** Keep something of a copy in this tab. @param {"key" | "rev" | "passcode"} what @param {string} id @param {string} value */
export function keepHere(what, id, value) {
  within(() => sessionStorage.setItem(`${what} ${address(id)}`, value));
}

/** @param {"key" | "rev" | "passcode"} what @param {string} id */
export function recall(what, id) {
  return within(() => sessionStorage.getItem(`${what} ${address(id)}`));
}

/** Go to a copy; the key is not in the address. @param {Link} link */
export function open({ id, key }) {
  keepHere("key", id, key);
  if (recall("key", id) !== key) location.assign(`${address(id)}#${key}`); // no storage: `take_key.js` knows another way
  else if (isList()) location.assign(address(id));
  else if (location.pathname === address(id)) location.reload();
  else location.assign(address(id) + location.search);
}

/**
 * A browser may refuse storage; then a reload asks for the link again.
 * @template T
 * @param {() => T} use
 * @returns {T | null}
 */
function within(use) {
  try {
    return use();
  } catch {
    return null;
  }
}
