// @ts-check
/** Open a plan on this phone with the recovery code that its owner kept, or as a device that another one adds. */

import { join, takeLink, ticketIn } from "./add.js";
import { complaint, helpWith } from "./code_help.js";
import { attempt, keepTyped, ownerWasShown } from "./remembered.js";
import { send, Trouble } from "./requests.js";
import { sentence } from "./sentences.js";

/**
 * Bring the form to life.
 * @param {(made: {removal_secret: string}) => Promise<void>} opened what to do once this phone holds the plan
 */
export function startCode(opened) {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("code-form"));
  const field = /** @type {HTMLTextAreaElement} */ (document.getElementById("code-words"));
  const kept = keepTyped(field);
  const section = /** @type {HTMLElement} */ (document.getElementById("code"));
  /** @param {string} text */
  const fill = (text) => ((field.value = text), field.dispatchEvent(new Event("input")));
  let isSending = false;
  helpWith(field, (text) => complain(field, text));

  /** @param {() => Promise<any>} bring */
  const run = async (bring) => {
    if (isSending) return;
    isSending = true;
    complain(field, "");
    try {
      const made = await bring();
      kept.forget();
      field.value = "";
      await opened(made);
    } catch (trouble) {
      if (trouble instanceof Trouble && trouble.name.startsWith("ticket_")) fill("");
      complain(field, words(trouble));
      field.focus();
      field.dispatchEvent(new Event("slipped"));
    } finally {
      isSending = false;
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run(() => recover(field.value));
  });
  const link = takeLink();
  if (link) fill(link);
  // Not before it is seen: this page may go away to come back in another language, and a ticket works once.
  new MutationObserver(() => !section.hidden && ticketIn(field.value) && run(() => recover(field.value))).observe(section, { attributeFilter: ["hidden"] });
}

/** @param {string} typed */
async function recover(typed) {
  if (!typed.trim()) throw new Trouble("code_empty");
  const ticket = ticketIn(typed);
  if (ticket) return join(ticket);
  const wrong = await complaint(typed);
  if (wrong) throw new Trouble("code", wrong);
  ownerWasShown();
  const { name, forget } = attempt();
  const made = await send("/api/recovery", { code: typed, attempt: name });
  forget();
  return made;
}

// Where the code form says it in its own way.
const OWN_WORDS = new Map([["network", "code_network"], ["not_allowed", "code_unknown"]]);

/** @param {unknown} trouble */
function words(trouble) {
  if (!(trouble instanceof Trouble)) throw trouble;
  const own = OWN_WORDS.get(trouble.name);
  return own ? sentence(own) : trouble.words || sentence(trouble.name);
}

/**
 * @param {HTMLTextAreaElement} field
 * @param {string} text
 */
function complain(field, text) {
  field.setAttribute("aria-invalid", String(Boolean(text)));
  /** @type {HTMLElement} */ (document.getElementById("code-error")).textContent = text;
}
