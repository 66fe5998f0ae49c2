// @ts-check
/** The page of an invitation: its secret leaves the address bar at once, and is sent only by a tap. */

import { send, Trouble } from "./requests.js";

const NAME = "invitation";
const secret = location.hash.slice(1);
if (secret) {
  sessionStorage.setItem(NAME, secret);
  history.replaceState(history.state, "", location.pathname);
}

addEventListener("click", async ({ target }) => {
  const button = target instanceof Element ? target.closest("[data-take-help]") : null;
  const said = document.querySelector("[data-help-said]");
  if (!(button instanceof HTMLButtonElement) || !(said instanceof HTMLElement)) return;
  button.disabled = true;
  try {
    const { slot } = await send("/api/helpers", { secret: sessionStorage.getItem(NAME) ?? "" });
    sessionStorage.removeItem(NAME);
    location.replace(`/${document.documentElement.lang}/${slot}/with`);
  } catch (error) {
    said.textContent = error instanceof Trouble && error.words ? error.words : said.dataset.away ?? "";
    said.hidden = false;
    button.disabled = false;
  }
});
