// @ts-check
/** What a button of the changing views says about what it is for. */

/** @param {HTMLElement} button @returns {import("./deeds.js").Place} */
export const placeOf = ({ dataset: { section = "", entry = "" } }) => ({ section, entry });

/** The revisions that stood before the person. @param {HTMLElement} button */
export const seenBy = ({ dataset: { seen = "" } }) => seen.split(" ");

/** A field, and the place of a phone number in it. @param {HTMLElement} button @returns {[name: string, at: string | undefined]} */
export function fieldOf({ dataset: { field = "" } }) {
  const [name, at] = field.split(".");
  return [name, at];
}

/** The form around a button. @param {HTMLElement} button */
export function formOf(button) {
  const form = /** @type {HTMLFormElement} */ (button.closest("form"));
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("typed"));
  return { form, input, key: input.dataset.draft ?? "", basedOn: form.dataset.basedOn ?? "", settles: form.dataset.settles ?? "" };
}
