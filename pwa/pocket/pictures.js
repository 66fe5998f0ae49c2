// @ts-check
/** The pictures on the phone's page: brought where they are to be seen, kept for later, added and deleted with a connection. */

import { PICTURED, VIEW } from "./plan_pictures.js";
import { ask, Trouble } from "./requests.js";
import { CantShrink, shrunk } from "./shrink.js";

const ADDRESS = "/api/plans/mine/pictures";
const TYPE = "image/webp";
const LIMIT_MS = 30_000;
const LATER_MS = 1_000; // the page itself comes first
const AGAIN_MS = [2_000, 10_000, 60_000]; // a signal that comes and goes; after that, whenever the plan is asked for

/**
 * @typedef {object} Given
 * @property {() => import("./kept.js").Kept | null} kept
 * @property {() => Promise<unknown>} exchange asks for the plan as it is now
 */

export class Pictures {
  /** @type {Map<string, Promise<string>>} as `data:`, those that were seen */
  #seen = new Map();
  /** @type {Set<string>} those that can't be had just now */
  #missing = new Set();
  #tries = 0; // of those, by themselves
  #kept = "?"; // which ones were kept last
  #isKeeping = false;

  /** @param {import("./changing.js").Changing} changing @param {Given} given */
  constructor(changing, given) {
    this.on = changing;
    this.given = given;
    this.chooser = Object.assign(document.createElement("input"), { type: "file", accept: "image/*", multiple: true });
    this.chooser.addEventListener("change", () => this.on.alone(() => this.add([...(this.chooser.files ?? [])])));
  }

  /** What each button does, by its `data-act`. @returns {Record<string, (button: HTMLElement) => unknown>} */
  get acts() {
    const id = (/** @type {HTMLElement} */ { dataset }) => dataset.picture ?? "";
    return {
      picture: (button) => this.on.lead(`${VIEW}-${id(button)}`),
      add_picture: () => this.chooser.click(),
      say_picture: this.on.once((button) => this.describe(id(button))),
      delete_picture: this.on.once((button) => this.delete(id(button))),
    };
  }

  /** Watch for places where one is to be seen: a fold that is opened, a view, a plan that is drawn anew. */
  start() {
    const watch = new MutationObserver(() => this.fill());
    const what = { childList: true, subtree: true, attributeFilter: ["open", "src", "hidden"] };
    for (const id of ["plan", "view"]) watch.observe(/** @type {HTMLElement} */ (document.getElementById(id)), what);
  }

  /** The plan may have others, or there may be a connection again. */
  refresh() {
    this.#missing.clear();
    this.fill();
    if (this.#isKeeping || this.#names === this.#kept) return;
    this.#isKeeping = true;
    setTimeout(async () => {
      const names = this.#names;
      const isKept = await this.#keep(names.split(" ").filter(Boolean)).then(() => true, () => false);
      if (isKept) this.#kept = names;
      this.#isKeeping = false;
      if (isKept) this.refresh(); // the plan may have got others meanwhile
    }, LATER_MS);
  }

  /** @returns {{id: string, words: string}[]} */
  get all() {
    return this.on.page.mine?.pictures ?? [];
  }

  get #names() {
    return this.all.map(({ id }) => id).join(" ");
  }

  /** Bring those that are to be seen. */
  fill() {
    for (const image of document.querySelectorAll("img[data-picture]:not([src])")) {
      const { dataset: { picture: id = "" } } = /** @type {HTMLImageElement} */ (image);
      if (this.#missing.has(id) || !image.getClientRects().length) continue;
      this.#of(id).then((picture) => image.setAttribute("src", picture), () => this.#miss(id));
    }
  }

  /** One can't be had just now: it is tried again a few times. @param {string} id */
  #miss(id) {
    const isFirst = !this.#missing.size;
    this.#missing.add(id);
    const wait = AGAIN_MS[this.#tries];
    if (!isFirst || !wait) return;
    this.#tries += 1;
    setTimeout(() => this.refresh(), wait);
  }

  /** @param {string} id */
  #of(id) {
    const found = this.#seen.get(id) ?? this.#bring(id);
    this.#seen.set(id, found);
    found.catch(() => this.#seen.delete(id));
    return found;
  }

  /** From this phone, else from the server. @param {string} id */
  async #bring(id) {
    const kept = this.given.kept();
    return (await kept?.pictures.get(id).catch(() => null)) ?? fetched(id);
  }

