// @ts-check
/** Open a plan on this phone with the words or numbers that its owner kept. */

import { keepTyped } from "./remembered.js";
import { send, Trouble } from "./requests.js";
import { sentence } from "./sentences.js";

/**
 * Bring the form to life.
 * @param {() => Promise<void>} opened what to do once this phone holds the plan
 */
export function startCode(opened) {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("code-form"));
  const field = /** @type {HTMLTextAreaElement} */ (document.getElementById("code-words"));
  const kept = keepTyped(field);
  let isSending = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    complain(field, "");
    try {
      await recover(field.value);
      kept.forget();
      field.value = "";
      await opened();
    } catch (trouble) {
      complain(field, words(trouble));
      field.focus();
    } finally {
      isSending = false;
    }
  });
}

/** @param {string} typed */
async function recover(typed) {
  if (!typed.trim()) throw new Trouble("code_empty");
  return send("/api/recovery", { code: typed });
}

/** @param {unknown} trouble */
function words(trouble) {
  if (!(trouble instanceof Trouble)) throw trouble;
  return trouble.words || sentence(trouble.name === "network" ? "code_network" : trouble.name);
}

/**
 * @param {HTMLTextAreaElement} field
 * @param {string} text
 */
function complain(field, text) {
  field.setAttribute("aria-invalid", String(Boolean(text)));
  /** @type {HTMLElement} */ (document.getElementById("code-error")).textContent = text;
}
