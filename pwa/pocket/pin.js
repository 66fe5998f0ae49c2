// @ts-check
/**
 * A PIN: what this phone makes of it, how slowly it may be tried, and for how long it stays open.
 *
 * The PIN leaves the phone in no form that can be turned back: PBKDF2 makes 32 bytes of it, and HKDF of these three keys,
 * one that wraps the key of what is kept here, one that is the server's second factor, and one that no tab keeps: it shows the
 * server that the PIN was typed once more. All are salted with 16 bytes.
 */

import { drop, recall, remember } from "./remembered.js";
import { Trouble } from "./requests.js";

/**
 * @typedef {import("./kept.js").Sealing} Sealing
 * @typedef {{salt: Uint8Array, rounds: number}} How
 * @typedef {{wrapping: Uint8Array, secret: string, proof: string}} Made
 * @typedef {{count: number, at: number}} Tries
 * @typedef {object} Lock what lies open beside sealed words
 * @property {Uint8Array} salt
 * @property {number} rounds
 * @property {Uint8Array} wrapped the key of what is kept here
 * @property {boolean} isDigits so that the right keyboard comes up
 * @property {number} seconds without use until it locks
 * @property {Tries} tries wrong ones since the last right one
 * @property {{person: string, steps: boolean}} shows the id of someone who can be called without it; "" is nobody
 * @property {How & {wrapped: Uint8Array, isDigits: boolean, secrets: Uint8Array}} [next] another PIN, which the server has not
 *   confirmed; `secrets`, sealed, are what the server is told of the one before and of this one
 * @property {any} [face] the words that the owner chose to leave open
 * @typedef {{key: Uint8Array, secret: string, seconds: number, from?: number, until: number}} Session
 */

export const ROUNDS = 600_000; // as in `pwa/vault/pin.py`
export const LEAST = 4; // signs
const SESSION = "open";
const CALL_MS = 300_000; // back from a call or a text, nobody is asked again
const LOOK_MS = 2_000;
const RENEW_MS = 60_000;
const TELL_MS = 1_000; // other tabs hear of it so often
const SLACK_MS = 10_000; // so far a phone sets its clock right by itself

const began = Date.now() - performance.now();
/** A clock that nobody puts back while this page lives. */
const clock = () => Math.max(Date.now(), began + performance.now());

/** Milliseconds before the next try, by how many were wrong: as in `pwa/vault/pin.py`. */
const WAITS_MS = [0, 0, 0, 0, 0, 30_000, 60_000, 300_000, 900_000];

/** A PIN as it is meant, on whatever keyboard it was typed. @param {string} typed */
export const plain = (typed) => typed.normalize("NFKC").trim().replace(/\s+/g, " ")
  .replace(/[٠-٩]/g, (sign) => String(sign.charCodeAt(0) - 0x660)).replace(/[۰-۹]/g, (sign) => String(sign.charCodeAt(0) - 0x6f0));

/** Why a PIN is too easy to guess; "" when it will do. @param {string} pin @returns {"" | "short" | "easy"} */
export function weakness(pin) {
  if ([...pin].length < LEAST) return "short";
  const steps = new Set([...pin].slice(1).map((sign, at) => sign.charCodeAt(0) - pin.charCodeAt(at)));
  return steps.size === 1 && [0, 1, -1].includes([...steps][0]) ? "easy" : "";
}

/** New random bytes. @param {number} size */
export const random = (size) => crypto.getRandomValues(new Uint8Array(size));

/** What is made of a PIN. @param {string} pin @param {How} how @returns {Promise<Made>} */
export async function stretched(pin, { salt, rounds }) {
  const typed = await crypto.subtle.importKey("raw", new TextEncoder().encode(plain(pin)), "PBKDF2", false, ["deriveBits"]);
  const bits = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: copy(salt), iterations: rounds }, typed, 256);
  const root = await crypto.subtle.importKey("raw", bits, "HKDF", false, ["deriveBits"]);
  const part = async (/** @type {string} */ purpose) => new Uint8Array(await crypto.subtle.deriveBits(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: new TextEncoder().encode(purpose) }, root, 256));
  const [wrapping, secret, proof] = [await part("pocket-plan pin storage 1"), await part("pocket-plan pin server 1"), await part("pocket-plan pin proof 1")];
  return { wrapping, secret: asText(secret), proof: asText(proof) };
}

/** A key, sealed with another. @param {Uint8Array} wrapping @param {Uint8Array} key */
export const wrap = async (wrapping, key) => seal(await aes(wrapping), key);

/** The key again, or null when it was sealed with another one. @param {Uint8Array} wrapping @param {Uint8Array} wrapped */
export const unwrap = async (wrapping, wrapped) => unseal(await aes(wrapping), wrapped).catch(() => null);

/** What seals the words on this phone. @param {Uint8Array} raw @returns {Sealing} */
export function sealingOf(raw) {
  const key = aes(raw);
  return {
    seal: async (text) => seal(await key, new TextEncoder().encode(text)),
    unseal: async (bytes) => new TextDecoder().decode(await unseal(await key, bytes)),
  };
}

/** Milliseconds until a PIN may be tried; a clock that was put back waits the whole time again. @param {Tries} tries @param {number} now */
export function waitMs({ count, at }, now) {
  const wait = WAITS_MS[Math.min(count, WAITS_MS.length - 1)];
  return Math.max(0, wait - Math.max(0, now - at));
}