  /** Those of the plan are on this phone then, and no others. @param {string[]} ids */
  async #keep(ids) {
    const kept = this.given.kept();
    for (const id of (await kept?.pictures.keep(ids)) ?? []) await kept?.pictures.put(id, await fetched(id));
  }

  /** One after the other: each takes much memory while it is made small. @param {File[]} files */
  async add(files) {
    const { on } = this;
    let added = 0;
    const isDone = await this.#trying(async () => {
      let left = null; // one that can't be opened keeps none of the others away
      for (const [at, file] of files.entries()) {
        on.tell({ words: on.t("Adding picture {n} of {all} …", { n: at + 1, all: files.length }) });
        try {
          await this.#send(await shrunk(file));
          added += 1;
        } catch (trouble) {
          if (!(trouble instanceof CantShrink)) throw trouble;
          left = trouble;
        }
      }
      if (left) throw left;
    });
    this.chooser.value = "";
    if (added) await this.given.exchange();
    if (isDone && added) on.tell({ words: on.t("Added.") });
    else if (added) on.show();
  }

  /** @param {Blob} picture @returns {Promise<string>} its id */
  async #send(picture) {
    const { id } = await ask(ADDRESS, { method: "POST", headers: { "Content-Type": picture.type }, body: picture });
    this.#seen.set(id, asData(picture));
    return id;
  }

  /** @param {string} id */
  async describe(id) {
    const { on } = this;
    const field = /** @type {HTMLInputElement} */ (document.getElementById("pp-on-it"));
    const isDone = await this.#trying(() => change("PUT", id, { words: field.value }), (words) => on.problem(words));
    if (!isDone) return;
    await this.given.exchange();
    on.tell({ words: on.t("Saved.") });
  }

  /** At the server first; until the next thing is done, this page alone still holds it. @param {string} id */
  async delete(id) {
    const { on } = this;
    const words = this.all.find((one) => one.id === id)?.words ?? "";
    const picture = await this.#of(id).catch(() => "");
    if (!(await this.#trying(() => change("DELETE", id, { sure: true })))) return;
    this.#seen.delete(id);
    await this.given.kept()?.pictures.drop(id).catch(() => undefined);
    await this.given.exchange();
    on.said({ words: on.t("The picture is deleted."), ...(picture && { then: () => this.#putBack(picture, words) }) });
    on.toList(PICTURED);
  }

  /** @param {string} picture @param {string} words @returns {Promise<boolean>} */
  async #putBack(picture, words) {
    const { done } = this.on;
    const isDone = await this.#trying(async () => {
      const id = await this.#send(asBlob(picture));
      if (words) await change("PUT", id, { words });
    }, (why) => this.on.tell({ ...done, words: why }));
    if (isDone) await this.given.exchange();
    return isDone;
  }

  /** @param {() => Promise<unknown>} act @param {(words: string) => unknown} [say] what was in the way */
  async #trying(act, say = (words) => this.on.tell({ words })) {
    try {
      await act();
      return true;
    } catch (trouble) {
      if (!(trouble instanceof Trouble || trouble instanceof CantShrink)) throw trouble;
      say(this.#reason(trouble));
      return false;
    }
  }

  /** @param {Trouble | CantShrink} trouble */
  #reason(trouble) {
    const { t } = this.on;
    if (trouble instanceof CantShrink) return t("This can't be opened as a picture here. It was not added.");
    if (trouble.name === "network") return t("Pictures can be changed only with a connection, and there is none right now. Please try again later.");
    return trouble.words || t("That did not work. Your plan is as it was. Please try again.");
  }
}

/** @param {string} method @param {string} id @param {object} body */
const change = (method, id, body) =>
  ask(`${ADDRESS}/${id}`, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

/** @param {string} id @returns {Promise<string>} */
async function fetched(id) {
  const reply = await fetch(`${ADDRESS}/${id}`, { cache: "no-store", signal: AbortSignal.timeout(LIMIT_MS) });
  const picture = reply.ok ? await reply.blob() : null;
  if (picture?.type !== TYPE) throw new Error("no picture came"); // a network that wants a log-in first answers, too
  return asData(picture);
}

/** @param {Blob} picture @returns {Promise<string>} */
function asData(picture) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = failed;
    reader.readAsDataURL(picture);
  });
}

/** @param {string} data */
function asBlob(data) {
  const [head, text] = data.split(",");
  return new Blob([Uint8Array.from(atob(text), (one) => one.charCodeAt(0))], { type: head.slice("data:".length).split(";")[0] });
}
