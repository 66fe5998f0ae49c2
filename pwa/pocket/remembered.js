// @ts-check
/** The few small things this browser remembers between visits; none is a word of the plan. */

/** @typedef {"place" | "language" | "name" | "install" | "code" | "lock" | "until" | "gone" | "elsewhere" | "look"} Name */

/** @type {Name[]} */
const FORGOTTEN = ["place", "name", "install", "code", "look", "elsewhere"];

/**
 * @param {Name} name
 * @returns {string | null}
 */
export function recall(name) {
  return within(() => localStorage.getItem(name));
}

/**
 * @param {Name} name
 * @param {string} value
 */
export function remember(name, value) {
  within(() => localStorage.setItem(name, value));
}

/** @param {Name} name */
export function drop(name) {
  within(() => localStorage.removeItem(name));
}

/** The owner's words were typed in this tab: *Hide* tells the server that they count no more. */
export const ownerWasShown = () => within(() => sessionStorage.setItem("shown", "1"));

/** What names this tab's tries to open a plan, until one succeeds: an answer that was lost leaves no second device behind. */
export function attempt() {
  const name = within(() => sessionStorage.getItem("attempt")) ?? crypto.getRandomValues(new Uint32Array(4)).join("-");
  within(() => sessionStorage.setItem("attempt", name));
  return { name, forget: () => within(() => sessionStorage.removeItem("attempt")) };
}

/** Nothing is remembered any more; but this browser goes on speaking the language that was chosen. */
export function forgetAll() {
  for (const name of FORGOTTEN) drop(name);
  within(() => void (document.cookie = "clock=; Max-Age=0; Path=/; SameSite=Strict")); // of own_day.js
}

/**
 * Keep a field's text over reloads of this tab until `forget` is called.
 * @param {HTMLTextAreaElement} field
 * @returns {{forget: () => void}}
 */
export function keepTyped(field) {
  field.value ||= within(() => sessionStorage.getItem(field.id)) ?? "";
  field.addEventListener("input", () => within(() => sessionStorage.setItem(field.id, field.value)));
  return { forget: () => within(() => sessionStorage.removeItem(field.id)) };
}

/**
 * A browser may refuse storage altogether; then nothing is remembered, and all else works.
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
