// @ts-check
/** Suggestions: how they stand on an entry's page and what their buttons do come where there is one to look at. */

import { ownWords } from "./daily.js";
import { translator } from "./plan_view.js";
import { Trouble } from "./requests.js";

const MORE = "./offers.js"; // joined of `offers_view.js` and `offers_acts.js`

/** @typedef {Record<string, (button: HTMLElement) => unknown>} Acts */

export class Offering {
  /** @param {import("./changing.js").Changing} changing */
  constructor(changing) {
    this.on = changing;
    /** What draws them, once it is here. @type {typeof import("./offers_view.js").drawOffers | null} */
    this.draw = null;
    /** @type {Promise<Acts> | null} */
    this.loading = null;
  }

  /** What each button does, by its `data-act`. @returns {Acts} */
  get acts() {
    const later = (/** @type {string} */ name) => this.on.onEntry(async (button) => (await this.load())[name](button));
    return Object.fromEntries(["take_offer", "change_offer", "leave_offer"].map((name) => [name, later(name)]));
  }

  /** Draw what is open once more when they are here; without them it says only that there is something. */
  bringSoon() {
    if (!this.draw && !this.loading) this.load().then(() => this.on.show(), () => undefined);
  }

  load() {
    this.loading ??= this.bring().catch(() => {
      this.loading = null;
      throw new Trouble("network");
    });
    return this.loading;
  }

  async bring() {
    const [{ part }, words] = await Promise.all([import(MORE), ownWords(this.on.page.materials.catalogue.language)]);
    const t = (/** @type {[string, any?]} */ ...said) => {
      const { catalogue } = this.on.page.materials;
      return translator({ ...catalogue, messages: { ...catalogue.messages, ...words } }).t(...said);
    };
    this.draw = (c, one, entry) => part("offers_view.js").drawOffers({ ...c, t }, one, entry);
    return part("offers_acts.js").acts(this.on, t);
  }
}
