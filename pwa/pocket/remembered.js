// @ts-check
/** The few small things this browser remembers between visits; none is a word of the plan. */

/**
 * @param {"place" | "language" | "name" | "install" | "code" | "look"} name
 * @returns {string | null}
 */
export function recall(name) {
  return within(() => localStorage.getItem(name));
}

/**
 * @param {"place" | "language" | "name" | "install" | "code" | "look"} name
 * @param {string} value
 */
export function remember(name, value) {
  within(() => localStorage.setItem(name, value));
}

/** Nothing is remembered any more; but this browser goes on speaking the language that was chosen. */
export function forgetAll() {
  for (const name of ["place", "name", "install", "code", "look", "elsewhere"]) within(() => localStorage.removeItem(name));
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
