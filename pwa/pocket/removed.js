// @ts-check
/** This phone's plan has to give way: everything of it goes, and unsent words are offered. */

import { setAside } from "./left_page.js";
import { leftIn, unsentOf } from "./records.js";
import { sentence, tell, untell } from "./sentences.js";

const part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @typedef {"removed" | "other_plan"} Why */

/** What the page does when its plan is no longer its own. */
export class GivingWay {
  /** What stands before the person. @type {string[]} */
  #shown = [];

  /** @type {Promise<void> | null} */
  #going = null;

  /** @param {any} value a change or a draft */
  #isUnseen = (value) => Boolean(wordsOf(value)) && !this.#shown.includes(wordsOf(value));

  /** @param {{page: {leaving: Why | ""}, mine: import("./mine.js").Mine, views: import("./views.js").Views, offline: {end: () => Promise<void>}}} of */
  constructor({ page, mine, views, offline }) {
    [this.page, this.mine, this.views, this.offline] = [page, mine, views, offline];
  }

  /** A plan that was taken off this phone waits for nobody: only words that the server has not stay. */
  async removed() {
    this.page.leaving = "";
    this.#shown = [];
    await this.#go();
  }

  /** Another plan was opened here: words of the one before are offered. */
  otherPlan() {
    this.#offer(unsentOf(this.mine.at), "other_plan");
  }

  /** Words that a plan left here, which is gone, are offered until they were read; says whether nothing but them is here. */
  offerLeft() {
    const { page, mine } = this;
    const { left, isGone } = mine.at;
    if (isGone && mine.kept?.isLocked) {
      page.leaving = "removed";
      tell(sentence("removed_locked"), ["clear_button"]);
    } else if (left.some(wordsOf)) this.#offer(left, "removed");
    else if (isGone && left.length) void this.#go(); // there is nothing to read in them
    return isGone;
  }

  /** What was read goes; a plan that came after it stays. */
  async clear() {
    const { page, mine, views } = this;
    if (!page.leaving) return;
    await mine.look();
    if (page.leaving === "other_plan" || mine.at.isGone) return this.#go();
    page.leaving = "";
    for (const key of leftIn(mine.at.drafts)) if (!this.#isUnseen(mine.at.drafts[key])) await mine.draft(key, null);
    await mine.look();
    views.first();
  }

  /** Whether this page is ending: it goes when all is in its place, and not before. */
  get isGoing() {
    return Boolean(this.#going);
  }

  /** Once: what is set aside would be gone for a second one, which the page's end would break off half-way. */
  #go() {
    this.#going ??= this.#clear().catch((trouble) => {
      this.#going = null;
      throw trouble;
    });
    return this.#going;
  }

  /** Words that nobody has seen stay, unless they can't be shown and were cleared. */
  async #clear() {
    const { page, mine } = this;
    const putBack = await setAside(mine.kept).catch(() => async () => undefined);
    if (page.leaving && mine.kept?.isLocked) await mine.clear();
    else await mine.giveWay(this.#isUnseen);
    await mine.look();
    if (mine.at.left.length || mine.at.unsent) await putBack().catch(() => undefined);
    else await this.offline.end();
    location.replace("/");
  }

  /** @param {any[]} values @param {Why} why */
  #offer(values, why) {
    this.page.leaving = why;
    this.#shown = values.map(wordsOf).filter(Boolean);
    untell();
    for (const one of part("removed").querySelectorAll("[data-why]")) one.toggleAttribute("hidden", one.getAttribute("data-why") !== why);
    /** @type {HTMLTextAreaElement} */ (part("removed-words")).value = this.#shown.join("\n\n");
    part("removed-unsent").hidden = !this.#shown.length;
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
 * Everything that a change wrote, one text a line; of a draft the draft.
 * @param {any} value
 * @returns {string}
 */
function wordsOf(value) {
  const texts = (/** @type {any} */ held) => {
    if (typeof held === "string") return [held];
    return held && typeof held === "object" ? Object.values(held).flatMap(texts) : [];
  };
  return texts(typeof value === "string" ? value : value.content ?? value.whole?.content ?? value.value).join("\n");
}
