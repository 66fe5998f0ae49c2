// @ts-check
/** Say one of the page's own sentences, which stand translated in its HTML. */

/** @param {string} name */
export function sentence(name) {
  return copyOf(name).textContent ?? "";
}

/**
 * Whether the page has a sentence of that name.
 * @param {string} name
 */
export function hasSentence(name) {
  return Boolean(name && stored(name));
}

/**
 * Fill in a sentence's `{placeholders}`.
 * @param {string} text
 * @param {Record<string, string>} values
 */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

/**
 * Say something above everything else, with buttons for what can be done next.
 * @param {string} text
 * @param {string[]} [buttons] names of stored buttons
 */
export function tell(text, buttons = []) {
  const words = document.createElement("p");
  words.textContent = text;
  notice().replaceChildren(words, ...buttons.map((button) => copyOf(button)));
  notice().scrollIntoView({ block: "nearest" });
}

/** Take it away again. */
export function untell() {
  notice().replaceChildren();
}

const notice = () => /** @type {HTMLElement} */ (document.getElementById("notice"));

/**
 * A sentence or a button as it stands in the page, to be put somewhere else.
 * @param {string} name an unknown one is a trouble of the server's
 */
export function copyOf(name) {
  return /** @type {Element} */ (/** @type {Element} */ (stored(name) ?? stored("server")).cloneNode(true));
}

/** @param {string} name */
const stored = (name) => document.querySelector(`#sentences [data-name="${CSS.escape(name)}"]`);
