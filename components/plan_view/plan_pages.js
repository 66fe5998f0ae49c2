// @ts-check
/**
 * The pages over a plan: one step at a time, *It's only starting*, and the card to show to someone.
 *
 * Pure, like `plan_view.js`. Beside its buttons there are next, back and card-avoid, and helped, a_bit and not_this_time
 * (with `data-entry`). The focus belongs on `[data-focus]`.
 */

import { clashes } from "./plan_clashes.js";
import { isOthers } from "./plan_people.js";
import { howItWent } from "./plan_sections.js";
import { ICONS, act, digits, grounding, html, look, numbers, ordered, page, rows, section, texts, versions } from "./plan_view.js";

/** @typedef {import("./plan_view.js").Json} Json */
/**
 * @typedef {import("./plan_view.js").Options & {index?: number, showAvoid?: boolean}} Options which step, from 0; people not to call too
 */

const back = (/** @type {import("./plan_view.js").Look} */ c) => (c.view === "example" ? c.t("Back") : c.t("My plan"));

// From this many characters on a step is set in smaller type.
const LONG_STEP = 200;

/** One coping step at a time, with *Call someone* at the foot.
 * @param {Json} plan @param {Json[]} sections @param {Json} catalogue @param {Options} [options] */
export function drawSteps(plan, sections, catalogue, options = {}) {
  const c = look(plan, sections, catalogue, options);
  const steps = c.entries("coping");
  const at = Math.max(0, Math.min(options.index ?? 0, steps.length - 1));
  const isLast = at >= steps.length - 1;
  return page(c, back(c), html`<div class="pp-step"><h1 class="pp-unseen">${c.t("One step at a time")}</h1>
    <p class="pp-progress" tabindex="-1" data-focus>${c.t("Step {n} of {all}", { n: at + 1, all: Math.max(1, steps.length) })}</p>
    <div class="pp-step-text ${(steps[at]?.content.text.length ?? 0) > LONG_STEP && "pp-long"}">${steps.length ? texts(c, steps[at]) : grounding(c)}</div>
    ${isLast && html`<p class="pp-quiet">${c.t("That was the last step. You can go back to any of them, or call someone.")}</p>`}
    ${steps.length > 0 && c.view === "pocket" && howItWent(c, steps[at])}
    <div class="pp-pair">${at > 0 && act(c, "back", c.t("Back"))}${
      isLast ? act(c, "close", c.t("My plan"), "pp-button pp-main-button") : act(c, "next", c.t("Next"), "pp-button pp-main-button")}</div></div>`,
  html`<footer class="pp-foot"><details><summary class="pp-button">${ICONS.tel}${c.t("Call someone")}</summary>
    <div class="pp-foot-people">${rows(c)}${numbers(c)}</div></details></footer>`);
}

/** *It's only starting*: early signs and what keeps well, without any emergency look.
 * @param {Json} plan @param {Json[]} sections @param {Json} catalogue @param {Options} [options] */
export function drawEarly(plan, sections, catalogue, options = {}) {
  const c = look(plan, sections, catalogue, options);
  const drawn = (/** @type {string[]} */ ids) => ids.map((id) => section(c, sections.find((one) => one.id === id) ?? {}, { canChange: false })).filter(Boolean);
  const small = ["distractions", "stressor_plan", "wellness"];
  const isAny = small.some((id) => c.entries(id).length);
  const parts = drawn(["warning_signs", ...(isAny ? small : ["coping"])]); // where nothing small is written, what helps
  return page(c, back(c), html`<h1 class="pp-title" tabindex="-1" data-focus>${c.t("It's only starting")}</h1>
    <p class="pp-quiet">${parts.length ? c.t("There is time. A small thing now can be enough.") : c.t("Nothing is written here yet.")}</p>${parts}
    ${!isAny && !c.entries("coping").length && grounding(c)}`);
}

/** What may be shown to someone else: entries marked *only me* stay with their owner. @param {Json} plan @returns {Json} */
export function withoutOnlyMe(plan) {
  const shown = Object.entries(plan.sections ?? {}).map(([id, entries]) => [id, entries.filter((entry) => !entry.only_me)]);
  return { ...plan, sections: Object.fromEntries(shown) };
}

