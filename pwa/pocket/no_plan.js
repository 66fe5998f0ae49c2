// @ts-check
/** The first page where there is no plan yet: the country's numbers. All else comes with the first tap that needs it. */

import { answerCountry, startCountry } from "./country.js";
import { load, wanted } from "./language.js";
import { sentence, tell, untell } from "./sentences.js";

const WHOLE = "./phone.js";
const SLOW_MS = 6_000;
const STAYS = new Set(["code", "example"]); // what an address can name

/** What was tapped while the rest could not be had. @type {HTMLElement | undefined} */
let tapped;
let tries = 0;

start();

async function start() {
  document.addEventListener("click", clicked); // before anything is waited for: who taps early is heard
  addEventListener("beforeinstallprompt", hush);
  if (location.hash || (await mayHavePlan())) return bringAll();
  const tag = wanted();
  if (tag) return load(tag);
  // Without a connection nothing is asked: the numbers that stand there stay.
  await startCountry().catch(() => undefined);
}

/** Whether this browser keeps something of ours although its cookie is gone; one that does not say may. */
async function mayHavePlan() {
  const found = await Promise.resolve(globalThis.indexedDB?.databases?.()).catch(() => null);
  return !found || found.some(({ name }) => name === "notes");
}

/** @param {MouseEvent} event */
function clicked(event) {
  const button = event.target instanceof Element ? event.target.closest("[data-act], [data-country]") : null;
  if (!(button instanceof HTMLElement)) return;
  event.preventDefault();
  const { act, country } = button.dataset;
  if (country) return answerCountry(country).catch(() => bringAll(button));
  return bringAll(act === "again" ? tapped : button);
}

/** @param {HTMLElement} [button] what to tap once more when all is here */
async function bringAll(button) {
  tapped = button ?? tapped;
  const slow = setTimeout(complain, SLOW_MS); // it may come all the same
  try {
    // A browser may remember that an address failed, and not ask there again.
    await import(tries ? `${WHOLE}?${tries}` : WHOLE);
  } catch {
    tries += 1;
    return (await isOutdated()) ? comeBack() : complain();
  } finally {
    clearTimeout(slow);
  }
  document.removeEventListener("click", clicked);
  removeEventListener("beforeinstallprompt", hush);
  untell();
  button?.click();
}

function complain() {
  tell(sentence("network"), ["again"]);
}

/** Whether the server is there and only this page's files are not, as a newer version has come; told apart once. */
async function isOutdated() {
  if (history.state?.hasComeBack) return false;
  const reply = await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(SLOW_MS) }).catch(() => null);
  return Boolean(reply?.ok);
}

/** Load this page anew, at what was wanted. */
function comeBack() {
  const act = tapped?.dataset.act ?? "";
  history.replaceState({ hasComeBack: true }, "", STAYS.has(act) ? `#${act}` : location.hash || location.pathname);
  location.reload();
}

/** Else the browser's own banner would lie over the first screen; it asks again where there is a plan. @param {Event} event */
function hush(event) {
  event.preventDefault();
}
