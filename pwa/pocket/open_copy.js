// @ts-check
/** Bring a copy's page to life: open what a link or this phone holds, look for a newer one, and keep it where that is wanted. */

import { Card } from "./card.js";
import { isOver, list } from "./card_list.js";
import { pageAddress, stored } from "./card_cache.js";
import { begin, gather } from "./card_materials.js";
import { opening } from "./copy_begin.js";
import { canUnseal, Refused } from "./copy_keys.js";
import { idOf, isList, keepHere, linkIn, linkOf, open, recall, takenKey } from "./copy_link.js";
import { askPasscode, complain, field, part, showCopy, showInstead, showKeeping, showList, showNumbers, showOpening, tellInMenu } from "./copy_page.js";
import { copyInside, isInside, unseal } from "./copy_seal.js";
import { askOpen, isGone } from "./copy_server.js";
import { choose, load, wanted } from "./language.js";
import { answers } from "./reach.js";
import { filled, sentence } from "./sentences.js";

const LEAST_MS = 60_000; // between two questions to the server that nobody asked for
const DAY_MS = 86_400_000;
const LONGEST_MS = 2 ** 31 - 1; // that a timer can wait
const SOON_MS = 2_500; // when what is kept is said to be maybe old, as nobody has answered

const id = idOf(location.pathname) ?? "";
const card = new Card(id);

// This script runs before the page is read to its end: what is asked of the server goes out first.
const parsed = new Promise((done) => (document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", done) : done(null)));

const page = {
  /** @type {{proof: string, content: CryptoKey} | null} */
  keys: null,
  /** @type {{sealed: string, rev: number, copy: Record<string, any>} | null} what is shown */
  shown: null,
  drawn: "",
  isAsking: false,
  asked: -Infinity,
  ending: 0,
  /** The last day of what is kept and over. */
  over: "",
  begun: prepare(),
  finding: Promise.resolve(),
};

/** @type {Record<string, (button: HTMLElement) => unknown>} */
const ACTS = { again: () => location.reload(), keep, language: speak, let_go: letGo, print: () => window.print(), copy_link: copyLink };

start();

/** Begin with what drawing takes; the numbers of where the reader is stand there for whatever else there is to say. */
function prepare() {
  const begun = begin();
  Promise.all([begun, parsed]).then(([lines]) => lines && showNumbers(lines));
  return begun;
}

async function start() {
  const opened = location.pathname !== "/s/" && canUnseal() && openHere();
  await parsed;
  const chosen = wanted();
  if (chosen) return load(chosen);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-act]") : null;
    const act = button instanceof HTMLElement && ACTS[button.dataset.act ?? ""];
    if (!act) return;
    event.preventDefault();
    act(/** @type {HTMLElement} */ (button));
  });
  part("passcode").addEventListener("submit", tryPasscode);
  part("paste").addEventListener("submit", openPasted);
  if (!canUnseal()) return showInstead(globalThis.isSecureContext ? "old_browser" : "not_secure");
  if (location.pathname === "/s/") return !isList() && isInside(takenKey("") ?? "") ? openInside() : list(showList);
  await opened;
  addEventListener("online", lookAgain);
  addEventListener("pageshow", (event) => event.persisted && lookAgain());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && lookAgain());
}

/** The code held the whole copy: nobody is asked for it. */
async function openInside() {
  try {
    page.shown = { sealed: "", rev: 0, copy: await copyInside(takenKey("") ?? "") };
  } catch (trouble) {
    if (!(trouble instanceof Refused)) throw trouble;
    return showInstead(trouble.reason === "newer" ? "newer" : "damaged");
  }
  await draw();
}

async function openHere() {
  const key = takenKey(id);
  page.finding = Promise.all([card.find(), parsed]).then(showCard);
  page.keys = (await opening?.keys) ?? null;
  const asking = opening && ask(undefined, opening.answer); // at once: what this phone may keep is looked for meanwhile
  await page.finding;
  page.keys ??= card.kept;
  if (!page.keys) return showInstead(key || !id ? "damaged" : "no_key");
  await (asking || ask());
}

/** What this phone keeps comes first: a server that is slow or away keeps nobody waiting. */
async function showCard() {
  const opened = card.kept && (await unseal(card.kept.sealed, card.kept.content, { id }).catch(() => null));
  if (!card.kept || !opened || page.shown) return;
  if (isOver(opened.copy)) return void (page.over = opened.copy.until);
  page.shown = { ...opened, sealed: card.kept.sealed };
  await draw();
  setTimeout(() => page.isAsking && draw(card.kept?.seen), SOON_MS);
  card.makeReadable(opened.copy).then(showWays);
}

/** Ask the server for the newest, and do what it says. @param {string} [typed] @param {ReturnType<typeof askOpen>} [asked] what it was asked already */
async function ask(typed, asked) {
  if (page.isAsking || !page.keys) return;
  const passcode = typed || recall("passcode", id) || undefined;
  Object.assign(page, { isAsking: true, asked: performance.now() });
  const answer = await (asked ?? askOpen(id, { proof: page.keys.proof, ...(passcode && { passcode }), ...card.mark }));
  await page.finding;
  page.isAsking = false;
  if (answer.name === "open") return take(answer.copy ?? "", passcode);
  if (answer.name === "not_to_keep") return letGoAndAsk(passcode);
  if (answer.name === "not_found" && card.kept && card.kept.proof !== page.keys.proof) return askWithKept(passcode);
  if (isGone(answer)) return gone(answer);
  if (card.kept && page.shown) await draw(card.kept.seen);
  if (["passcode_needed", "passcode_wrong", "copy_paused"].includes(answer.name)) return askFor(answer);
  if (page.shown) return;
  showInstead(page.over ? "copy_expired" : answer.name, { ended: page.over });
}

