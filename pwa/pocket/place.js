// @ts-check
/**
 * Where someone is, in one word: a country's code (`GB`, ISO 3166-1) or that of one of its regions (`GB-NIR`, ISO 3166-2).
 *
 * A plan's settings hold the two apart, so that a phone with an older version still finds the country.
 */

/** @param {string} place */
export const countryOf = (place) => place.split("-")[0];

/** @param {any} plan @returns {string | null} null: it names no country */
export function placeOf(plan) {
  const [country, area] = ["region", "area"].map((name) => setting(plan, name));
  return country && area?.startsWith(`${country}-`) ? area : country;
}

/**
 * What a plan says about itself.
 * @param {any} plan
 * @param {string} name
 * @returns {string | null}
 */
export const setting = (plan, name) =>
  plan?.sections?.settings?.find((/** @type {any} */ one) => one.id === name)?.content?.value ?? null;

/**
 * Where the numbers are for a reader of a language.
 * @param {string | null} place null: that of whoever runs the server
 * @param {string} language
 */
export function linesAddress(place, language) {
  if (!place) return `/lines/here.json?language=${language}`;
  const country = countryOf(place);
  return `/lines/${country}.json?language=${language}${place === country ? "" : `&region=${place}`}`;
}
