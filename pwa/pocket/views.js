// @ts-check
/** Move between the views of one page so that the phone's own Back works, with focus and scroll where one expects them. */

/**
 * @typedef {object} View
 * @property {string} name the address's fragment; empty for the first view
 * @property {string} of the view that it was opened over: empty, or `example`
 * @property {number} index which step
 * @property {number} depth how many views of ours lie before it in the history
 * @property {number} base the depth that closing it returns to
 * @property {string} under the name of the view that lies before it in the history
 */

/** @type {View} */
const FIRST = { name: "", of: "", index: 0, depth: 0, base: 0, under: "" };

// Each step is another view: its words come first, not the button that led away from it.
const TURNS = new Set(["next", "back"]);

// Views whose names say nothing of what a person looked at; all others have one and the same address in the history.
const PLAIN = new Set(["", "steps", "people", "code", "install", "example"]);
const addressOf = (/** @type {string} */ name) => `#${PLAIN.has(name) ? name : "view"}`;

export class Views {
  /** @param {(view: View) => void} show puts a view on the page */
  constructor(show) {
    this.show = show;
    /** @type {Map<number, {opener: Element | null, scroll: number}>} */
    this.left = new Map();
    history.scrollRestoration = "manual";
    addEventListener("popstate", () => this.render());
  }

  /** Show what the address names, without moving the focus: nobody has asked for a view yet. */
  start() {
    this.show(this.now);
  }

  /** @returns {View} */
  get now() {
    const { hash } = location;
    const { state } = history;
    return state && addressOf(state.name) === (hash || "#") ? state : { ...FIRST, name: hash.slice(1) };
  }

  /**
   * Open a view over this one.
   * @param {string} name
   * @param {Partial<View>} [more]
   */
  open(name, more = {}) {
    const { depth, name: under } = this.now;
    this.left.set(depth, { opener: document.activeElement, scroll: window.scrollY });
    history.pushState({ ...FIRST, name, under, base: depth, depth: depth + 1, ...more }, "", addressOf(name));
    this.render();
  }

  /** The view before this one. */
  back() {
    if (this.now.depth > 0) history.back();
    else this.first();
  }

  /** The view that this one was opened over, however many steps ago. */
  close() {
    const { depth, base } = this.now;
    if (depth > base) history.go(base - depth);
    else this.first();
  }

  /**
   * Another view in the place of this one.
   * @param {string} name
   */
  replace(name) {
    history.replaceState({ ...this.now, name }, "", addressOf(name));
    this.render();
  }

  /** The first view, in the place of this one. */
  first() {
    history.replaceState(FIRST, "", location.pathname + location.search);
    this.render();
  }

  /** Put the view that the address names on the page, the focus on its heading or where it was left. */
  render() {
    const { depth } = this.now;
    this.show(this.now);
    const left = this.left.get(depth);
    this.left.delete(depth);
    window.scrollTo(0, left?.scroll ?? 0);
    const heading = ["[data-focus]", "h1"].flatMap(allOf).find(isShown);
    if (heading && !heading.hasAttribute("tabindex")) heading.setAttribute("tabindex", "-1");
    const focused = [left?.opener, left?.opener && drawnAnew(left.opener), heading].find((one) => one && isShown(one));
    /** @type {HTMLElement | undefined} */ (focused)?.focus({ preventScroll: true });
  }
}

/**
 * The same button, where the page around it was drawn anew.
 * @param {Element} button
 * @returns {HTMLElement | undefined}
 */
export function drawnAnew(button) {
  const data = Object.entries(/** @type {HTMLElement} */ (button).dataset ?? {}).filter(([name]) => name !== "seen");
  if (TURNS.has(/** @type {HTMLElement} */ (button).dataset?.act ?? "")) return undefined;
  const isSame = (/** @type {HTMLElement} */ { dataset }) => data.length > 0 && data.every(([name, value]) => dataset[name] === value);
  return /** @type {HTMLElement[]} */ (allOf("[data-act], [data-draft]")).find((one) => isShown(one) && isSame(one));
}

/** @param {string} selector */
const allOf = (selector) => [...document.querySelectorAll(selector)];

/** @param {Element} element */
const isShown = (element) => element.isConnected && element.getClientRects().length > 0;
