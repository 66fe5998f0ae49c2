// @ts-check
/** A page that needs the server did not come: say so calmly, and go there when the server answers again, if wanted. */

import { languages } from "./language.js";
import { answers } from "./reach.js";
import { copyOf, sentence } from "./sentences.js";

// The pauses between questions.
const LEAST_MS = 1_000;
const FIRST_MS = 2_000;
const MOST_MS = 30_000;

const TOLD_MS = 500; // so long the service worker may take to hear that this page was waited for

// A desk address as the service worker names it: a language, then plain names. Everything else is not followed.
const DESK = /^\/([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)(?:\/[A-Za-z0-9_-]+)+\/?(?:\?[A-Za-z0-9=&_-]*)?$/;

/**
 * The address of our own that a fragment asks for, or null when it is anything else.
 * @param {string} hash
 * @returns {string | null}
 */
export function wantedPath(hash) {
  if (!hash.startsWith("#away=")) return null;
  const path = unescaped(hash.slice("#away=".length));
  const tag = DESK.exec(path)?.[1];
  return languages().some((one) => one.tag === tag) ? path : null;
}

/**
 * To be called before the views start: takes the fragment out of the address and says why this is not the page wanted.
 * @param {(path: string) => void} [go]
 */
export function startAway(go = goPatiently) {
  if (!location.hash.startsWith("#away=")) return;
  const path = wantedPath(location.hash);
  history.replaceState(null, "", location.pathname + location.search);
  if (!path) return;
  const waiting = new Waiting(() => go(path));
  document.addEventListener("click", ({ target }) => {
    const act = target instanceof Element && target.closest("[data-act]")?.getAttribute("data-act");
    if (act === "wait") waiting.start();
    if (act === "wait-no") waiting.stop();
  });
  say("away", "wait_button");
}

/** The service worker gives this one more time: whoever waited may wait on. @param {string} path */
function goPatiently(path) {
  const go = () => location.assign(path);
  const worker = navigator.serviceWorker?.controller;
  if (!worker) return go();
  const { port1, port2 } = new MessageChannel();
  const timer = setTimeout(go, TOLD_MS);
  port1.onmessage = () => (clearTimeout(timer), go());
  worker.postMessage({ wait: path }, [port2]);
}

/**
 * It has a place of its own, so that neither what else goes wrong nor a plan that is drawn takes it away.
 * @param {string} words
 * @param {string} button
 */
function say(words, button) {
  const told = document.createElement("p");
  told.textContent = sentence(words);
  document.getElementById("away")?.replaceChildren(told, copyOf(button));
}

/** Asks whether the server is there: one question at a time, with growing pauses, and none while nobody looks. */
class Waiting {
  /** @param {() => void} arrived */
  constructor(arrived) {
    this.arrived = arrived;
    this.isOn = false;
    this.isAsking = false;
    this.pause = FIRST_MS;
    this.last = -Infinity;
    this.timer = 0;
    addEventListener("online", () => this.soon());
    document.addEventListener("visibilitychange", () => this.soon());
  }

  start() {
    if (this.isOn) return;
    Object.assign(this, { isOn: true, pause: FIRST_MS });
    say("away_waiting", "wait_no_button");
    this.soon();
  }

  stop() {
    clearTimeout(this.timer);
    this.isOn = false;
    say("away", "wait_button");
  }

  soon() {
    this.next(this.last + LEAST_MS - performance.now());
  }

  /** @param {number} milliseconds from now */
  next(milliseconds) {
    clearTimeout(this.timer);
    const isWanted = this.isOn && !this.isAsking && document.visibilityState === "visible";
    if (isWanted) this.timer = window.setTimeout(() => this.ask(), Math.max(0, milliseconds));
  }

  async ask() {
    this.isAsking = true;
    this.last = performance.now();
    const isThere = await answers();
    this.isAsking = false;
    if (!this.isOn) return;
    if (isThere) return this.arrived();
    this.next(this.pause);
    this.pause = Math.min(this.pause * 2, MOST_MS);
  }
}

/** @param {string} text */
function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
