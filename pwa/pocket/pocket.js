// @ts-check
/** Bring the phone's page to life: draw the plan, open its views, and lead to a plan where there is none yet. */

import { startAway } from "./away.js";
import { Changing } from "./changing.js";
import { startCode } from "./code.js";
import { answerCountry, answeredPlace, chooseAgain, startCountry } from "./country.js";
import { canShow, drawMine, NUMBERS, show } from "./drawn.js";
import { offerInstall, startInstall } from "./install.js";
import { choose, language, languages, load, soon, want, wanted } from "./language.js";
import { Mine } from "./mine.js";
import { answerInto, refreshNumbers, showNumbers } from "./numbers_view.js";
import { Offline } from "./offline.js";
import { countryOf, setting } from "./place.js";
import { startUnlocking, watchOver } from "./unlocking.js";
import { answers } from "./reach.js";
import { putOffLook, remindLater } from "./reminder.js";
import { copyWords, GivingWay } from "./removed.js";
import { VIEW as COPIES } from "./plan_copies.js";
import { send, Trouble } from "./requests.js";
import { hasSentence, sentence, tell, untell } from "./sentences.js";
import { fetchExample, place } from "./sources.js";
import { startTurning } from "./turning.js";
import { Views } from "./views.js";

const facts = /** @type {HTMLElement} */ (document.getElementById("facts")).dataset;

const page = {
  languages: languages(),
  .../** @type {{mine: any, example: any, materials: any}} */ ({ mine: null, example: null, materials: null }),
  told: { state: "", readable: "", refused: [] },
  hasGone: false,
  leaving: /** @type {"removed" | "other_plan" | ""} */ (""),
  hasOpened: false, // whether all was tried that could bring the plan
  tapped: { at: -Infinity, x: 0, y: 0 },
  /** What *Try again* repeats. @type {() => unknown} */
  again: bring,
};

// A hand that shakes taps twice: what came up under the finger must not be taken for what was meant.
const DOUBLE_TAP_MS = 350;
const SAME_PLACE_PX = 48;
const MAY_BE_FAST = new Set(["up", "down"]);

const mine = new Mine(language, place, { changed, removed: () => givingWay.removed() });
const offline = new Offline(readable);
mine.isReadable = offline.isReadable;
// What is tapped on the finished page before its plan was opened stays wanted, and is shown then.
const views = new Views((view) => (canShow(page, view) ? show(page, view, changing.options(view.name)) : page.hasOpened && views.first()));
const givingWay = new GivingWay({ page, mine, views, offline });
const changing = new Changing({
  page,
  views,
  make: (change, typed) => mine.make(change, typed),
  makeAll: (changes) => mine.makeAll(changes),
  hold: (change) => mine.hold(change),
  undo: () => mine.undo(),
  draft: (key, text) => mine.draft(key, text),
  unsent: () => ({ plan: mine.at.plan, changes: mine.changes }),
  drafts: () => mine.at.drafts,
  pictures: { kept: () => mine.kept, exchange: () => mine.exchange() },
  redraw: () => page.mine && drawMine(page, changing.notedOnPlan),
});

const atLock = startUnlocking(mine, { opened: () => (givingWay.offerLeft() ? watchOver(mine) : begin(false)), waits: () => (opening(false), hasOpened(), views.start()), ready: () => opened });

let open = () => undefined; // ends, when all was tried that could bring the plan:
const opened = new Promise((done) => (open = () => done(undefined)));

let kept = /** @type {Promise<unknown>} */ (Promise.resolve());

/** What waits for that when it is tapped before. @type {Record<string, (button: HTMLElement) => unknown>} */
const OF_THE_PLAN = {
  numbers: () => (views.open(NUMBERS), showNumbers().then(chooseAgain)),
  language: ({ dataset }) => speak(dataset.language ?? language),
  dismiss: async ({ dataset: { revision = "" } }) => {
    for (const one of revision.split(" ")) await mine.dismiss(one);
  },
  unsent: () => givingWay.otherPlan(),
  "code-later": () => (remindLater(), changed()),
  "look-later": () => (putOffLook(), changed()),
  ...changing.acts,
};

/** @type {Record<string, (button: HTMLElement) => unknown>} */
const ACTS = {
  make,
  again: () => page.again(),
  code: () => views.open("code"),
  example: openExample,
  install: () => views.open("install"),
  steps: () => over("steps"),
  early: () => over("early"),
  card: () => over("card"),
  copies: () => views.open(COPIES),
  copy: ({ dataset }) => views.open(`${COPIES}-${dataset.copy}`),
  "card-avoid": () => further("card"),
  next: () => further("steps"),
  back: () => views.back(),
  close: () => views.close(),
  copy_words: copyWords,
  clear: () => givingWay.clear(),
  ...Object.fromEntries(Object.entries(OF_THE_PLAN).map(([name, act]) => [name, (button) => (page.hasOpened ? act(button) : opened.then(() => act(button)))])),
};

start();

async function start() {
  for (const one of [startAway, startInstall, startTurning]) one();
  changing.start();
  document.addEventListener("click", clicked);
  addEventListener("pageshow", (event) => event.persisted && cameBack());
  document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? lookAgain() : mine.leave()));
  addEventListener("online", () => facts.hasPlan && !mine.plan && bring());
  startCode(async (made) => {
    facts.hasPlan = "yes";
    await mine.welcome(made);
    await (mine.plan ? mine.exchange() : bring());
    views.first();
  });
  const isHere = (await mine.open().catch(() => false)) || (await mine.borrow().catch(() => false));
  if (isHere || !facts.hasPlan || mine.kept?.isLocked) hasOpened();
  const hasGone = givingWay.offerLeft();
  if (isHere) return begin();
  if (mine.kept?.isLocked) return atLock();
  if (hasGone) watchOver(mine); // words of a plan that is gone are sealed again when nobody looks
  if (facts.hasPlan) return bring();
  if (speaksAnother()) return;
  // Without a connection nothing is asked: the numbers that stand there stay.
  startCountry().catch(() => undefined);
  views.start();
}

