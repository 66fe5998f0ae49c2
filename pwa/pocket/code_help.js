// @ts-check
/** Help with typing a recovery code: what the word can become, what a slip was meant to be, and a file in place of typing. */

import { ticketIn } from "./add.js";
import { completions, faultOf, slip, wordsIn } from "./code_reading.js";
import { FOLDER } from "./cached_page.js";
import { filled, sentence } from "./sentences.js";

const MOST_BYTES = 10_000;

/** The words that codes are made of; fetched when someone is about to type one. @type {Promise<string[]> | null} */
let list = null;

/** Empty where it can't be had: then a code is typed without help, and the server says what is wrong. */
function words() {
  list ??= fetched().catch(() => ((list = null), []));
  return list;
}

/** @returns {Promise<string[]>} */
async function fetched() {
  const reply = await fetch(`${FOLDER}/words.txt`);
  if (!reply.ok) throw new Error(`${reply.status} for the words of codes`);
  return (await reply.text()).trim().split(/\s+/);
}

/** What is wrong with a code, in words; empty: nothing that can be told without the server. @param {string} typed */
export async function complaint(typed) {
  const fault = await faultOf(typed, await words());
  return fault ? filled(sentence(fault.name), fault.values ?? {}) : "";
}

/**
 * @param {HTMLTextAreaElement} field
 * @param {(words: string) => void} complain
 */
export function helpWith(field, complain) {
  const offers = part("code-offers");
  const offer = async () => {
    const known = ticketIn(field.value) ? [] : await words();
    const at = document.activeElement === field ? field.selectionStart : -1;
    const { from, words: ends } = completions(field.value, at, known);
    const slipped = slip(field.value, at, known);
    const put = ends.map((word) => button(word, word, from, field));
    if (!put.length && slipped) put.push(button(filled(sentence("code_slip"), { word: slipped.word }), slipped.word, slipped.from, field));
    offers.replaceChildren(...put);
  };
  part("code").addEventListener("focusin", () => void words());
  for (const kind of ["input", "focus", "blur", "keyup", "pointerup", "slipped"]) field.addEventListener(kind, () => void offer());
  // Else the field would lose the focus and the phone's keyboard would go, and what was meant to be tapped with it.
  offers.addEventListener("pointerdown", (event) => event.preventDefault());
  choosing(field, complain);
}

/**
 * A word in the place of what was typed, when it is tapped.
 * @param {string} text @param {string} word @param {import("./code_reading.js").Typed} from @param {HTMLTextAreaElement} field
 */
function button(text, word, { start, end }, field) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "pp-button";
  made.textContent = text;
  made.dir = "auto";
  made.addEventListener("click", () => {
    const isLast = !field.value.slice(end).trim();
    field.setRangeText(isLast ? `${word} ` : word, start, isLast ? field.value.length : end, "end");
    field.focus();
    field.dispatchEvent(new Event("input"));
  });
  return made;
}

/** A file that was saved when the code was made. @param {HTMLTextAreaElement} field @param {(words: string) => void} complain */
function choosing(field, complain) {
  const chooser = /** @type {HTMLInputElement} */ (part("code-file"));
  part("code-choose").addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", async () => {
    const [file] = chooser.files ?? [];
    const text = file && file.size <= MOST_BYTES ? await file.text().catch(() => "") : "";
    chooser.value = "";
    if (!file) return;
    if (!wordsIn(text).length && !/\p{Nd}/u.test(text)) return complain(sentence("code_file"));
    field.value = text.trim();
    complain("");
    field.dispatchEvent(new Event("input"));
    /** @type {HTMLElement} */ (field.form?.querySelector("[type=submit]")).focus();
  });
}

/** @param {string} id */
const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
