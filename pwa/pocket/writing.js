// @ts-check
/** What is written in a form of the changing views: added, saved, taken up again, or thrown away. */

import { fieldOf, formOf, placeOf } from "./buttons.js";
import { draftsIn } from "./change_drafts.js";
import { parseContent } from "./content.js";
import * as deeds from "./deeds.js";
import { newId } from "./records.js";

/** @typedef {Record<string, any>} Json */

export class Writing {
  /** @param {import("./changing.js").Changing} changing */
  constructor(changing) {
    this.changing = changing;
    this.typing = changing.typing;
  }

  /** What each button does, by its `data-act`. @returns {Record<string, (button: HTMLElement) => unknown>} */
  get acts() {
    const { changing } = this;
    return {
      add: changing.once((button) => this.add(button)),
      save: changing.once((button) => this.save(button)),
      remove_number: changing.onEntry((button) => this.removeNumber(button)),
      throw_away: (button) => this.throwAway(formOf(button).key),
      add_again: changing.once((button) => this.addAgain(button)),
      let_go: ({ dataset }) => this.throwAway(dataset.key ?? ""),
      reopen: (button) => this.reopen(button),
    };
  }

  /** @param {string} message */
  t(message) {
    return this.changing.t(message);
  }

  /** @param {HTMLElement} button */
  async add(button) {
    const { section } = placeOf(button);
    const { form, input, key } = formOf(button);
    const { fields, kind } = this.changing.section(section);
    const main = mainOf(fields);
    if (!input.value.trim()) return this.changing.problem(this.t("Write something first."));
    const { content } = parseContent(fields, { [main.name]: input.value });
    const text = input.value;
    const place = { section, entry: newId() };
    const then = () => this.typing.putBack(key, text);
    this.typing.empty(input, key);
    const made = await this.changing.do(deeds.added(place, content), this.t("Added."), { then, typed: { key, text } }).catch((trouble) => {
      then();
      throw trouble;
    });
    if (!made) then();
    if (made && kind === "people") return this.askNumber(place, fields);
    this.typing.field(form.dataset.form)?.focus();
  }

  /** After a person's name comes a number: one field at a time. @param {deeds.Place} place @param {Json[]} fields */
  askNumber({ section, entry }, fields) {
    const number = fields.find(({ type }) => type === "phones" || type === "phone");
    this.changing.open(`entry-${section}-${entry}`);
    if (number) this.changing.open(`field-${section}-${entry}-${number.name}${number.type === "phones" ? ".0" : ""}`);
  }

  /** Save a field. An entry that was deleted elsewhere meanwhile is there again, as it was with this. @param {HTMLElement} button */
  async save(button) {
    const place = placeOf(button);
    const { form, input, key, basedOn, settles } = formOf(button);
    const [name, at] = fieldOf(button);
    const { fields, kind } = this.changing.section(place.section);
    const entry = this.changing.entryOf(place);
    const field = fields.find((/** @type {Json} */ other) => other.name === name);
    if ((field.required || at !== undefined) && !input.value.trim()) return this.changing.problem(field.required
      ? this.t("This can't be left empty. What stood here stays. To take it out, use Delete.") : this.t("Write something first."));
    if (!entry && kind !== "fields") return this.changing.gone();
    const typed = { key, text: input.value };
    const { written } = this.changing;
    const [isLeaving, kept] = [field.pocket === false, `${place.entry} ${name}`]; // what does not stay on the phone
    const known = written[kept];
    const value = at !== undefined ? numbers(form, entry, name, Number(at)) : field.type === "texts" ? typed.text.split("\n") : typed.text;
    const deed = kind === "fields" ? deeds.set(field, place, entry, value, basedOn) : deeds.edited(fields, place, known ? { ...entry, content: { [name]: known, ...entry?.content } } : entry ?? {}, name, value, basedOn);
    if (settles) return this.settle({ ...deed.change, settles: [settles] }, typed);
    const made = await this.changing.do(deed, this.t("Saved."), { typed, isLast: true, then: () => void (isLeaving && (written[kept] = known)) });
    if (!made) return;
    if (isLeaving) written[kept] = value;
    if (this.typing.goOn(input, made.revision)) this.changing.show();
    else this.changing.views.close();
  }

  /** Save what a suggestion became, which answers it; taken back, it stands there again, and what was typed in its field. @param {Json} change @param {import("./changing.js").Typed} typed */
  async settle(change, { key, text }) {
    const then = () => this.typing.remember(key, text);
    if (!(await this.changing.settle(change, this.t("Saved."), { then, isLast: true }))) return;
    if ((this.typing.all[key] ?? text) === text) this.typing.remember(key, null);
    this.changing.views.close();
  }

