// @ts-check
/**
 * Looking through the plan on the phone: one thing at a time, then the end of the look. Pure, like `days_views.js`.
 *
 * Its views are `days-look` and `days-looked`; its buttons look_true, look_away, look_pass, look_end, look_next (with
 * `data-weeks`), and those of `change_pages.js`.
 */

import { unsaved } from "./change_drafts.js";
import { at, list, wordsOf } from "./change_parts.js";
import { isYearOver, lastLook } from "./looking.js";
import { heading, languageOf, sitting } from "./plan_look.js";
import { facts, valueOf } from "./plan_sections.js";
import { act, html } from "./plan_view.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {import("./change_parts.js").Look} Look */

const DESK = "1"; // where looks are in the desk's editor, as in `plan_due.js`
const ALWAYS = ["with", "note"];
const YEARLY = ["safer", "better"];
const WEEKS = [4, 13, 26]; // a month, three, half a year, always on the same day of the week: as at the desk

/** @param {Look} c */
export function drawLook(c) {
  const { asked, now } = c.options.look;
  return now ? question(c, now) : nothing(c, asked.length > 0);
}

/** @param {Look} c @param {boolean} wasAsked */
function nothing(c, wasAsked) {
  return html`<h1 tabindex="-1" data-focus class="pp-title">${c.t("Look through my plan")}</h1>
    ${!wasAsked && html`<p>${c.t("There is nothing to look at today.")}</p>`}
    ${act(c, "look_end", c.t("Note who was there, and the next day"), "pp-button pp-main-button pp-wide")}${atDesk(c)}`;
}

/** One thing, why it is asked about, and the answers. @param {Look} c @param {Json} now */
function question(c, { one, entry, nth, all, why, day, isNew }) {
  const [main] = one.fields.filter((/** @type {Json} */ { required }) => required);
  const others = { ...one, fields: one.fields.filter((/** @type {Json} */ field) => field !== main) };
  return html`${nth === 1 && html`<p>${begin(c)}</p><p class="pp-quiet">${c.t("What you answer is kept at once. You can stop at any time.")}</p>`}
    <section class="pp-look"><p class="pp-quiet">${c.t("{heading}: {count}", { heading: heading(c, one), count: c.t("{n} of {all}", { n: nth, all }) })}</p>
    <h1 tabindex="-1" data-focus class="pp-entry-words">${c.words(wordsOf(one, entry), languageOf(entry))}</h1>${facts(c, others, entry.content)}
    ${!isNew && html`<p>${reasons(c)[why]?.(c.day(day))}</p>`}${answers(c, one, entry, { why, isNew, main: main.name })}</section>
    <div class="pp-pair">${act(c, "look_pass", c.t("Not now"))}${act(c, "look_end", c.t("Enough for today"))}</div>`;
}

/** @param {Look} c */
const begin = (c) => lastLook(c.plan, c.options.today ?? "") ? c.t("Here is only what changed since the last look, what did not help, and what is old.")
  : c.t("Here is only what is old, what did not help, and whose day has come.");

/** @param {Look} c @returns {Record<string, (day: string) => string>} */
const reasons = (c) => ({
  due: (day) => c.t("You wanted to look at this again on {day}.", { day }),
  number: (day) => c.t("Nobody has looked at this number since {day}. Is it still right?", { day }),
  no_help: (day) => c.t("The last time, on {day}, it did not help.", { day }),
  changed: (day) => c.t("This was written on {day}, after your last look.", { day }),
  old: (day) => c.t("This has been the same since {day}.", { day }),
});

/** A person and a thing with a day have more than words to change. @param {Look} c @param {Json} one @param {Json} entry @param {{why: string, isNew: boolean, main: string}} about */
function answers(c, one, entry, { why, isNew, main }) {
  const data = at(one, entry);
  const big = "pp-button pp-main-button pp-wide";
  if (entry.rivals?.length) return act(c, "which", c.t("Which one do you want?"), big, data);
  const change = one.kind === "people" || why === "due" ? act(c, "entry", c.t("Change"), "pp-button", data) : act(c, "field", c.t("Change"), "pp-button", { ...data, "data-field": main });
  return html`${isNew ? act(c, "look_pass", c.t("Done"), big) : act(c, "look_true", c.t("Still true"), big, data)}
    <div class="pp-pair">${change}${act(c, "look_away", c.t("Put away"), "pp-button", data)}</div>`;
}

/** Who was there, and the next day; all of it may be left out. @param {Look} c */
export function drawLooked(c) {
  const { today = "" } = c.options;
  const one = c.sections.find(({ id }) => id === "looks") ?? { fields: [] };
  const look = c.entries("looks").find(({ content }) => content.day === today);
  if (!look) return nothing(c, false);
  return html`<h1 tabindex="-1" data-focus class="pp-title">${c.t("That was the look. Everything is kept.")}</h1>
    ${unsaved(c, one, look.id, look).map((text) => html`<p class="pp-quiet">${text}</p>`)}${list(c, [...rows(c, one, look, ALWAYS), next(c)])}
    <div class="pp-pair">${[c.t("In four weeks"), c.t("In three months"), c.t("In half a year")].map((words, nth) => act(c, "look_next", words, "pp-button", { "data-weeks": WEEKS[nth] }))}</div>${calendar(c)}
    ${isYearOver(c.plan, c.sections, today) && html`<p>${c.t("Once a year, if you like:")}</p>${list(c, rows(c, one, look, YEARLY))}`}
    ${act(c, "close", c.t("To my plan"), "pp-button pp-main-button pp-wide")}${atDesk(c)}`;
}

/** What is written at the end of a look does not stay on the phone; until the page is left it says what it was. @param {Look} c @param {Json} one @param {Json} look @param {string[]} names */
const rows = (c, one, look, names) => one.fields.filter((/** @type {Json} */ { name }) => names.includes(name)).map((/** @type {Json} */ field) => {
  const said = look.content[field.name] ?? c.options.written?.[`${look.id} ${field.name}`];
  return { label: said ? valueOf(c, /** @type {any} */ (field), said, false) : c.t(field.label), note: said && c.t(field.label), isStrong: Boolean(said), act: "field", data: { ...at(one, look), "data-field": field.name } };
});

/** The day for the next look. @param {Look} c */
function next(c) {
  const day = c.named("about", "next_look");
  const label = c.t(c.sections.find(({ id }) => id === "about")?.fields.find((/** @type {Json} */ { name }) => name === "next_look").label);
  return { label: day ? c.day(day) : label, note: day && label, isStrong: Boolean(day), act: "field", data: { "data-section": "about", "data-entry": "next_look", "data-field": "next_look" } };
}

const LAST = "9999"; // of its end a calendar would not know

/** The day as a file for a calendar, where there is one. @param {Look} c */
function calendar(c) {
  const day = c.named("about", "next_look");
  return day && day < LAST && html`${act(c, "look_calendar", c.t("Put it into my calendar"), "pp-button pp-wide", { "data-day": day })}
    <p class="pp-quiet">${c.t("The calendar gets the day and the word “{word}”. Nothing of your plan.", { word: c.t("Notes") })}</p>`;
}

/** What only the desk holds, said calmly. @param {Look} c */
const atDesk = (c) => html`<p class="pp-quiet">${c.t("“{part}” and earlier looks are not on this phone.", { part: c.t("Something I want to do") })}
  <a class="pp-link" href="${sitting(c, "edit")}/${DESK}">${c.t("See them with a connection")}</a></p>`;
