// @ts-check
/** The one way HTML gets into the page: a Trusted Types policy for what the renderer has escaped. */

const make = { createHTML: (/** @type {string} */ html) => html };

// Older engines have no Trusted Types: there the same strings pass as they are.
const policy = /** @type {any} */ (window).trustedTypes?.createPolicy("plan", make) ?? make;

/**
 * Fill an element with HTML that the renderer made.
 * @param {Element} element
 * @param {string} html
 */
export function fill(element, html) {
  element.innerHTML = policy.createHTML(html);
}
