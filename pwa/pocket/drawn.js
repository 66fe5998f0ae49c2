// @ts-check
/** Put the right part on the page: what the server sent, the code form, the plan, or a view over it. */

import { become } from "./become.js";
import { canChange, drawChange } from "./change_pages.js";
import { VIEW as DAYS, pages } from "./daily.js";
import { today } from "./day.js";
import { canShowCopies, drawCopies, VIEW as COPIES } from "./plan_copies.js";
import { drawCard, drawEarly, drawSteps } from "./plan_pages.js";
import { draw } from "./plan_view.js";
import { fill } from "./policy.js";
import { lookPutOff, mayRemind, seeDue } from "./reminder.js";
import { copyOf } from "./sentences.js";
import { drawnAnew } from "./views.js";

/** @type {Record<string, typeof draw>} */
const VIEWS = { example: draw, steps: drawSteps, early: drawEarly, card: drawCard, [COPIES]: drawCopies };
const OWN = new Set(["code", "removed", "install"]);

/** The view of the numbers alone, which stand in the page. */
export const NUMBERS = "numbers";

/**
 * @typedef {object} Drawable everything that the renderer is given
 * @property {any} mine this phone's plan, or null
 * @property {any} example the invented plan, or null
 * @property {any} materials sections, catalogue and lines
 * @property {{tag: string, name: string}[]} languages
 * @property {string} [leaving] why the plan gives way, when it does
 * @property {any} told state and readable, in words, and what was refused
 */

/**
 * Draw this phone's plan anew where it differs from what is there; folds that were open stay open, and a button keeps the focus.
 * @param {Drawable} page
 * @param {import("./plan_look.js").Said | null} [said] what was just done
 */
export function drawMine(page, said = null) {
  const { sections, catalogue } = page.materials;
  const place = part("plan");
  const focused = document.activeElement;
  const fresh = document.createElement("div");
  fill(fresh, draw(page.mine, sections, catalogue, { ...options(page, "pocket", page.mine.slot), mayRemind: mayRemind(), put_off: lookPutOff(), said }));
  for (const fold of opened(place)) fresh.querySelector(fold)?.setAttribute("open", "");
  if (place.firstElementChild && fresh.firstElementChild) become(place.firstElementChild, fresh.firstElementChild);
  else place.replaceChildren(...fresh.childNodes);
  seeDue(place);
  if (focused && !focused.isConnected) drawnAnew(focused)?.focus({ preventScroll: true });
}

/**
 * Whether a view can be shown with what is here.
 * @param {Drawable} page
 * @param {import("./views.js").View} view
 */
export function canShow(page, { name, of }) {
  const isExample = name === "example" || of === "example";
  if (name === "removed") return Boolean(page.leaving);
  if (name === "" || OWN.has(name)) return true;
  if (name === NUMBERS) return Boolean(page.mine);
  if (kindOf(name) === COPIES) return Boolean(page.mine) && canShowCopies(page.mine, name, today());
  if (kindOf(name) === DAYS) return Boolean(page.mine && pages.draw);
  if (name in VIEWS) return Boolean(isExample ? page.example : page.mine);
  return Boolean(page.mine) && canChange(page.mine, page.materials.sections, name);
}

/** What is left of a view's name without what it is about. @param {string} name */
const kindOf = (name) => name.split("-")[0];

/**
 * @param {Drawable} page
 * @param {import("./views.js").View} view
 * @param {Record<string, any>} [changing] what the changing views need
 */
export function show(page, { name, of, index }, changing = {}) {
  const isExample = name === "example" || of === "example";
  const drawView = (kindOf(name) === DAYS ? pages.draw ?? undefined : VIEWS[kindOf(name)]) ?? (["", NUMBERS, ...OWN].includes(name) ? undefined : drawChange);
  if (drawView) {
    const plan = isExample ? page.example : page.mine;
    const { sections, catalogue } = page.materials;
    const more = { ...changing, index, showAvoid: index > 0 };
    draws(name, drawView(plan, sections, catalogue, { ...options(page, isExample ? "example" : "pocket", plan.slot), ...more }));
  }
  if (name === "example") part("view").append(copyOf("example_close"));
  lay(name, Boolean(drawView));
}

/** Where a view of that name stands already, only what differs in it is drawn. @param {string} name @param {string} html */
function draws(name, html) {
  const view = part("view");
  const fresh = document.createElement("div");
  fill(fresh, html);
  const [old, now] = [view.firstElementChild, fresh.firstElementChild];
  if (old && now && view.querySelector(`[data-name="${CSS.escape(name)}"]`)) become(old, now);
  else view.replaceChildren(...fresh.childNodes);
}

/**
 * Show one part of the page and hide the others.
 * @param {string} name
 * @param {boolean} isView whether it is drawn over the plan
 */
function lay(name, isView) {
  const hasPlan = part("plan").childElementCount > 0;
  const isOwn = OWN.has(name);
  const isNumbers = name === NUMBERS;
  part("view").hidden = !isView;
  part("plan").hidden = isView || isOwn || isNumbers || !hasPlan;
  part("shell").hidden = isView || !part("plan").hidden;
  part("home").hidden = isOwn;
  part("home").classList.toggle("pp-only-numbers", isNumbers);
  part("back-to-plan").hidden = !isNumbers;
  for (const own of OWN) {
    const place = document.getElementById(own);
    if (place) place.hidden = own !== name;
  }
}

/**
 * What opens the folds that are open, to find them again in a plan that is drawn anew.
 * @param {Element} place
 */
function opened(place) {
  return [...place.querySelectorAll("details[open]")].map((fold) => {
    const named = ["data-section", "data-entry"].find((name) => fold.hasAttribute(name));
    const value = CSS.escape(fold.getAttribute(named ?? "") ?? "");
    return named ? `details[${named}="${value}"]` : `details.${[...fold.classList].map(CSS.escape).join(".")}`;
  });
}

/**
 * @param {Drawable} page
 * @param {"pocket" | "example"} view
 * @param {string} [slot]
 */
export function options({ materials, languages, told }, view, slot) {
  return { view, lines: materials.lines, languages, slot, hour: new Date().getHours(), today: today(), ...told };
}

/** @param {string} id */
const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
