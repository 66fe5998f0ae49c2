// @ts-check
/** What is being typed in a form of the changing views: kept at every letter until it is saved. */

import { drawnAnew } from "./views.js";

export class Typing {
  /**
   * @param {(key: string, text: string | null) => Promise<unknown>} draft keeps a text over reloads; null: it has arrived
   * @param {() => Record<string, string>} before what was typed before this page was loaded
   */
  constructor(draft, before) {
    this.draft = draft;
    this.before = before;
    /** @type {Record<string, string | null>} */
    this.typed = {};
    /** Done when all that was typed is kept. @type {Promise<unknown>} */
    this.keeping = Promise.resolve();
  }

  start() {
    document.addEventListener("input", ({ target }) => target instanceof HTMLElement && this.keep(target));
    document.addEventListener("submit", (event) => event.preventDefault());
    document.addEventListener("keydown", entered);
  }

  /** All texts that were typed and not saved, by field. @returns {Record<string, string>} */
  get all() {
    const all = Object.entries({ ...this.before(), ...this.typed });
    return Object.fromEntries(/** @type {[string, string][]} */ (all.filter(([, text]) => text !== null)));
  }

  /** @param {HTMLElement} field */
  keep(field) {
    const { draft: key } = field.dataset;
    if (!key) return;
    this.remember(key, /** @type {HTMLInputElement} */ (field).value);
    field.removeAttribute("aria-invalid");
    field.closest("form")?.querySelector(".pp-problem")?.replaceChildren();
  }

  /** @param {string} key @param {string | null} text null: the saved one stands; an empty one is not kept over reloads */
  remember(key, text) {
    this.typed[key] = text;
    // Where nothing can be kept, the field itself still holds it.
    this.keeping = this.keeping.then(() => this.draft(key, this.typed[key] || null)).catch(() => undefined);
  }

  /** Empty a field whose text is on its way; until it has arrived, the text stays kept. @param {HTMLInputElement} input @param {string} key */
  empty(input, key) {
    input.value = "";
    this.typed[key] = "";
  }

  /** It was not taken: back into its field, before what was typed since. @param {string} key @param {string} text */
  putBack(key, text) {
    const all = [text, this.typed[key]].filter(Boolean).join("\n");
    this.remember(key, all);
    const input = this.field();
    if (input?.dataset.draft === key) input.value = all;
  }

  /** A text has arrived; what was typed since has not. @param {string} key @param {string} text */
  forget(key, text) {
    if ((this.typed[key] || text) === text) this.typed[key] = null;
  }

  /** What is typed in a field since its text was saved belongs to that one; says whether there is something. @param {HTMLInputElement} input @param {string} revision */
  goOn({ dataset, form }, revision) {
    const { draft: before = "" } = dataset;
    const key = `${before.split("@")[0]}@${revision}`;
    const text = this.all[before];
    dataset.draft = key;
    Object.assign(form?.dataset ?? {}, { form: key, basedOn: revision });
    if (!text) return false;
    this.remember(before, null);
    this.remember(key, text);
    return true;
  }

  /** Whether the field that is open holds something that is not saved. */
  get isHolding() {
    return Boolean(this.all[this.field()?.dataset.draft ?? ""]);
  }

  /** Say at the field what is in the way; says whether there is a field. @param {string} words */
  object(words) {
    const place = document.querySelector("#view .pp-problem");
    if (!place) return false;
    place.textContent = words;
    this.field()?.setAttribute("aria-invalid", "true");
    this.field()?.focus();
    return true;
  }

  /** Draw over a form: what is ticked in it, the focus and the caret are so again afterwards; what is typed is drawn. @param {() => void} draw */
  over(draw) {
    const focused = document.activeElement;
    const caret = caretOf(focused);
    const before = new Map(ticks().map((tick) => [nameOf(tick), tick.checked]));
    draw();
    for (const tick of ticks()) tick.checked = before.get(nameOf(tick)) ?? tick.checked;
    if (!focused || focused.isConnected) return;
    const again = caret && this.field(caret.form);
    (again ?? drawnAnew(focused) ?? heading())?.focus({ preventScroll: true });
    if (again && caret.at) again.setSelectionRange(...caret.at);
  }

  /** The field that is typed in. @param {string} [form] whatever text it stands on @returns {HTMLInputElement | null} */
  field(form) {
    const place = form ? `[data-form^="${CSS.escape(form.split("@")[0])}"]` : "";
    return document.querySelector(`#view form${place} [name="typed"]`);
  }
}

/** Where one types, if one does. @param {Element | null} field @returns {{form: string, at: [number, number, "forward" | "backward" | "none"] | null} | null} */
function caretOf(field) {
  const { form, name, selectionStart, selectionEnd, selectionDirection } = /** @type {HTMLInputElement} */ (field ?? {});
  if (name !== "typed" || !form) return null;
  const at = typeof selectionStart === "number"; // a date and a choice have none
  return { form: form.dataset.form ?? "", at: at ? [selectionStart, selectionEnd ?? selectionStart, selectionDirection ?? "none"] : null };
}

/** In a field for one thing, Enter is the big button. @param {KeyboardEvent} event */
function entered(event) {
  const { target } = event;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !(target instanceof HTMLElement) || !("enter" in target.dataset)) return;
  event.preventDefault();
  /** @type {HTMLElement | null | undefined} */ (target.closest("form")?.querySelector('[type="submit"]'))?.click();
}

/** @returns {HTMLInputElement[]} */
const ticks = () => [...document.querySelectorAll('#view form input[type="checkbox"]')].map((one) => /** @type {HTMLInputElement} */ (one));

/** @param {HTMLInputElement} input */
const nameOf = (input) => `${input.form?.dataset.form} ${input.name}`;

/** @returns {HTMLElement | null} */
const heading = () => document.querySelector("#view [data-focus]");
