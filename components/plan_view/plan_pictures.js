// @ts-check
/** Pictures of what matters to a person: a quiet row of small ones, one of them large, and what can be done with it. */

import { act } from "./plan_look.js";
import { html } from "./plan_text.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {import("./plan_look.js").Look} Look */

/** The section that they belong to. */
export const PICTURED = "reasons";

/** What the name of the view of one begins with; its id follows. */
export const VIEW = "picture";

const MOST = 20; // as `pwa/plan/pictures.py`

/** @param {Look} c @returns {Json[]} */
const all = (c) => c.plan.pictures ?? [];

/** The row, nothing where there are none or nobody can bring them. @param {Look} c @param {Json} one */
export function pictures(c, one) {
  const isPhone = c.view === "pocket";
  const canShow = isPhone || c.options.pictures || c.view === "file";
  return one.id === PICTURED && canShow && all(c).length > 0
    && html`<ul class="pp-pictures">${all(c).map((picture) => html`<li>${isPhone ? act(c, VIEW, image(c, picture), "pp-picture", { "data-picture": picture.id })
      : html`<span class="pp-picture">${image(c, picture)}</span>`}</li>`)}</ul>`;
}

/** Where an address is known it stands there, in a file the picture itself; on a phone the page's script brings it, when it is to be seen. @param {Look} c @param {Json} picture */
function image(c, { id, words, picture }) {
  const { pictures: address } = c.options;
  const source = picture ? `data:image/webp;base64,${picture}` : address && `${address}/${id}`;
  return html`<img alt="${words || c.t("A picture")}"${source ? html` src="${source}"` : html` data-picture="${id}"`}>`;
}

/** The row with the way to one more. @param {Look} c @param {Json} one */
export function pictureList(c, one) {
  if (one.id !== PICTURED) return "";
  const isFull = all(c).length >= MOST;
  return html`<section class="pp-picture-list"><h2>${c.t("Pictures")}</h2>${pictures(c, one)}
    ${isFull ? html`<p>${c.t("There are 20 pictures already. Please delete one before you add another.")}</p>` : act(c, "add_picture", c.t("Add a picture"), "pp-button pp-wide")}
    <p class="pp-quiet">${c.t("They are only for you: no copy has them. Where and when a picture was taken is not kept.")}</p></section>`;
}

/** Whether there is a picture for a view of this name. @param {Json} plan @param {string} name */
export const canShowPicture = (plan, name) => (plan.pictures ?? []).some((/** @type {Json} */ { id }) => name === `${VIEW}-${id}`);

/** One picture, large. @param {Look} c @param {string} name of its view */
export function largePicture(c, name) {
  const picture = all(c).find(({ id }) => name === `${VIEW}-${id}`) ?? {};
  const { words = "" } = picture;
  const data = { "data-picture": picture.id };
  return html`<h1 tabindex="-1" data-focus class="pp-title">${words ? c.words(words) : c.t("A picture")}</h1><div class="pp-large">${image(c, picture)}</div>
    <form class="pp-form" data-form="${name}" novalidate><label for="pp-on-it">${c.t("What is on it?")}</label>
    <input id="pp-on-it" name="words" value="${words}" maxlength="200" autocomplete="off" dir="auto" aria-describedby="pp-problem">
    <p class="pp-quiet">${c.t("These words stand in for the picture where it can't be seen.")}</p><p id="pp-problem" class="pp-problem" role="alert"></p>
    ${act(c, "say_picture", c.t("Save"), "pp-button pp-main-button pp-wide", data)}</form>
    <div class="pp-rest">${act(c, "delete_picture", html`<span class="pp-row-words"><span class="pp-row-label">${c.t("Delete")}</span> <span class="pp-row-note">${
      c.t("The picture is gone for good, on all your devices.")}</span></span>`, "pp-line-row pp-delete", data)}</div>`;
}
