// @ts-check
/** Fetch everything that drawing a plan takes, all at once. */

import { answeredCountry } from "./country.js";
import { language } from "./language.js";
import { read } from "./requests.js";

/** This phone's plan, and the crisis lines of the country that the plan names. */
export async function fetchMine() {
  const [mine, words] = await Promise.all([read("/api/plans/mine"), fetchWords()]);
  return { mine, ...words, lines: await linesOf(setting(mine, "region")) };
}

/** The invented plan. Its numbers are real, so they are those of the country where its reader is. */
export async function fetchExample() {
  const [example, words] = await Promise.all([read(`/i18n/${language}/example.json`), fetchWords()]);
  return { example, ...words, lines: await linesOf(null) };
}

/**
 * What a plan says about itself.
 * @param {any} plan
 * @param {string} name
 * @returns {string | null}
 */
export function setting(plan, name) {
  return plan.sections?.settings?.find((/** @type {any} */ one) => one.id === name)?.content?.value ?? null;
}

async function fetchWords() {
  const [sections, catalogue] = await Promise.all([read("/sections.json"), read(`/i18n/${language}.json`)]);
  return { sections, catalogue };
}

/**
 * The lines of a plan's country, else of the one answered with here, else of the operator's, which the page brought.
 * @param {string | null} region
 */
async function linesOf(region) {
  const country = region ?? answeredCountry();
  const brought = JSON.parse(document.getElementById("facts")?.dataset.lines ?? "{}");
  return country && country !== brought.country ? read(`/lines/${country}.json`).catch(() => brought) : brought;
}