function hasOpened() {
  page.hasOpened = true;
  open();
}

/** @param {MouseEvent} event */
function clicked(event) {
  const button = event.target instanceof Element ? event.target.closest("[data-act], [data-country]") : null;
  if (!(button instanceof HTMLElement)) return;
  event.preventDefault();
  const { act = "", country: answer = "" } = button.dataset;
  const run = () => attempt(() => (act ? ACTS[act]?.(button) : answerCountry(answer)), act === "again");
  if (!event.isTrusted && !page.hasOpened) kept = kept.then(run); // from before anyone listened, one after the other
  else if (!event.isTrusted || !isSecondTap(event) || MAY_BE_FAST.has(act)) run();
}

/** @param {MouseEvent} event */
function isSecondTap({ timeStamp, clientX, clientY }) {
  const { at, x, y } = page.tapped;
  page.tapped = { at: timeStamp, x: clientX, y: clientY };
  return timeStamp - at < DOUBLE_TAP_MS && Math.hypot(clientX - x, clientY - y) < SAME_PLACE_PX;
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

/** The first time on this phone the plan comes from the server. When that fails, the numbers stay. */
async function bring() {
  opening(true);
  const { outcome, said } = await mine.exchange();
  hasOpened();
  if (mine.plan) return begin();
  if (mine.asked) return atLock();
  opening(false);
  views.start();
  if (!document.getElementById("plan")?.childElementCount) explain(new Trouble(outcome, said));
}

/** The plan is here: show it, then see whether the other devices have something new. @param {boolean} [mayGo] whether it may go away to speak another language */
function begin(mayGo = true) {
  untell();
  answerInto(mine);
  changed();
  if (mayGo && speaksAnother()) return;
  views.start();
  watchOver(mine);
  mine.schedule.start();
  offline.start();
}

/** The plan, or what is to be said about it, may be another. */
function changed() {
  if (!mine.plan) {
    if (page.mine && !givingWay.isGoing) location.replace("/"); // it was cleared or locked in another window
    return;
  }
  Object.assign(page, { mine: mine.plan, materials: mine.materials, told: mine.said });
  drawMine(page, changing.notedOnPlan);
  changing.refresh();
  if (views.now.name.startsWith(COPIES)) views.show(views.now); // one that was stopped meanwhile is no longer shown
  if (views.now.name === NUMBERS) refreshNumbers();
  offerInstall(page.mine);
}

/** Whether the plan opens without signal may be another than before. */
function readable() {
  mine.isReadable = offline.isReadable;
  changed();
}

/** A phone that wakes shows who answers at this hour, and what another page of it changed; the schedule asks the server. */
async function lookAgain(how = {}) {
  await mine.reach().then(() => mine.look(how)).catch(() => undefined); // what can't be read now stays as it stands
  changed();
}

/** The browser brought this page back as it was left: a plan may have been made or changed meanwhile. */
function cameBack() {
  if (mine.plan) return lookAgain({ isBack: true });
  if (page.hasGone) location.reload();
}

/** Whether this page goes away to come back in the language that is wanted. */
function speaksAnother() {
  const tag = wanted(setting(mine.plan, "language"));
  if (!tag) return false;
  // Without that language's words on this phone, and without a connection, this one stays.
  const fits = mine.plan ? mine.speak(tag) : Promise.resolve(true);
  soon(fits).then((isThere) => (isThere ? load(tag) : begin(false)), () => begin(false));
  return true;
}

/** A page that could not come back in that language stays as it is: the numbers on it may be needed now. @param {string} tag */
async function speak(tag) {
  const isHere = await mine.speak(tag).then((isKept) => isKept || Boolean(mine.plan) || answers(), () => false);
  if (!isHere) tell(sentence("language_away"));
  (isHere ? choose : want)(tag);
}

async function openExample() {
  Object.assign(page, await fetchExample());
  views.open("example");
}

/** Make a plan on the server, then go to its first questions. */
async function make() {
  if (page.hasGone) return;
  page.hasGone = true;
  const answered = answeredPlace();
  const country = answered && countryOf(answered);
  const where = country && { region: country, ...(answered !== country && { area: answered }) };
  try {
    await mine.welcome(await send("/api/plans", { language, ...where }));
  } catch (trouble) {
    page.hasGone = false;
    if (trouble instanceof Trouble && trouble.name === "already_here") return bring();
    throw trouble;
  }
  location.assign(`/${language}/start`);
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
  document.getElementById("opening")?.toggleAttribute("hidden", !isGoing);
}

/** @param {unknown} trouble */
function explain(trouble) {
  const { name = "", words = "" } = /** @type {any} */ (trouble ?? {});
  if (!["", "removed"].includes(views.now.name)) views.first();
  const isOut = ["no_plan", "not_allowed"].includes(name);
  if (isOut) startCountry().catch(() => undefined);
  const isExpected = trouble instanceof Trouble || hasSentence(name);
  tell(words || sentence(isExpected ? name : "not_shown"), isOut ? ["code_button", "make_button"] : ["again"]);
  if (!isExpected) throw trouble;
}
