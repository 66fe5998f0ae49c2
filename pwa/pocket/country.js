// @ts-check
/** Ask once which country a person is in: guessed from the time zone, never applied before they have answered. */

import { showLines } from "./numbers.js";
import { recall, remember } from "./remembered.js";
import { read } from "./requests.js";
import { filled } from "./sentences.js";

const box = () => document.getElementById("country");
const list = () => /** @type {HTMLSelectElement} */ (document.getElementById("country-list"));

/** The country that the person has answered with, or null. */
export function answeredCountry() {
  return recall("place");
}

/** Show the question, or the numbers of the country that was answered before. */
export async function startCountry() {
  const answered = answeredCountry();
  if (answered) return use(answered, false);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const [found, countries] = await Promise.all([read(`/lines/at/${timeZone}.json`), fetchCountries()]);
  const guess = countries.find(({ code }) => code === found.country);
  if (!guess) return offerList();
  /** @type {HTMLElement} */ (box()).dataset.guessed = guess.code;
  step("guess", filled(box()?.dataset.guess ?? "", { country: guess.name }));
}

/**
 * Act on one of the question's buttons.
 * @param {string} answer `yes`, `other` or `chosen`
 */
export async function answerCountry(answer) {
  if (answer === "other") return offerList().then(() => list().focus());
  const country = answer === "yes" ? box()?.dataset.guessed : list().value;
  if (country) await use(country, true);
}

async function offerList() {
  const countries = await fetchCountries();
  list().replaceChildren(new Option("", ""), ...countries.map(({ code, name }) => new Option(name, code)));
  step("list", box()?.dataset.ask ?? "");
}

/** @returns {Promise<{code: string, name: string}[]>} */
const fetchCountries = () => read(`/lines/countries.json?language=${document.documentElement.lang}`);

/**
 * @param {string} country
 * @param {boolean} isNew
 */
async function use(country, isNew) {
  const lines = await read(`/lines/${country}.json`);
  showLines(lines);
  if (isNew) remember("place", country);
  step("answered", filled(box()?.dataset.answered ?? "", { country: lines.name }));
  if (isNew) document.getElementById("country-question")?.focus();
}

/**
 * @param {string} name
 * @param {string} words
 */
function step(name, words) {
  const place = /** @type {HTMLElement} */ (box());
  /** @type {HTMLElement} */ (document.getElementById("country-question")).textContent = words;
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[data-step]"))) {
    part.hidden = part.dataset.step !== name;
  }
  place.hidden = false;
}
