// @ts-check
/** The crisis lines and the emergency number on the page, changed in place for another country. */

import { filled } from "./sentences.js";

/**
 * Show a country's lines (the JSON of `/lines/<country>.json`).
 * @param {any} all
 */
export function showLines({ first: { call, text, chat }, emergency }) {
  show("call", call, call && tel(call.number));
  show("text", text, text && sms(text));
  show("chat", chat, chat && `https://${chat.site}`);
  show("emergency", emergency, tel(emergency.number));
}

/**
 * @param {string} which
 * @param {any} line null: there is none in this country
 * @param {string} address
 */
function show(which, line, address) {
  const item = document.querySelector(`#numbers [data-line="${which}"]`);
  if (!(item instanceof HTMLElement)) return;
  item.hidden = !line;
  if (!line) return;
  part(item, "link").setAttribute("href", address);
  const words = part(item, "words");
  words.textContent = filled(words.dataset.words ?? "", { name: line.name ?? line.label });
  part(item, "number").textContent = line.number ? typed(line) : line.site;
  part(item, "origin").textContent = origin(line);
}

/** @param {any} line */
export const origin = ({ source_note, check_note }) => [source_note, check_note].filter(Boolean).join(" · ");

/** @param {string} number */
export const tel = (number) => `tel:${digits(number)}`;

/** A number, and the word that has to be sent to it: not every phone takes it over from a link. @param {{number: string, keyword?: string | null}} line */
export const typed = ({ number, keyword }) => (keyword ? `${number} (${keyword})` : number);

/** @param {{number: string, keyword?: string | null}} line */
export const sms = ({ number, keyword }) => `sms:${digits(number)}${keyword ? `?&body=${encodeURIComponent(keyword)}` : ""}`;

/** @param {string} number */
const digits = (number) => number.replace(/[^+\d]/g, "");

/**
 * @param {Element} item
 * @param {string} name
 */
const part = (item, name) => /** @type {HTMLElement} */ (item.querySelector(`[data-${name}]`));