/** @param {string} sealed @param {string} [passcode] */
async function take(sealed, passcode) {
  const least = Math.max(Number(recall("rev", id) ?? 0), card.kept?.rev ?? 0);
  try {
    page.shown = { ...(await unseal(sealed, /** @type {any} */ (page.keys).content, { id, least })), sealed };
  } catch (trouble) {
    if (!(trouble instanceof Refused)) throw trouble;
    if (page.shown) return draw(card.kept?.seen);
    return showInstead(trouble.reason === "newer" ? "newer" : "refused");
  }
  keepHere("rev", id, String(page.shown.rev));
  if (passcode) keepHere("passcode", id, passcode);
  await card.renew(page.shown);
  await draw();
}

/** The link was wrong, which says nothing of the copy that is kept here. @param {string} [passcode] */
function askWithKept(passcode) {
  keepHere("key", id, "");
  page.keys = card.kept;
  return ask(passcode);
}

/** Its owner wants it on no phone any more; who has its link may still read it. @param {string} [passcode] */
async function letGoAndAsk(passcode) {
  await card.forget();
  Object.assign(page, { shown: null, drawn: "" });
  showOpening();
  return ask(passcode);
}

/** It was stopped, or is over: from this first word of it on, nothing of it stays here. @param {import("./copy_server.js").Answer} answer */
async function gone(answer) {
  page.shown = null;
  showInstead(answer.name, answer);
  await card.forget();
}

/** @param {import("./copy_server.js").Answer} answer */
function askFor(answer) {
  if (answer.name === "passcode_wrong") keepHere("passcode", id, ""); // or the next reload would cost a try
  askPasscode(answer);
}

/** @param {string} [from] when it was last known to be the newest, if that is not certain now */
async function draw(from) {
  if (!page.shown) return;
  const { copy, rev } = page.shown;
  const materials = await gather(page.begun, copy);
  if (page.shown?.copy !== copy) return; // stopped, over or another one since
  const drawn = `${rev} ${from ?? ""}`;
  if (drawn !== page.drawn) showCopy(copy, materials, from);
  page.drawn = drawn;
  materials.late?.then((phrases) => phrases && page.shown?.copy === copy && page.drawn === drawn && showCopy(copy, { ...materials, phrases }, from));
  showWays();
  awaitEnd(copy);
}

/** A page that is left open hides what is over, too. @param {Record<string, any>} copy */
function awaitEnd(copy) {
  clearTimeout(page.ending);
  if (!copy.until) return;
  const left = Date.parse(copy.until) + DAY_MS - Date.now();
  page.ending = window.setTimeout(() => (isOver(copy) ? lookAgain() : awaitEnd(copy)), Math.min(left, LONGEST_MS));
}

/** What can be done about keeping, and what became of it. @param {string} [told] */
function showWays(told = card.state) {
  const canKeep = page.shown?.copy.may_keep === true;
  const offer = /** @type {any} */ (navigator).standalone === false ? "iphone" : "offer"; // only iPhones and iPads say so
  const canPrint = canKeep || Boolean(page.shown?.copy.is_inside);
  showKeeping(card.kept ? "kept" : canKeep ? offer : "", { told, canPrint });
}

/** A page that is looked at again, or has a connection again: it may be over, stopped, or another. */
function lookAgain() {
  if (page.shown && isOver(page.shown.copy)) {
    Object.assign(page, { over: page.shown.copy.until, shown: null, drawn: "" });
    showInstead("copy_expired", { ended: page.over });
  }
  const isOld = !page.shown || page.drawn.split(" ")[1];
  if (isOld || performance.now() - page.asked > LEAST_MS) return ask();
}

/** A page that could not come back in that language stays as it is. @param {HTMLElement} button */
async function speak(button) {
  const tag = button.dataset.language ?? "en";
  if ((await stored(pageAddress(tag))) || (await answers())) choose(tag);
  else tellInMenu(button, sentence("language_away"));
}

async function keep() {
  if (!page.shown || !page.keys || card.kept) return;
  const isKept = await card.keep(page.shown, page.keys);
  showWays(isKept ? "" : "not_kept");
  if (!isKept) return;
  await card.makeReadable(page.shown.copy);
  showWays();
  part("keep-title").focus();
  await ask(); // the owner's page counts the phones that keep it
}

async function letGo() {
  await card.letGo();
  showWays("let_go");
  part("keep-title").focus();
}

/** @param {Event} event */
async function tryPasscode(event) {
  event.preventDefault();
  const typed = field("passcode").value.trim();
  if (!typed) return complain("passcode", sentence("passcode_empty"));
  await ask(typed);
  field("passcode").value = "";
}

/** @param {Event} event */
function openPasted(event) {
  event.preventDefault();
  const link = linkIn(field("paste").value);
  if (link) return open(link);
  complain("paste", filled(sentence("paste_wrong"), { link: `${location.origin}/s/…#…` }));
  field("paste").focus();
}

async function copyLink() {
  const link = linkOf({ id, key: takenKey(id) ?? "" });
  const isCopied = await navigator.clipboard?.writeText(link).then(() => true, () => false);
  showWays(isCopied ? "copied" : "copy_by_hand");
}
