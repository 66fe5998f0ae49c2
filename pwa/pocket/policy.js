// @ts-check
/** The one way HTML, and the service worker, get into the page: a Trusted Types policy. */

const WORKER = "/service_worker.js";

const make = {
  createHTML: (/** @type {string} */ html) => html,
  createScriptURL: (/** @type {string} */ address) => {
    if (address !== WORKER) throw new TypeError("the only script to be loaded by its address is our worker");
    return address;
  },
};

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

/** The worker's address, in the form in which a browser takes it. */
export const workerAddress = () => policy.createScriptURL(WORKER);
