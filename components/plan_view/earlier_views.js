// @ts-check
/**
 * Earlier versions on the phone: what changed, when and by whom, in sentences with the words themselves, as
 * `pwa/pages/version_words.py` says them at the desk. Pure, like `days_views.js`.
 *
 * Its views are `days-earlier` and `days-whole` (what bringing back a day would do); its buttons earlier_more,
 * earlier_entry and earlier_ask (with `data-n`, an item's number), earlier_whole.
 */

import { differences, entryIn, STAYS, wordsOf } from "./history.js";
import { heading, sitting } from "./plan_look.js";
import { facts } from "./plan_sections.js";
import { act, html, versions } from "./plan_view.js";
import { isSame } from "./stored.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {import("./change_parts.js").Look} Look */
/** @typedef {import("./history.js").Seen} Seen */
/** @typedef {{seen: Seen[], all: number, devices: {id: string, name: string}[], isMore: boolean, isDamaged: boolean, isLooked: boolean, asked?: {day: string, after: Json}}} Told
 *   newest first, of `all` those that are shown; isLooked: a look was done here since: none of it is new any more */

const SHORT = 80;

/** @param {Look} c @returns {Told} */
const told = (c) => /** @type {Told} */ (c.options.versions);

/** @param {Look} c */
export function drawEarlier(c) {
  const { seen, all, isMore, isDamaged } = told(c);
  const days = [...new Set(seen.map(({ item }) => item.day))];
  return html`<h1 tabindex="-1" data-focus class="pp-title">${c.t("Earlier versions")}</h1>
    <p>${c.t("Here is what changed in your plan. You can bring back one thing, or the whole plan.")}</p>
    <p class="pp-quiet">${c.t("What you deleted is gone from here too. Very old changes are kept in less detail.")}</p>
    ${isDamaged && html`<p class="pp-notice">${c.t("A file with older versions was damaged, so what it held can’t be shown. The file is kept, in case it can be repaired.")}</p>`}
    ${!all && !isMore && html`<p class="pp-quiet">${c.t("Nothing has changed yet.")}</p>`}
    ${days.map((day, nth) => ofDay(c, day, seen.filter(({ item }) => item.day === day), nth > 0))}
    ${all > seen.length ? act(c, "earlier_more", c.t("Show earlier"), "pp-button pp-wide") : isMore && html`<p class="pp-quiet">${c.t("Older changes are not on this phone.")}
      <a class="pp-link" href="${sitting(c, "edit")}">${c.t("See them with a connection")}</a></p>`}`;
}

/** @param {Look} c @param {string} day @param {Seen[]} seen @param {boolean} hasNewer */
function ofDay(c, day, seen, hasNewer) {
  return html`<section><h2>${c.day(day)}</h2><ul class="pp-earlier">${seen.map((one) => item(c, one))}</ul>
    ${hasNewer && act(c, "earlier_ask", c.t("Bring the whole plan back to this day"), "pp-button pp-wide",
      { "data-n": seen[0].item.n, "aria-label": c.t("Bring the whole plan back to how it was after {day}", { day: c.day(day) }) })}</section>`;
}

/** @param {Look} c @param {Seen} seen */
function item(c, seen) {
  const { item: one } = seen;
  const now = entryIn(c.plan, one.section, one.entry);
  return html`<li tabindex="-1" data-n="${one.n}"><p>${sentence(c, seen)}</p><p class="pp-from">${who(c, one)}</p>${one.new && !told(c).isLooked && html`<p class="pp-from">${c.t("New since the last look-through")}</p>`}
    ${one.before && now && beforeAndNow(c, seen, now)}</li>`;
}

/** @param {Look} c @param {Seen} seen @param {Json} now */
function beforeAndNow(c, { item: one, before }, now) {
  const section = sectionOf(c, one.section);
  const was = /** @type {Json} */ (before);
  const isSameNow = isSame(wordsOf(was), wordsOf(now)) && Boolean(was.away) === Boolean(now.away);
  const canBring = !isSameNow && name(c, section, was) && !STAYS.includes(section.id);
  return html`<details class="pp-fold"><summary>${c.t("Before and now")}</summary><div class="pp-two">
    <div><h3>${c.t("Before")}</h3>${says(c, section, was)}</div><div><h3>${now.away ? c.t("Now, put away") : c.t("Now")}</h3>${says(c, section, now)}</div></div>
    ${canBring && act(c, "earlier_entry", c.t("Bring this back"), "pp-button pp-wide", { "data-n": one.n, "aria-label": c.t("Bring this back: {words}", { words: name(c, section, was) }) })}</details>`;
}

/** All that an entry says; an older number is not for calling. @param {Look} c @param {Json} section @param {Json} entry */
function says(c, section, entry) {
  const field = namedIn(section, entry.id);
  const [main] = field ? [] : section.fields.filter((/** @type {Json} */ { required }) => required);
  const others = { ...section, fields: field ? [{ ...field, name: "value" }] : section.fields.filter((/** @type {Json} */ one) => one !== main) };
  const texts = versions(entry).filter(({ content }) => Object.keys(content).length);
  return texts.length ? texts.map(({ content }) => html`${main && html`<p>${c.words(plain(c, main, content[main.name]))}</p>`}${facts({ ...c, view: "paper" }, others, content)}`)
    : html`<p class="pp-quiet">${c.t("empty")}</p>`;
}

