// @ts-check
/** The crisis lines and the emergency number on the page, changed in place for another country. */

import { filled } from "./sentences.js";

/**
 * Show a country's lines (the JSON of `/lines/<country>.json`).
 * @param {any} lines
 */
export function showLines({ first: { call, text }, emergency }) {
  show("call", call, call && `tel:${digits(call.number)}`);
  show("text", text, text && `sms:${digits(text.number)}${text.keyword ? `?&body=${encodeURIComponent(text.keyword)}` : ""}`);
  show("emergency", emergency, `tel:${digits(emergency.number)}`);
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
  part(item, "number").textContent = line.number;
  part(item, "origin").textContent = [line.source_note, line.check_note].filter(Boolean).join(" · ");
}

/** @param {string} number */
const digits = (number) => number.replace(/[^+\d]/g, "");

/**
 * @param {Element} item
 * @param {string} name
 */
const part = (item, name) => /** @type {HTMLElement} */ (item.querySelector(`[data-${name}]`));
