// @ts-check
/** Every line of a country with all that is known of it, on the page without a plan. */

import { origin, sms, tel, typed } from "./numbers.js";

/**
 * Show them all in the place of those that stand there (the JSON of `/lines/<country>.json`).
 * @param {any} all
 */
export function showEvery({ lines, emergency }) {
  const list = /** @type {HTMLElement} */ (document.getElementById("every-line"));
  const last = { ...emergency, name: emergency.label, voice: [emergency.number, ...(emergency.also ?? [])] };
  list.replaceChildren(...[...lines, last].map((line) => item(list.dataset, line)));
}

/**
 * One line with all its ways and all that is known of it, as the server draws it.
 * @param {DOMStringMap} words
 * @param {any} line
 */
function item(words, line) {
  const { name, voice = [], text = [], chat = [], hours, cost, languages = [], audience, where = [] } = line;
  const ways = [
    ...voice.map((/** @type {string} */ number) => link(words.call, tel(number), number)),
    ...text.map((/** @type {any} */ one) => link(words.text, sms(one), typed(one))),
    ...chat.map((/** @type {string} */ site) => link(words.chat, `https://${site}`, site)),
  ];
  const known = made("span", [hours, cost, ...languages, audience, ...where, origin(line)].filter(Boolean).join(" · "));
  known.className = "pp-quiet";
  return made("li", made("strong", name), ...ways.flatMap((way) => [" ", way]), known);
}

/** @param {string | undefined} way @param {string} address @param {string} number */
function link(way, address, number) {
  const digits = Object.assign(made("bdi", number), { dir: "ltr" });
  return Object.assign(made("a", `${way} `, digits), { href: address, className: "pp-link" });
}

/** @param {string} name @param {(string | Node)[]} inside */
function made(name, ...inside) {
  const element = document.createElement(name);
  element.append(...inside);
  return element;
}
