// @ts-check
/** What the owner does with a suggestion: taken, it is their text; whose it was stays known among the earlier ones. */

import { placeOf, seenBy } from "./buttons.js";
import { savedIn } from "./change_drafts.js";
import * as deeds from "./deeds.js";
import { offeredField, wordsIn } from "./offers_view.js";

/** @typedef {import("./changing.js").Changing} Changing */
/** @typedef {Record<string, any>} Json */
/** @typedef {(message: string, values?: Json) => string} T */

/** @param {Changing} on @param {T} t @returns {Record<string, (button: HTMLElement) => unknown>} */
export const acts = (on, t) => ({
  take_offer: (button) => answer(on, button, (entry, offer) => on.settle(taken(on, button, entry, offer), t("These are your words now."))),
  change_offer: (button) => answer(on, button, (entry, offer) => change(on, button, entry, offer)),
  leave_offer: (button) => answer(on, button, (_, { revision }) => on.settle({ kind: "leave", ...placeOf(button), settles: [revision] }, t("Left. Your words are as they were."))),
});

/** @param {Changing} on @param {HTMLElement} button @param {(entry: Json, offer: Json) => unknown} act */
function answer(on, button, act) {
  const entry = deeds.entryOf(on.page.mine, placeOf(button));
  const offer = entry?.suggestions?.find((/** @type {Json} */ { revision }) => revision === button.dataset.offer);
  return entry && offer ? act(entry, offer) : on.gone();
}

/** What it says nothing about stays as it is. @param {Changing} on @param {HTMLElement} button @param {Json} entry @param {Json} offer */
function taken(on, button, entry, offer) {
  const place = placeOf(button);
  const one = on.section(place.section);
  const field = offeredField(one, entry.id, offer);
  const [value, [basedOn]] = [wordsIn(one, field, offer), seenBy(button)];
  const deed = one.kind === "fields" ? deeds.set(field, place, entry, value, basedOn) : deeds.edited(one.fields, place, entry, field.name, value, basedOn);
  return { ...deed.change, settles: [offer.revision] };
}

/** Open the field with the words of the suggestion; what is typed there already and not saved stays, before them. @param {Changing} on @param {HTMLElement} button @param {Json} entry @param {Json} offer */
function change(on, button, entry, offer) {
  const { section, entry: id } = placeOf(button);
  const one = on.section(section);
  const field = offeredField(one, id, offer);
  const { name } = field;
  const place = `field-${section}-${id}-${name}`;
  const [key = "", typed] = Object.entries(on.typing.all).find(([draft]) => draft.startsWith(`${place}@`)) ?? [];
  if (typed && !key.endsWith(` ${offer.revision}`) && typed !== savedIn(one, entry, name)) {
    on.typing.remember(`${place}@${entry.revision} ${offer.revision}`, [typed, wordsIn(one, field, offer)].join(name === "text" ? "\n" : " "));
  }
  if (key && !key.endsWith(` ${offer.revision}`)) on.typing.remember(key, null);
  on.open(`${place}-${offer.revision}`);
}