/** What bringing a day back would do, and one question. @param {Look} c */
export function drawWhole(c) {
  const { asked } = told(c);
  if (!asked) return drawEarlier(c);
  const would = differences(c.plan, asked.after);
  const groups = /** @type {[string, string][]} */ ([["changed", c.t("These get the words back that they had")], ["brought_back", c.t("These come back")],
    ["put_away", c.t("These are put away")], ["only_me", c.t("These are marked “Only me” again")]]);
  return html`<h1 tabindex="-1" data-focus class="pp-title">${c.t("Your plan as it was after {day}", { day: c.day(asked.day) })}</h1>
    ${!would.length && html`<p>${c.t("Your plan says the same now. There is nothing to bring back.")}</p>`}
    ${groups.map(([what, words]) => group(c, words, would.filter((one) => groupOf(one) === what)))}
    ${would.filter(({ what }) => what === "moved").map(({ section }) => html`<p>${c.t("“{section}” gets the order back that it had.", { section: heading(c, sectionOf(c, section)) })}</p>`)}
    <p>${c.t("Nothing is deleted by this, and you can take it back here. What you deleted stays deleted.")}</p>
    ${would.length > 0 && act(c, "earlier_whole", c.t("Yes, bring it back"), "pp-button pp-main-button pp-wide")}
    ${act(c, "close", c.t("Leave it as it was"), "pp-button pp-wide")}`;
}

/** Words that go are put away, for whoever reads what would happen. @param {{what: string, after?: Json}} one */
const groupOf = ({ what, after }) => (what === "changed" && !Object.keys(after?.content ?? {}).length ? "put_away" : what);

/** @param {Look} c @param {string} words @param {{section: string, before?: Json, after?: Json}[]} all */
const group = (c, words, all) => all.length > 0 && html`<section><h2>${words}</h2><ul class="pp-points">${all.map(({ section, before, after }) => {
  const [now, then] = [before, after].map((entry) => name(c, sectionOf(c, section), entry));
  return html`<li>${now && then && now !== then ? c.t("“{then}” instead of “{now}”", { then, now }) : then || now}</li>`;
})}</ul></section>`;

/** What happened, with the words of the entry as it was; where it was new, as it is. @param {Look} c @param {Seen} seen @returns {string} */
function sentence(c, { item: one, before, after }) {
  const section = sectionOf(c, one.section);
  const [was, is] = [before, after].map((entry) => name(c, section, entry));
  const values = { section: heading(c, section), words: one.what === "added" ? is : was || is };
  const says = /** @type {Record<string, () => string>} */ ({
    added: () => c.t("“{words}” was added to “{section}”.", values),
    changed: () => c.t("“{words}” in “{section}” was changed.", values),
    put_away: () => c.t("“{words}” in “{section}” was put away.", values),
    brought_back: () => c.t("“{words}” in “{section}” was brought back.", values),
    moved: () => c.t("“{words}” in “{section}” got another place.", values),
    only_me: () => c.t("“{words}” in “{section}” was marked “Only me”.", values),
    not_only_me: () => c.t("“{words}” in “{section}” is no longer marked “Only me”.", values),
    text: () => c.t("“{words}” was in “{section}” for a while.", values),
  });
  if (one.what === "deleted") return c.t("Something was deleted from “{section}”.", values);
  if (one.what === "changed" && was && !is) return c.t("“{words}” was taken out of “{section}”.", values);
  if (one.what === "changed" && !was && is) return says.added();
  return values.words ? says[one.what]?.() ?? "" : c.t("“{section}” was put in another order.", values);
}

/** Who did it, as far as that is known. @param {Look} c @param {Json} one */
function who(c, { by = "me", what, device }) {
  const { devices } = told(c);
  const nth = devices.findIndex(({ id }) => id === device);
  if (by !== "me") {
    const called = c.plan.voices?.[by]?.name || c.t("someone else");
    return what === "changed" && nth >= 0 ? c.t("By you, in the words of {name}", { name: called }) : c.t("By {name}", { name: called });
  }
  if (nth < 0) return c.t("By you");
  return device === c.plan.device ? c.t("By you, on this device") : c.t("By you, on {device}", { device: devices[nth].name || c.t("Device {n}", { n: nth + 1 }) });
}

/** @param {Look} c @param {string} id @returns {Json} */
const sectionOf = (c, id) => c.sections.find((one) => one.id === id) ?? { id, fields: [] };

/** @param {Json} section @param {string} id @returns {Json | undefined} */
const namedIn = ({ kind, fields, answers = [] }, id) => (kind === "fields" ? fields : answers).find((/** @type {Json} */ one) => one.name === id);

/** An entry in short. @param {Look} c @param {Json} section @param {Json | undefined} entry @returns {string} */
function name(c, section, entry) {
  const text = entry && versions(entry).find(({ content }) => Object.keys(content).length);
  if (!text) return "";
  const field = namedIn(section, entry.id);
  const main = field ?? section.fields.find((/** @type {Json} */ { required }) => required);
  const words = main ? plain(c, main, text.content[field ? "value" : main.name]) : "";
  const line = field ? c.t("{label}: {words}", { label: c.t(field.label), words }) : words.split(/\s+/).join(" ").trim();
  return line.length > SHORT ? `${line.slice(0, SHORT).trimEnd()} …` : line;
}

/** A value as text. @param {Look} c @param {Json} field @param {any} raw @returns {string} */
function plain(c, { type, choices }, raw) {
  if (type === "date" || type === "month") return c.day(raw ?? "");
  if (type === "choice") return choices?.[raw] ? c.t(choices[raw]) : raw ?? "";
  return Array.isArray(raw) ? c.list(raw.map((one) => one.number ?? one)) : String(raw ?? "");
}