/** What this tab has open; null once its time is over. @returns {Session | null} */
export function session() {
  const { key, ...rest } = JSON.parse(within(() => sessionStorage.getItem(SESSION)) || "{}");
  // A clock that stands before its last use was put back: then nobody knows how long ago that was.
  const isLater = clock() > (rest.from ?? 0) - SLACK_MS;
  if (key && isLater && clock() < Math.max(rest.until, usedUntil(rest.seconds))) return { ...rest, key: asBytes(key) };
  forget();
  return null;
}

/** Let this tab stay open. @param {{key: Uint8Array, secret: string, seconds: number}} one @param {number} [leastMs] */
export function keepOpen({ key, secret, seconds }, leastMs = 0) {
  const from = clock();
  const until = from + Math.max(seconds * 1000, leastMs);
  within(() => sessionStorage.setItem(SESSION, JSON.stringify({ key: asText(key), secret, seconds, from, until })));
  hasLock();
}

/** This browser has a PIN: `hide.js` locks it. `owed` in its place: it was locked, and the server may not know. */
export const hasLock = () => recall("lock") || remember("lock", "on");

/** It has none any more. */
export const forgetLock = () => ["lock", "until"].forEach((name) => drop(/** @type {"lock"} */ (name)));

/** Until when some tab of this browser keeps it open. @param {number} seconds */
const usedUntil = (seconds) => Math.min(Number(recall("until")), clock() + Math.max(seconds * 1000, CALL_MS));

/** Nothing is open in this tab any more. */
export const forget = () => within(() => sessionStorage.removeItem(SESSION));

/**
 * Lock when nobody has touched a page of this browser for its time; a call or a text is no absence.
 * @param {{seconds: number, renew: (calls: boolean) => unknown}} options `renew` runs now and then while it is used,
 *   and when its owner calls someone
 */
export function watch({ seconds, renew }) {
  const renewMs = Math.min(RENEW_MS, (seconds * 1000) / 6);
  let until = clock() + seconds * 1000;
  let [renewed, told] = [clock(), 0];
  const used = (/** @type {Event} */ event) => {
    const now = clock();
    if (now >= Math.max(until, usedUntil(seconds))) return look();
    const calls = event.composedPath().some((node) => node instanceof Element && node.matches("a[href^='tel:'], a[href^='sms:']"));
    until = Math.max(until, now + Math.max(seconds * 1000, calls ? CALL_MS : 0));
    if (until - told > TELL_MS) remember("until", String((told = until)));
    const open = session();
    if (open) keepOpen(open, until - now);
    if (now - renewed > renewMs || (calls && event.type === "click")) {
      renewed = now;
      renew(calls);
    }
    return undefined;
  };
  const look = () => {
    if (clock() < Math.max(until, usedUntil(seconds))) return;
    void lockServer();
    leave();
  };
  const leave = () => {
    clearInterval(timer);
    dispatchEvent(new Event("shut")); // `hide.js` covers and shuts this tab
  };
  remember("until", String((told = Math.max(until, usedUntil(seconds)))));
  addEventListener("storage", ({ key, newValue }) => key === "until" && newValue === null && leave()); // another tab locked
  for (const kind of ["pointerdown", "click", "keydown", "scroll"]) addEventListener(kind, used, { capture: true, passive: true });
  for (const kind of ["pageshow", "focus"]) addEventListener(kind, look);
  document.addEventListener("visibilitychange", look);
  const timer = setInterval(look, LOOK_MS);
}

/** Lock this browser at the server, too, and its other tabs; says whether the server heard. The page may be gone before. */
export async function lockServer() {
  drop("until");
  remember("lock", "owed");
  const reply = await post("lock", {});
  if (reply?.ok) remember("lock", "on");
  return Boolean(reply?.ok);
}

/** @type {Promise<boolean> | null} */
let telling = null;

/** The server hears first that this browser was locked, once: a second time could lock what was opened since. Rejects when it can't. */
export async function settle() {
  if (!telling && recall("lock") !== "owed") return;
  telling ??= lockServer().finally(() => (telling = null));
  if (!(await telling)) throw new Trouble("network");
}

/** The server lets this browser stay open, for five minutes when its owner calls someone; false: it is locked. @param {boolean} calls */
export const stayOpen = async (calls) => (await post("unlock", calls ? { calls } : {}))?.status !== 423;

/** @param {"lock" | "unlock"} what @param {object} body */
const post = (what, body) => fetch(`/api/plans/mine/${what}`, {
  method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), keepalive: true,
}).catch(() => null);

/** @param {Uint8Array} bytes base64url, as the server reads it */
export const asText = (bytes) => btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_");

/** @param {string} text base64 or base64url */
export const asBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

/** @param {Uint8Array} raw */
const aes = (raw) => crypto.subtle.importKey("raw", copy(raw), "AES-GCM", false, ["encrypt", "decrypt"]);

const IV_BYTES = 12;

/** @param {CryptoKey} key @param {Uint8Array} bytes @returns {Promise<Uint8Array>} */
async function seal(key, bytes) {
  const iv = random(IV_BYTES);
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, copy(bytes)));
  const both = new Uint8Array(IV_BYTES + sealed.length);
  both.set(iv);
  both.set(sealed, IV_BYTES);
  return both;
}

/** @param {CryptoKey} key @param {Uint8Array} bytes @returns {Promise<Uint8Array>} */
async function unseal(key, bytes) {
  return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: copy(bytes.slice(0, IV_BYTES)) }, key, copy(bytes.slice(IV_BYTES))));
}

/** The same bytes in a buffer of their own, as the browser's types ask for. @param {Uint8Array} bytes */
const copy = (bytes) => new Uint8Array(bytes);

/** @template T @param {() => T} use @returns {T | null} */
function within(use) {
  try {
    return use();
  } catch {
    return null; // storage refused by the browser: the next page asks again
  }
}
