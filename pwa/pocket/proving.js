// @ts-check
/** A form that asks for the PIN once more on a page that is open: what is typed there never reaches the server. */

import { asBytes, stretched } from "./pin.js";
import { send, Trouble } from "./requests.js";

/** @type {{secret: string, proof: string} | null} */
let shown = null;

/** What showed on this page that it is the owner; null where words did, or nothing. */
export const lastShown = () => shown;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches("[data-prove]")) return;
  event.preventDefault();
  if (form.hasAttribute("aria-busy")) return;
  form.setAttribute("aria-busy", "true");
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("pin"));
  const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
  status.textContent = "";
  prove(form, field.value).then(() => form.dispatchEvent(new CustomEvent("proved"))).catch((trouble) => {
    if (!(trouble instanceof Trouble)) throw trouble;
    status.textContent = trouble.more?.detail ?? form.querySelector("[data-no-network]")?.textContent;
    field.select();
  }).finally(() => form.removeAttribute("aria-busy"));
});

/** @param {HTMLFormElement} form @param {string} typed */
async function prove({ dataset: { salt = "", rounds } }, typed) {
  const { secret, proof } = await stretched(typed, { salt: asBytes(salt), rounds: Number(rounds) });
  await send("/api/plans/mine/prove", { secret, proof });
  shown = { secret, proof };
}