  /** @param {HTMLElement} button */
  async removeNumber(button) {
    const place = placeOf(button);
    const { input, key, basedOn } = formOf(button);
    const [name, at] = fieldOf(button);
    const entry = this.changing.entryOf(place) ?? {};
    const rest = entry.content[name].filter((/** @type {Json} */ _, /** @type {number} */ index) => index !== Number(at));
    const deed = deeds.edited(this.changing.section(place.section).fields, place, entry, name, rest, basedOn);
    if (await this.changing.do(deed, this.t("Removed."), { typed: { key, text: input.value }, isLast: true })) this.changing.views.close();
  }

  /** Let a text go that was not saved; until the page goes on it can come back. @param {string} key */
  throwAway(key) {
    const text = this.typing.all[key];
    this.typing.remember(key, null);
    this.changing.tell({ words: this.t("Thrown away."), then: () => this.typing.remember(key, text) });
    this.typing.field()?.focus();
  }

  /** A text whose entry is gone becomes an entry, with all else of that one that is still known here. @param {HTMLElement} button */
  async addAgain({ dataset: { key = "" } }) {
    const draft = draftsIn(this.typing.all).find((one) => one.key === key);
    if (!draft) return;
    const { section, text } = draft;
    const { fields } = this.changing.section(section);
    const known = this.changing.entryOf(draft);
    const [name, at] = draft.field.split(".");
    const main = mainOf(fields).name;
    const value = at === undefined ? text : withNumber(known?.content[name], Number(at), { number: text });
    const { content } = parseContent(fields, { [main]: text, ...known?.content, [name]: value });
    const place = { section, entry: newId() };
    const then = () => this.typing.remember(key, text);
    const deed = deeds.added(place, content);
    const change = { ...deed.change, ...(known?.only_me && { only_me: true }) }; // what was only for the person stays so
    await this.changing.do({ ...deed, change }, this.t("Added."), { then, typed: { key, text } });
  }

  /** Put a text that was refused back where it can be changed. @param {HTMLElement} button */
  reopen(button) {
    const found = this.changing.page.told.refused.find(({ revision, change }) => (revision ?? change.revision) === button.dataset.revision);
    if (!found) return;
    const { section, entry: id, value, whole, content = whole?.content ?? {} } = found.change;
    const { fields, kind } = this.changing.section(section);
    const entry = deeds.entryOf(this.changing.page.mine, { section, entry: id });
    if (!entry && kind !== "fields") return this.takeUp(`add-${section}`, content[mainOf(fields).name], `change-${section}`);
    const [name, text] = kind === "fields" ? [id, lines(value)] : written(fields, content, entry?.content ?? {});
    const place = `field-${section}-${id}-${name}`;
    this.takeUp(Object.keys(this.typing.all).find((key) => key.startsWith(`${place}@`)) ?? `${place}@${entry?.revision ?? ""}`, text, place);
  }

  /** Go on with a text in its field; what is typed there already stays. @param {string} key @param {string} text @param {string} view */
  takeUp(key, text, view) {
    if (!this.typing.all[key]) this.typing.remember(key, text ?? "");
    this.changing.lead(view);
  }
}

/** @param {Json[]} fields @returns {Json} */
export const mainOf = (fields) => /** @type {Json} */ (fields.find(({ required }) => required));

/** @param {unknown} value */
const lines = (value) => (Array.isArray(value) ? value.join("\n") : String(value ?? ""));

/** Which field a change wrote anew, and what. @param {Json[]} fields @param {Json} content @param {Json} before @returns {[string, string]} */
function written(fields, content, before) {
  const isOther = (/** @type {string} */ name) => JSON.stringify(content[name]) !== JSON.stringify(before[name]);
  const { name, type } = fields.find((field) => field.type !== "yes" && content[field.name] && isOther(field.name)) ?? mainOf(fields);
  if (type !== "phones") return [name, lines(content[name])];
  const others = content[name].findIndex((/** @type {Json} */ { number }, /** @type {number} */ at) => number !== before[name]?.[at]?.number);
  const at = Math.max(others, 0);
  return [`${name}.${at}`, content[name][at].number];
}

/** @param {HTMLFormElement} form @param {Json | undefined} entry @param {string} name @param {number} at */
function numbers(form, entry, name, at) {
  const uses = ["call", "text"].filter((use) => /** @type {HTMLInputElement} */ (form.elements.namedItem(use)).checked);
  const { value: number } = /** @type {HTMLInputElement} */ (form.elements.namedItem("typed"));
  return withNumber(entry?.content[name], at, { number, for: uses.length ? uses : ["call"] });
}

/** @param {Json[] | undefined} all @param {number} at @param {Json} phone */
function withNumber(all = [], at, phone) {
  const place = Math.min(at, all.length);
  return Object.assign([...all], { [place]: { for: ["call"], ...all[place], ...phone } });
}
