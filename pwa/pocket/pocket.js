// @ts-check
/** Bring the phone's page to life: draw the plan, open its views, and lead to a plan where there is none yet. */

import { startCode } from "./code.js";
import { answerCountry, answeredCountry, startCountry } from "./country.js";
import { canShow, drawMine, show } from "./drawn.js";
import { choose, language, languages, speaksAnother } from "./language.js";
import { send, Trouble } from "./requests.js";
import { sentence, tell, untell } from "./sentences.js";
import { fetchExample, fetchMine, setting } from "./sources.js";
import { Views } from "./views.js";

const facts = /** @type {HTMLElement} */ (document.getElementById("facts")).dataset;

const page = {
  languages,
  lines: /** @type {any} */ (null),
  mine: /** @type {any} */ (null),
  example: /** @type {any} */ (null),
  sections: /** @type {any} */ (null),
  catalogue: /** @type {any} */ (null),
  hasGone: false,
  turnedAt: -Infinity,
  drawn: "",
  /** What *Try again* repeats. @type {() => unknown} */
  again: openMine,
};

// A hand that shakes taps twice: a step must not be passed over unseen.
const DOUBLE_TAP_MS = 350;
const TURNS = new Set(["next", "back"]);

const views = new Views((view) => (canShow(page, view) ? show(page, view) : views.first()));

/** @type {Record<string, (button: HTMLElement) => unknown>} */
const ACTS = {
  make,
  again: () => page.again(),
  code: () => views.open("code"),
  example: openExample,
  steps: () => over("steps"),
  early: () => over("early"),
  card: () => over("card"),
  "card-avoid": () => further("card"),
  next: () => further("steps"),
  back: () => views.back(),
  close: () => views.close(),
  language: ({ dataset }) => choose(dataset.language ?? language),
};

start();

function start() {
  if (speaksAnother()) return;
  document.addEventListener("click", clicked);
  addEventListener("pageshow", (event) => event.persisted && cameBack());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && lookAgain());
  addEventListener("online", () => facts.hasPlan && !page.mine && openMine());
  startCode(async () => {
    facts.hasPlan = "yes";
    await openMine();
    views.first();
  });
  // Without a connection nothing is asked: the numbers that stand there stay.
  if (!facts.hasPlan) startCountry().catch(() => undefined);
  return facts.hasPlan ? openMine() : views.start();
}

/** @param {MouseEvent} event */
function clicked(event) {
  const button = event.target instanceof Element ? event.target.closest("[data-act], [data-country]") : null;
  if (!(button instanceof HTMLElement)) return;
  event.preventDefault();
  const { act = "", country = "" } = button.dataset;
  if (TURNS.has(act)) {
    const isSecondTap = event.timeStamp - page.turnedAt < DOUBLE_TAP_MS;
    page.turnedAt = event.timeStamp;
    if (isSecondTap) return;
  }
  attempt(() => (act ? ACTS[act]?.(button) : answerCountry(country)), act === "again");
}

/**
 * @param {() => unknown} act
 * @param {boolean} isAgain so that what is repeated stays what it was
 */
async function attempt(act, isAgain) {
  try {
    await act();
  } catch (trouble) {
    if (!isAgain) page.again = act;
    explain(trouble);
  }
}

/** Fetch this phone's plan and draw it. When that fails, a plan that is drawn stays, and so do the numbers. */
async function openMine() {
  opening(true);
  try {
    const found = await fetchMine();
    if (speaksAnother(setting(found.mine, "language"))) return;
    Object.assign(page, found);
    drawAgain();
    untell();
    views.start();
  } catch (trouble) {
    page.again = openMine;
    if (!page.mine) explain(trouble);
  }
}

/** A phone that wakes shows who answers at this hour, and what was changed elsewhere; folds stay open when nothing did. */
async function lookAgain() {
  if (!page.mine) return;
  Object.assign(page, await fetchMine().catch(() => ({}))); // without a connection the plan that is drawn stays
  if (asDrawn() !== page.drawn) drawAgain();
}

const asDrawn = () => JSON.stringify([page.mine, new Date().getHours()]);

function drawAgain() {
  drawMine(page);
  page.drawn = asDrawn();
}

async function openExample() {
  Object.assign(page, await fetchExample());
  views.open("example");
}

/** Make a plan on the server, then go to its first questions. */
async function make() {
  if (page.hasGone) return;
  page.hasGone = true;
  const place = answeredCountry();
  try {
    await send("/api/plans", { language, ...(place && { region: place }) });
  } catch (trouble) {
    page.hasGone = false;
    if (trouble instanceof Trouble && trouble.name === "already_here") return openMine();
    throw trouble;
  }
  location.assign(`/${language}/start`);
}

/** The browser brought this page back as it was left: a plan may have been made or changed meanwhile. */
function cameBack() {
  if (page.mine) return openMine();
  if (page.hasGone) location.reload();
}

/** @param {string} name */
function over(name) {
  const { name: under, of } = views.now;
  views.open(name, { of: under === "example" ? under : of });
}

/** @param {string} name */
function further(name) {
  const { of, index, base } = views.now;
  views.open(name, { of, base, index: index + 1 });
}

/** @param {boolean} isGoing whether the plan is being fetched */
function opening(isGoing) {
  const words = document.getElementById("opening");
  if (words) words.hidden = !isGoing;
}

/** @param {unknown} trouble */
function explain(trouble) {
  if (views.now.name) views.first();
  if (!(trouble instanceof Trouble)) {
    tell(sentence("not_shown"), ["again"]);
    throw trouble;
  }
  opening(false);
  const isOut = ["no_plan", "not_allowed"].includes(trouble.name);
  if (isOut) startCountry().catch(() => undefined);
  tell(trouble.words || sentence(trouble.name), isOut ? ["code_button", "make_button"] : ["again"]);
}
