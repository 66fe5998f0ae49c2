// @ts-check
/** This phone's plan has to give way: unsent words are offered first, then everything of it goes. */

import { sentence } from "./sentences.js";

const part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * Show the words that were not sent; says whether there are any.
 * @param {any[]} unsent changes, and refused ones with their reason
 * @param {"removed" | "other_plan"} why
 */
export function offer(unsent, why) {
  for (const words of part("removed").querySelectorAll("[data-why]")) words.toggleAttribute("hidden", words.getAttribute("data-why") !== why);
  const words = unsent.map((one) => wordsOf(one.change ?? one)).filter(Boolean);
  /** @type {HTMLTextAreaElement} */ (part("removed-words")).value = words.join("\n\n");
  part("removed-unsent").hidden = words.length === 0;
  return words.length > 0;
}

/** Put the offered words where the person can paste them; says so. */
export async function copyWords() {
  const field = /** @type {HTMLTextAreaElement} */ (part("removed-words"));
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    part("removed-told").textContent = sentence("copied");
  } catch {
    part("removed-told").textContent = sentence("copy_by_hand");
  }
}

/**
 * Everything that a change wrote, one text a line.
 * @param {any} change
 */
function wordsOf({ content, value, whole }) {
  const texts = (/** @type {any} */ held) => {
    if (typeof held === "string") return [held];
    return held && typeof held === "object" ? Object.values(held).flatMap(texts) : [];
  };
  return texts(content ?? whole?.content ?? value).join("\n");
}
