// @ts-check
/** Where *Hide* leads in this browser; nobody else learns of it. */

const place = () => /** @type {HTMLElement} */ (document.getElementById("hiding"));
const field = () => /** @type {HTMLInputElement} */ (place().querySelector("[name=elsewhere]"));
const say = (/** @type {string} */ name) => {
  /** @type {HTMLElement} */ (place().querySelector("[role=status]")).textContent = place().querySelector(`[data-said="${name}"]`)?.textContent ?? "";
};

document.addEventListener("click", ({ target }) => {
  if (target instanceof Element && target.closest("[data-hiding]")) say(keep(field().value.trim()));
});
void showKept();

async function showKept() {
  for (let tries = 0; !document.getElementById("hiding") && tries < 600; tries += 1) await new Promise(requestAnimationFrame);
  try {
    field().value = localStorage.getItem("elsewhere") ?? "";
  } catch {
    say("failed");
  }
}

/** @param {string} address */
function keep(address) {
  if (address && !(URL.canParse(address) && new URL(address).protocol === "https:")) return "wrong";
  try {
    if (address) localStorage.setItem("elsewhere", address);
    else localStorage.removeItem("elsewhere");
  } catch {
    return "failed";
  }
  return "kept";
}
