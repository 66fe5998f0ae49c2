// @ts-check
/** What was agreed for a crisis: each point with where it stands and what either side says to it, side by side. */

import { languageOf, versions } from "./plan_look.js";
import { html } from "./plan_text.js";

/** @typedef {import("./plan_text.js").Json} Json */
/** @typedef {import("./plan_look.js").Look} Look */

const SIDES = ["me", "team"];
const ORDER = ["agreed", "changed", "not_agreed", "not_yet"];

/** Where a text stands; what is absent was not yet talked about. @param {Json} version */
function standing({ content, changed_since: isChanged }) {
  const says = SIDES.map((side) => content[side]);
  if (says.every((one) => one === "agreed")) return isChanged ? "changed" : "agreed";
  return says.includes("not_agreed") ? "not_agreed" : "not_yet";
}

/** The points with what both agreed to first, and otherwise in their own order. @param {Json[]} entries @returns {Json[]} */
export function inOrder(entries) {
  const rank = (/** @type {Json} */ entry) => Math.max(...versions(entry).map((version) => ORDER.indexOf(standing(version))));
  return [...entries].sort((one, other) => rank(one) - rank(other));
}

/** One text of a point. Where both agree and add nothing, no more than that is said. @param {Look} c @param {Json} one @param {Json} version */
export function point(c, one, version) {
  const { content } = version;
  const field = (/** @type {string} */ name) => one.fields.find((/** @type {Json} */ other) => other.name === name);
  const stands = standing(version);
  const words = { agreed: c.t("Agreed by both"), changed: c.t("Changed since both agreed"), not_agreed: c.t("Not agreed"), not_yet: c.t("Still to talk about") };
  const { topic } = content;
  const isShort = stands === "agreed" && !version.team_day && version.team_mine !== "over" && !SIDES.some((side) => content[`${side}_note`]);
  return html`<p class="pp-lead">${c.words(content.point, languageOf(version))}</p>${topic && html`<p class="pp-quiet">${c.t(field("topic").choices[topic] ?? topic)}</p>`}
    <p class="pp-standing${stands !== "agreed" && " pp-standing-open"}">${words[stands]}</p>${!isShort && html`<dl class="pp-both">${SIDES.map((side) => sideOf(c, field(side), version))}</dl>`}`;
}

/** @param {Look} c @param {Json} field @param {Json} version */
function sideOf(c, { name, label, choices }, version) {
  const { content } = version;
  const [who, note] = [(name === "team" && speaker(c, version)) || c.named("agreement", `${name}_name`), content[`${name}_note`]];
  const says = choices[content[name]] ?? choices.not_yet;
  return html`<div class="pp-side${content[name] !== "agreed" && " pp-side-open"}"><dt>${c.t(label)}${who && html` · ${c.words(who)}`}</dt>
    <dd><strong>${c.t(says)}</strong>${note && html`<p>${c.words(note)}</p>`}${name === "team" && version.team_mine && html`<p class="pp-from">${
      c.options.voice === "theirs" ? c.t("Written down by the person whose plan it is.") : c.t("Written down by me.")}</p>`}</dd></div>`;
}

/** Who helps and spoke for the team, and when. @param {Look} c @param {Json} version */
function speaker(c, { team_by: by, team_voice: named, team_day: day }) {
  const name = named ?? (by && (c.plan.voices?.[by]?.name ?? c.t("someone else")));
  return name && (day ? c.t("{name}, {day}", { name, day: c.day(day) }) : name);
}

/** What it is in law, and what not. @param {Look} c */
export const inLaw = (c) => html`<p class="pp-quiet">${
  c.t("This is a promise between people, not a contract. In a crisis others may have to decide differently. What the law says about it differs from country to country.")}</p>`;
