// @ts-check
/** What the page of a copy shows: the copy itself, or what is to be said instead, with the numbers that always stand there. */

import { inPage } from "./card_materials.js";
import { showLines } from "./numbers.js";
import { drawCopy } from "./plan_copy.js";
import { languages } from "./language.js";
import { dayIn, translator } from "./plan_text.js";
import { fill } from "./policy.js";
import { copyOf, filled, hasSentence, sentence } from "./sentences.js";

/** @typedef {import("./card_materials.js").Materials} Materials */
/** @typedef {"offer" | "iphone" | "kept" | ""} Keeping what can be done about keeping */

const AT_MOST_MS = 100; // a page that nobody looks at is not painted
const MAY_HELP_AGAIN = new Set(["network", "server", "too_many_requests", "newer", "refused"]);
const MAY_HELP_PASTE = new Set(["no_key", "damaged", "refused", "not_found"]);

/** A day in words. @param {string} day `YYYY-MM-DD` */
const dayOf = (day) => dayIn(inPage().catalogue, day);

/**
 * @param {Record<string, any>} copy
 * @param {Materials} materials
 * @param {string} [from] when it was last known to be the newest; missing: it is
 */
export function showCopy(copy, { sections, catalogue, lines, elsewhere, phrases }, from) {
  const place = part("copy");
  const folds = () => [...place.querySelectorAll("details:not(.pp-written)")].map((fold) => /** @type {HTMLDetailsElement} */ (fold));
  const wereOpen = folds().map(({ open }) => open);
  fill(place, drawCopy(copy, sections, catalogue, { lines: lines ?? undefined, elsewhere, from, phrases, languages: languages() }));
  for (const [at, fold] of folds().entries()) fold.open = wereOpen[at] ?? false;
  part("passcode").hidden = true;
  say([]);
  part("shell").hidden = true;
  if (place.hidden) restSoon(place);
  place.hidden = part("phone").hidden = false;
}

/** What is asked of a reader is painted before all that lies below it is laid out. @param {HTMLElement} place */
function restSoon(place) {
  const show = () => delete place.dataset.first;
  place.dataset.first = "";
  requestAnimationFrame(() => setTimeout(show));
  setTimeout(show, AT_MOST_MS);
}

/**
 * Nothing of a copy is shown from here on.
 * @param {string} name of the sentence that says why
 * @param {{ended?: string, words?: string | null}} [more]
 */
export function showInstead(name, { ended = "", words = null } = {}) {
  clear();
  const known = hasSentence(name) ? name : "server";
  const text = (known === "copy_stopped" && words) || filled(sentence(known), { day: dayOf(ended) });
  say([text], MAY_HELP_AGAIN.has(known) ? ["again"] : []);
  part("paste").hidden = !MAY_HELP_PASTE.has(known);
  part("title").focus({ preventScroll: true });
}

/** Nothing of a copy is shown while it is asked for once more. */
export function showOpening() {
  clear();
  say([]);
}

/** The numbers beside what is said instead: those of where the reader is, never without that country's name. @param {any} lines */
export function showNumbers({ name, first, emergency }) {
  showLines({ first, emergency: { ...emergency, label: filled(sentence("emergency_in"), { country: name }) } });
  part("lines-too").hidden = !first.call && !first.text && !first.chat;
}

/** What was shown is gone from the page, not only out of sight. */
function clear() {
  part("copy").replaceChildren();
  for (const id of ["copy", "phone", "passcode", "paste", "kept", "what"]) part(id).hidden = true;
}

/**
 * Ask for the passcode, or say that no more tries are taken; what is kept stays there to be read, above the question.
 * @param {import("./copy_server.js").Answer} answer
 */
export function askPasscode({ name, left }) {
  const isKept = !part("copy").hidden;
  const isPaused = name === "copy_paused";
  const { tn } = translator(inPage().catalogue);
  say([sentence(isPaused ? name : isKept ? "passcode_again" : "passcode_needed")]);
  part("passcode").hidden = isPaused;
  part("shell").hidden = isPaused && isKept;
  const wrong = name !== "passcode_wrong" ? "" : left === undefined ? tn("That was not the passcode.", "That was not the passcode.", 1)
    : tn("That was not the passcode. {n} more try is left.", "That was not the passcode. {n} more tries are left.", left);
  complain("passcode", wrong);
  if (!isPaused && (!isKept || wrong)) field("passcode").focus();
}

/** @param {{id: string, name: string, until: string | null}[]} kept */
export function showList(kept) {
  clear();
  say(kept.length ? [] : [sentence("list_empty")]);
  part("kept-list").replaceChildren(...kept.map(entryOf));
  part("kept").hidden = !kept.length;
  part("paste").hidden = part("what").hidden = false;
}

/** @param {{id: string, name: string, until: string | null}} one */
function entryOf({ id, name, until }) {
  const [item, link, title] = ["li", "a", "strong"].map((tag) => document.createElement(tag));
  link.setAttribute("href", `/s/${id}`);
  title.textContent = name ? filled(sentence("plan_of"), { name }) : sentence("plan_of_someone");
  link.append(title);
  if (until) link.append(Object.assign(document.createElement("span"), { textContent: filled(sentence("until"), { day: dayOf(until) }) }));
  item.append(link);
  return item;
}

/** Offer what can be done about keeping. @param {Keeping} keeping @param {{told?: string, canPrint?: boolean}} [more] */
export function showKeeping(keeping, { told = "", canPrint = true } = {}) {
  for (const one of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-keep]"))) one.hidden = one.dataset.keep !== keeping;
  /** @type {HTMLElement} */ (document.querySelector("[data-print]")).hidden = !canPrint;
  part("keep-told").textContent = told && sentence(told);
}

/** @param {"passcode" | "paste"} form @param {string} text */
export function complain(form, text) {
  field(form).setAttribute("aria-invalid", String(Boolean(text)));
  part(`${form}-error`).textContent = text;
}

/** @param {"passcode" | "paste"} form */
export const field = (form) => /** @type {HTMLInputElement} */ (part(`${form}-typed`));

/** @param {string[]} texts @param {string[]} [buttons] */
function say(texts, buttons = []) {
  document.querySelector(".pp-late")?.remove();
  delete document.documentElement.dataset.soon;
  part("shell").hidden = false;
  const told = texts.map((text) => Object.assign(document.createElement("p"), { textContent: text, dir: "auto" }));
  part("said").replaceChildren(...told, ...buttons.map(copyOf));
  part("said").classList.toggle("pp-note", texts.length > 0);
}

/** Say something in the menu of languages, where one looks just now. @param {HTMLElement} button @param {string} text */
export function tellInMenu(button, text) {
  const list = /** @type {HTMLElement} */ (button.closest("ul"));
  const place = () => list.appendChild(document.createElement("li")).appendChild(document.createElement("p"));
  const told = list.querySelector("p") ?? Object.assign(place(), { role: "status" });
  told.textContent = text;
}

/** @param {string} id */
export const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
