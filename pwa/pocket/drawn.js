// @ts-check
/** Put the right part on the page: what the server sent, the code form, the plan, or a view over it. */

import { drawCard, drawEarly, drawSteps } from "./plan_pages.js";
import { draw } from "./plan_view.js";
import { fill } from "./policy.js";
import { copyOf } from "./sentences.js";

/** @type {Record<string, typeof draw>} */
const VIEWS = { example: draw, steps: drawSteps, early: drawEarly, card: drawCard };

/**
 * @typedef {object} Drawable everything that the renderer is given
 * @property {any} mine this phone's plan, or null
 * @property {any} example the invented plan, or null
 * @property {any} sections
 * @property {any} catalogue
 * @property {any} lines
 * @property {{tag: string, name: string}[]} languages
 */

/**
 * Draw this phone's plan anew; folds close.
 * @param {Drawable} page
 */
export function drawMine(page) {
  fill(part("plan"), draw(page.mine, page.sections, page.catalogue, options(page, "pocket", page.mine.slot)));
}

/**
 * Whether a view can be shown with what is here.
 * @param {Drawable} page
 * @param {import("./views.js").View} view
 */
export function canShow(page, { name, of }) {
  const isExample = name === "example" || of === "example";
  return name === "" || name === "code" || (name in VIEWS && Boolean(isExample ? page.example : page.mine));
}

/**
 * @param {Drawable} page
 * @param {import("./views.js").View} view
 */
export function show(page, { name, of, index }) {
  const isExample = name === "example" || of === "example";
  const drawView = VIEWS[name];
  if (drawView) {
    const plan = isExample ? page.example : page.mine;
    const more = { index, showAvoid: index > 0 };
    const given = { ...options(page, isExample ? "example" : "pocket", plan.slot), ...more };
    fill(part("view"), drawView(plan, page.sections, page.catalogue, given));
  }
  if (name === "example") part("view").append(copyOf("example_close"));
  part("view").hidden = !drawView;
  part("plan").hidden = Boolean(drawView) || name === "code" || !page.mine;
  part("shell").hidden = Boolean(drawView) || !part("plan").hidden;
  part("home").hidden = name === "code";
  part("code").hidden = name !== "code";
}

/**
 * @param {Drawable} page
 * @param {"pocket" | "example"} view
 * @param {string} [slot]
 */
function options({ lines, languages }, view, slot) {
  return { view, lines, languages, slot, hour: new Date().getHours() };
}

/** @param {string} id */
const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
