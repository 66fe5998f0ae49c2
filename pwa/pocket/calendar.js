// @ts-check
/** The reminder of the next look as a file for any calendar, made here; what it holds says `pwa/plan/reminder.py`. */

import { today } from "./day.js";
import { sha256 } from "./digest.js";

const FIRST = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;
const SAVED_MS = 60_000; // by when a browser has taken the file

/** @param {string} day `YYYY-MM-DD` @param {string} word @param {string} plan its id @returns {Promise<void>} the browser was asked to save it */
export async function saveReminder(day, word, plan) {
  const template = await (await fetch(new URL("./reminder.ics", import.meta.url))).text();
  const made = new Date();
  const compact = (/** @type {string} */ text) => text.replace(/[-:]|\.\d+/g, "");
  const facts = /** @type {Record<string, string>} */ ({
    uid: (await sha256(`notes reminder ${plan}`)).slice(0, 32),
    sequence: String(Math.max(0, Math.floor((made.getTime() - FIRST) / 1000))),
    made: compact(made.toISOString()),
    day: compact(day),
    next: compact(new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10)),
    word: word.replace(/[\\,;]/g, "\\$&"), // RFC 5545, 3.3.11
  });
  const file = new Blob([template.replace(/\{(\w+)\}/g, (_, name) => facts[name])], { type: "text/calendar" });
  const href = URL.createObjectURL(file);
  Object.assign(document.createElement("a"), { href, download: `notes-${today()}.ics` }).click();
  setTimeout(() => URL.revokeObjectURL(href), SAVED_MS);
}
