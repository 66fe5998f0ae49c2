// @ts-check
/** Offer the home screen once, quietly, and show how on this phone: with the browser's own question where it has one. */

import { recall, remember } from "./remembered.js";
import { read } from "./requests.js";
import { filled, sentence } from "./sentences.js";

/** @typedef {Event & {prompt: () => Promise<any>, userChoice: Promise<{outcome: string}>}} Question */

/** What the browser asks when it is told to; it may be asked once. @type {Question | null} */
let question = null;

/** Whether it was put on the home screen while this page is open. */
let isDone = false;

/** To be called at the start of every page: what the browser says about installing comes early, and only once. */
export function startInstall() {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault(); // else the browser's own banner would lie over the first screen
    question = /** @type {Question} */ (event);
    showWays();
  });
  addEventListener("appinstalled", installed);
  document.addEventListener("click", clicked);
  part("install-form").addEventListener("submit", (event) => {
    event.preventDefault();
    useName().catch(({ name }) => say(sentence(name === "network" ? "install_network" : name)));
  });
  const name = recall("name");
  if (name) call((field().value = name));
  showWays();
}

/**
 * Show the offer below the plan, or the small link that stays when it was answered; nothing where it is installed.
 * @param {any} plan as it is drawn, or null
 */
export function offerInstall(plan) {
  part("install-offer").hidden = !plan || isInstalled();
  ask(hasEntries(plan) && !recall("install"));
}

/** Whether this page runs from the home screen. */
export function isInstalled() {
  return matchMedia("(display-mode: standalone)").matches || /** @type {any} */ (navigator).standalone === true;
}

/** @param {any} plan */
function hasEntries(plan) {
  const { settings: _, ...sections } = plan?.sections ?? {};
  return Object.values(sections).some((entries) => entries.length > 0);
}

/** @param {MouseEvent} event */
function clicked({ target }) {
  const act = target instanceof Element && target.closest("[data-act]")?.getAttribute("data-act");
  if (act === "install" || act === "install-no") answered();
  if (act === "install-no") part("install-link").focus();
  if (act === "install-now") putThere();
}

/** Whoever has answered is not asked again; the way there stays. */
function answered() {
  remember("install", "answered");
  ask(false);
}

/** @param {boolean} isWanted whether to ask, or to leave the small link alone */
function ask(isWanted) {
  part("install-line").hidden = !isWanted;
  part("install-link").hidden = isWanted;
}

async function putThere() {
  const asked = question;
  question = null;
  showWays();
  await asked?.prompt().catch(() => undefined);
}

function installed() {
  question = null;
  isDone = true;
  answered();
  part("install-done").hidden = false;
  part("install-done").focus();
  showWays();
}

/** The name is the server's to clean, so what it made of it is what is said and kept. */
async function useName() {
  const { name } = await read(address(field().value));
  const isAsTyped = name === field().value.trim().replace(/\s+/g, " ");
  remember("name", name === neutral() ? "" : name); // else it would stay that in another language
  field().value = name;
  call(name);
  say(filled(sentence(isAsTyped ? "install_named" : "install_not_named"), { name }));
}

/** @param {string} name what this phone is to call it */
function call(name) {
  link().setAttribute("href", address(name === neutral() ? "" : name));
  document.querySelector('meta[name="apple-mobile-web-app-title"]')?.setAttribute("content", name);
}

/** @param {string} name */
function address(name) {
  const language = document.documentElement.lang;
  return `/manifest.webmanifest?${new URLSearchParams(name ? { language, name } : { language })}`;
}

function showWays() {
  part("install-now").hidden = !question;
  const device = deviceOf(navigator.userAgent, navigator.maxTouchPoints);
  for (const way of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-device]"))) {
    way.hidden = way.dataset.device !== device || Boolean(question) || isDone;
  }
}

/**
 * Which steps fit. An iPad says that it is a Mac, which has no touch screen.
 * @param {string} agent
 * @param {number} touches
 */
function deviceOf(agent, touches) {
  if (/iPhone|iPad|iPod/.test(agent) || (agent.includes("Macintosh") && touches > 1)) return "iphone";
  return agent.includes("Android") ? "android" : "computer";
}

/** @param {string} words */
function say(words) {
  part("install-told").textContent = words;
}

/** @param {string} id */
const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const field = () => /** @type {HTMLInputElement} */ (part("install-name"));
const neutral = () => field().dataset.neutral;
const link = () => /** @type {HTMLLinkElement} */ (document.querySelector('link[rel="manifest"]'));
