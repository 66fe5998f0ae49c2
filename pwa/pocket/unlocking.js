// @ts-check
/** The form of the lock page, and locking again when nobody uses the page. */

import { language, languages } from "./language.js";
import { gather } from "./materials.js";
import { openServer } from "./locking.js";
import { stayOpen, watch } from "./pin.js";
import { drawLock } from "./plan_pages.js";
import { fill } from "./policy.js";
import { Trouble } from "./requests.js";
import { filled, sentence } from "./sentences.js";

/** @typedef {import("./mine.js").Mine} Mine */

let isWatched = false;

/**
 * Listen to the form of the lock page.
 * @param {Mine} mine
 * @param {{opened: () => void, waits: () => void, ready: () => Promise<unknown>}} told `opened`: the plan is here; `waits`:
 *   the form is; `ready`: all was tried that could bring the plan without it
 * @returns {() => Promise<void>} shows the lock page, and hears whether the plan was taken off this phone
 */
export function startUnlocking(mine, { opened, waits, ready }) {
  const open = async () => {
    await ready();
    const isHere = await mine.unlock(field().value);
    field().value = "";
    if (!isHere && !mine.at.isGone) await mine.exchange();
    opened();
  };
  document.addEventListener("submit", (event) => {
    if (!(event.target instanceof HTMLFormElement) || !event.target.matches("[data-unlock]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.target.hasAttribute("aria-busy")) return;
    const form = event.target;
    form.setAttribute("aria-busy", "true");
    say("");
    open().catch((trouble) => {
      say(words(trouble));
      field().select();
    }).finally(() => form.removeAttribute("aria-busy"));
  });
  return async () => {
    await show(mine);
    waits();
    if (mine.kept?.isLocked) await mine.exchange();
  };
}

/** Draw the lock page where none stands: the server asks for the PIN, and this phone has nothing. @param {Mine} mine */
async function show(mine) {
  const place = /** @type {HTMLElement} */ (document.getElementById("plan"));
  if (place.querySelector("[data-unlock]")) return;
  const { catalogue, lines } = await gather(language, mine.at.country ?? mine.place());
  fill(place, drawLock(catalogue, { view: "pocket", lines, languages: languages(), lock: mine.at.lock ?? {} }));
}

/** Lock when the page was not used for the time that its owner chose. What is being typed is kept, sealed, as it is typed. @param {Mine} mine */
export function watchOver(mine) {
  const seconds = mine.at.lock?.seconds;
  if (isWatched || !seconds) return;
  isWatched = true;
  watch({ seconds, renew: async (calls) => (await stayOpen(calls)) || ((await openServer()) && stayOpen(calls)) });
}

/** @param {unknown} trouble */
function words(trouble) {
  const { name = "", at = 0, words: said = "" } = /** @type {any} */ (trouble);
  if (!(trouble instanceof Trouble)) throw trouble;
  if (name !== "pin_wait") return said || sentence(name);
  const time = new Intl.DateTimeFormat(language, { timeStyle: "medium" }).format(at + 999);
  return filled(sentence(name), { time });
}

const field = () => /** @type {HTMLInputElement} */ (document.getElementById("pp-pin"));

const say = (/** @type {string} */ text) => {
  const place = document.getElementById("pp-unlock-said");
  if (place) place.textContent = text;
};
