// @ts-check
/** This phone's plan has to give way: everything of it goes, and unsent words are offered. */

import { LEFT } from "./kept.js";
import { sentence, tell } from "./sentences.js";

const part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @typedef {"removed" | "other_plan"} Why */

/** What the page does when its plan is no longer its own. */
export class GivingWay {
  /** @param {{page: {leaving: Why | ""}, mine: import("./mine.js").Mine, views: import("./views.js").Views, offline: {end: () => Promise<void>}}} of */
  constructor({ page, mine, views, offline }) {
    [this.page, this.mine, this.views, this.offline] = [page, mine, views, offline];
  }

  /** Offer the words that the server has not. A plan that was taken off this phone waits for nobody: they alone stay. @param {Why} why */
  async start(why) {
    const { mine, page } = this;
    if (mine.kept?.isLocked && mine.at.unsent) return tell(sentence("removed_locked")); // they are offered once it is open
    page.leaving = why;
    const words = (await mine.unsent()).map((one) => wordsOf(one.change ?? one)).filter(Boolean).join("\n\n");
    if (why === "removed" && (!words || mine.at.plan)) return this.#goWith(words);
    this.#offer(words, why);
  }

  /** Words that a plan left here, which is gone, are shown until they were read. */
  offerLeft() {
    const words = this.mine.at.drafts?.[LEFT];
    if (words) this.#offer(words, "removed");
  }

  /** Nothing of the plan stays on this phone; one that came after it does. */
  async clear() {
    const { page, mine, views } = this;
    if (!page.leaving) return;
    if (!(mine.plan && mine.at.drafts?.[LEFT])) return this.#goWith("");
    page.leaving = "";
    await mine.draft(LEFT, null);
    await mine.look();
    views.first();
  }

  /** @param {string} words they alone stay */
  async #goWith(words) {
    await this.offline.end();
    await this.mine.clear(words);
    location.replace("/");
  }

  /** @param {string} words @param {Why} why */
  #offer(words, why) {
    this.page.leaving = why;
    for (const one of part("removed").querySelectorAll("[data-why]")) one.toggleAttribute("hidden", one.getAttribute("data-why") !== why);
    /** @type {HTMLTextAreaElement} */ (part("removed-words")).value = words;
    part("removed-unsent").hidden = !words;
    if (this.views.now.name !== "removed") this.views.open("removed");
  }
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
