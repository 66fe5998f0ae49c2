// @ts-check
/** The page where a PIN is set, changed and taken away. What is typed there never reaches the server. */

import { finish } from "./finish.js";
import { keepFace, openHere, openServer, setPin, takePinAway } from "./locking.js";
import { keepOpen, plain, ROUNDS, session, weakness } from "./pin.js";
import { lastShown } from "./proving.js";
import { Trouble } from "./requests.js";

const place = () => /** @type {HTMLElement} */ (document.getElementById("lock"));
const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (place().querySelector(`[name="${name}"]`));
const said = (/** @type {string} */ name) => place().querySelector(`[data-said="${name}"]`)?.textContent ?? "";
/** Beside the button that was pressed. @type {HTMLElement | null | undefined} */
let status = null;
const say = (/** @type {string} */ text) => {
  if (status) status.textContent = text;
};

/** @type {Record<string, () => Promise<void>>} */
const ACTS = { set, choose, off };
let isBusy = false;

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest("#lock [data-lock]")) : null;
  if (!button || isBusy) return;
  isBusy = true;
  status = button.closest("section")?.querySelector("[role=status]");
  say(said("working"));
  ACTS[button.dataset.lock ?? ""]().catch((trouble) => say(words(trouble))).finally(() => (isBusy = false));
});
document.addEventListener("change", ({ target }) => {
  if (target === field("visible")) for (const name of ["pin", "again"]) field(name).type = field("visible").checked ? "text" : "password";
});
void showChosen();

/** What was chosen here before stands there. */
async function showChosen() {
  for (let tries = 0; !document.getElementById("lock") && tries < 600; tries += 1) await new Promise(requestAnimationFrame);
  const { lock } = await openHere().then((kept) => kept.read());
  if (!lock) return;
  field("seconds").value = String(lock.seconds);
  const person = place().querySelector(`[name="person"][value="${CSS.escape(lock.shows.person)}"]`);
  if (person instanceof HTMLInputElement) person.checked = true;
  field("steps").checked = lock.shows.steps;
}

async function set() {
  const pin = field("pin").value;
  const weak = weakness(plain(pin));
  if (weak) return say(said(weak));
  if (plain(pin) !== plain(field("again").value)) return say(said("differ"));
  const kept = await openHere();
  if (kept.isLocked) return say(said("locked"));
  await setPin(kept, pin, choices(), ROUNDS, lastShown());
  await show(kept);
  field("pin").value = field("again").value = "";
  location.reload(); // the page knows now that there is one
}

/** What the lock page shows, and when it comes: for a phone that has a PIN already. */
async function choose() {
  const kept = await openHere();
  const { lock } = await kept.read();
  const now = session();
  if (!lock || !now) return say(said("locked"));
  await kept.changeLock((before) => ({ ...before, ...choices() }));
  keepOpen({ ...now, seconds: choices().seconds });
  await openServer(); // it counts the same time
  await show(kept);
  say(said("chosen"));
}

async function off() {
  const kept = await openHere();
  if (kept.isLocked) return say(said("locked"));
  await takePinAway(kept);
  location.reload();
}

/** The lock page as it was chosen. @param {import("./kept.js").Kept} kept */
async function show(kept) {
  const at = await kept.read();
  await keepFace(kept, at, at.plan);
  await finish(kept);
}

function choices() {
  const person = place().querySelector('[name="person"]:checked');
  return {
    seconds: Number(field("seconds").value),
    shows: { person: person instanceof HTMLInputElement ? person.value : "", steps: field("steps").checked },
  };
}

/** @param {unknown} trouble */
const words = (trouble) => {
  if (!(trouble instanceof Trouble)) {
    say(said("failed"));
    throw trouble;
  }
  return trouble.words || said(trouble.name) || said("failed");
};
