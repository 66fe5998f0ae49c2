// @ts-check
/** The invented plan, and what a plan says about itself. */

import { answeredCountry } from "./country.js";
import { language } from "./language.js";
import { gather } from "./materials.js";
import { read } from "./requests.js";

/** The invented plan. Its numbers are real, so they are those of the country where its reader is. */
export async function fetchExample() {
  const [example, materials] = await Promise.all([read(`/i18n/${language}/example.json`), gather(language, country())]);
  return { example, materials };
}

/** The country answered with here, else the operator's, which the page brought. */
export function country() {
  const brought = JSON.parse(document.getElementById("facts")?.dataset.lines ?? "{}");
  return answeredCountry() ?? brought.country ?? null;
}

/**
 * What a plan says about itself.
 * @param {any} plan
 * @param {string} name
 * @returns {string | null}
 */
export function setting(plan, name) {
  return plan?.sections?.settings?.find((/** @type {any} */ one) => one.id === name)?.content?.value ?? null;
}