/** *Show this to someone*: what a passer-by or an ambulance crew reads, and dials on their own phone.
 * @param {Json} plan @param {Json[]} sections @param {Json} catalogue @param {Options} [options] */
export function drawCard(plan, sections, catalogue, options = {}) {
  const c = look(withoutOnlyMe(plan), sections, catalogue, options);
  const block = (heading, inside) => inside && html`<section><h2>${heading}</h2>${inside}</section>`;
  const list = (heading, id, name) => c.entries(id).length > 0 &&
    block(heading, html`<ul class="pp-list">${c.entries(id).map((entry) => html`<li>${texts(c, entry, name)}</li>`)}</ul>`);
  const about = (heading, name) => c.named("about", name) && block(heading, html`<p>${c.words(c.named("about", name))}</p>`);
  const unwanted = new Set(clashes(plan).map(([contact]) => contact.id));
  const calls = ordered(c).filter((entry) => !isOthers(entry) && entry.content.phones?.length && !unwanted.has(entry.id)).slice(0, 3).map((entry) => html`<li>${versions(entry).filter((version) => !isOthers(version)).map(
    ({ content }) => html`<p>${c.words(content.name)}${content.phones.map(({ number }) => html` <span class="pp-number">${digits(number)}</span>`)}</p>
      ${content.relation && html`<p class="pp-quiet">${c.words(content.relation)}</p>`}`)}</li>`);
  const avoid = c.entries("avoid").length > 0 && (options.showAvoid
    ? list(c.t("Please do not call"), "avoid", "name") : act(c, "card-avoid", c.t("Also show who not to call")));
  return page(c, back(c), html`<div class="pp-card"><h1 tabindex="-1" data-focus>${c.t("Please stay with me")}</h1>
    ${about(c.t("The name I like"), "name_i_like")}
    ${calls.length > 0 && block(c.t("Please call, from your phone"), html`<ul class="pp-calls">${calls}</ul>`)}
    ${block(c.lines.emergency.label, html`<p class="pp-number">${digits(c.lines.emergency.number)}</p>
      <p class="pp-quiet">${[c.lines.emergency.source_note, c.lines.emergency.check_note].filter(Boolean).join(" · ")}</p>`)}
    ${list(c.t("What helps me"), c.entries("responses").length ? "responses" : "coping")}
    ${list(c.t("What makes things worse"), "unsafe")}
    ${about(c.t("How I communicate"), "communication")}${about(c.t("Languages I speak"), "languages")}${about(c.t("My address"), "address")}${avoid}</div>`);
}

/** What a locked phone shows: help, what its owner chose to leave open, and the way in.
 * @param {Json} catalogue @param {Options & {lock?: Json | null}} [options] */
export function drawLock(catalogue, options = {}) {
  const { face, isDigits = true } = options.lock ?? {};
  const c = look(face ?? { sections: {} }, [], catalogue, options);
  const steps = c.entries("coping");
  return page(c, null, html`<h1 class="pp-title" tabindex="-1" data-focus>${c.t("This is locked")}</h1>
    ${options.lock && html`<form class="pp-unlock" data-unlock><label for="pp-pin">${isDigits ? c.t("Your PIN") : c.t("Your passphrase")}</label>
      <input id="pp-pin" type="password" ${isDigits && html`inputmode="numeric"`} autocomplete="off" maxlength="200" aria-describedby="pp-unlock-said">
      <button class="pp-button pp-main-button">${c.t("Open")}</button><p id="pp-unlock-said" role="alert"></p></form>
      <p>${act(c, "code", c.t("Forgot it?"), "pp-link")}</p>`}
    <p class="pp-quiet">${c.t("These numbers work without opening it.")}</p>${rows(c)}${numbers(c)}
    <section class="pp-section">${steps.length ? html`<h2>${c.t("What helps me")}</h2><ol class="pp-list">${steps.map((entry) => html`<li>${texts(c, entry)}</li>`)}</ol>`
      : html`<h2>${c.t("One small thing, right now")}</h2>${grounding(c)}`}</section>`);
}
