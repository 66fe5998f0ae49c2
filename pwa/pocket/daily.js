// @ts-check
/** *How are things?*, a look through the plan, and earlier versions: their pages, and what their buttons do, come with the first tap that needs them. */

import { translator } from "./plan_view.js";
import { Trouble } from "./requests.js";

const MORE = "./days.js"; // joined of `days_views.js`, `days_acts.js`, `looks_acts.js` and `earlier_acts.js`
const LOOK = "./days.css";

const LATER = ["stage", "sign", "keep_order", "looked_back", "look", "look_true", "look_away", "look_pass", "look_end", "look_next", "look_calendar",
  "earlier", "earlier_more", "earlier_entry", "earlier_ask", "earlier_whole"];

/** The view, and all that begin with its name. */
export const VIEW = "days";

/** What draws them, once it is here. @type {{draw: typeof import("./plan_view.js").draw | null}} */
export const pages = { draw: null };

/** @typedef {Record<string, (button: HTMLElement) => unknown>} Acts */

export class Daily {
  /** @param {import("./changing.js").Changing} changing */
  constructor(changing) {
    this.on = changing;
    /** @type {Promise<Acts> | null} */
    this.loading = null;
  }

  /** What each button does, by its `data-act`. @returns {Acts} */
  get acts() {
    const later = (/** @type {string} */ name) => this.on.once(async (button) => (await this.load())[name](button));
    return {
      days: this.on.once(() => this.open(VIEW)),
      days_view: this.on.once(({ dataset }) => this.open(dataset.view ?? VIEW, Boolean(dataset.same))),
      ...Object.fromEntries(LATER.map((name) => [name, later(name)])),
    };
  }

  /** @param {string} view @param {boolean} [isSame] in the place of the one that is open */
  async open(view, isSame = false) {
    await this.load();
    if (isSame) this.on.views.replace(view);
    else this.on.lead(view);
  }

  load() {
    this.loading ??= this.bring().catch(() => {
      this.loading = null;
      throw new Trouble("network");
    });
    return this.loading;
  }

  async bring() {
    const [{ part }, words] = await Promise.all([import(MORE), ownWords(this.on.page.materials.catalogue.language), styles()]);
    const spoken = (/** @type {any} */ catalogue) => ({ ...catalogue, messages: { ...catalogue.messages, ...words } });
    const t = (/** @type {[string, any?]} */ ...said) => translator(spoken(this.on.page.materials.catalogue)).t(...said);
    pages.draw = (plan, sections, catalogue, options) => part("days_views.js").drawDays(plan, sections, spoken(catalogue), { ...options, look: part("looks_acts.js").now(this.on), versions: part("earlier_acts.js").now(this.on) });
    return { ...part("days_acts.js").acts(this.on, t), ...part("looks_acts.js").acts(this.on, t), ...part("earlier_acts.js").acts(this.on, t) };
  }
}

/** The words that the first pages do not bring; English ones where there are none. @param {string} language */
export const ownWords = (language) => fetch(new URL(`./later.${language}.json`, import.meta.url)).then((reply) => (reply.ok ? reply.json() : {}), () => ({}));

/** Whether or not they come, the pages can be read. */
function styles() {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL(LOOK, import.meta.url).href });
  const done = new Promise((settled) => ["load", "error"].forEach((event) => link.addEventListener(event, settled)));
  document.head.append(link);
  return done;
}
