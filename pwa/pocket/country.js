// @ts-check
/**
 * Ask which country a person is in, and which part of it where its lines differ: guessed from the time zone, never applied
 * before they have answered. The numbers of a whole country are shown at once; nothing waits for its region.
 */

import { showEvery } from "./every_line.js";
import { showLines } from "./numbers.js";
import { linesAddress } from "./place.js";
import { recall, remember } from "./remembered.js";
import { read } from "./requests.js";
import { filled } from "./sentences.js";

/**
 * @typedef {object} Keeping where the answer is kept
 * @property {() => string | null} place the answer, as in `place.js`
 * @property {(place: string) => Promise<any>} keep keeps another one and gives its lines
 * @property {(place: string) => Promise<any>} lines
 * @property {() => Promise<{code: string, name: string}[]>} countries
 */

/** @param {string} place */
const fetchLines = (place) => read(linesAddress(place, document.documentElement.lang));

/** @type {Keeping} in this browser, until there is a plan */
let keeping = {
  place: () => recall("place"),
  async keep(place) {
    const lines = await fetchLines(place);
    remember("place", place);
    return lines;
  },
  lines: fetchLines,
  countries: () => read(`/lines/countries.json?language=${document.documentElement.lang}`),
};

/** The lines on the page. @type {any} */
let shown;

const box = () => /** @type {HTMLElement} */ (document.getElementById("country"));
const list = (name = "country") => /** @type {HTMLSelectElement} */ (document.getElementById(`${name}-list`));

/** The place that the person has answered with in this browser, or null. */
export function answeredPlace() {
  return recall("place");
}

/** Whether a country or a region is being chosen. */
export const isAsking = () => ["list", "region"].some((name) => box().querySelector(`[data-step="${name}"]:not([hidden])`));

/** Keep the answer somewhere else from now on. @param {Keeping} other */
export function keepWith(other) {
  keeping = other;
}

/** Show the question, or the numbers of the place that was answered before. */
export async function startCountry() {
  const answered = keeping.place();
  if (answered) return use(await keeping.lines(answered));
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const [found, countries] = await Promise.all([read(`/lines/at/${timeZone}.json`), keeping.countries()]);
  const guess = countries.find(({ code }) => code === found.country);
  if (!guess) return offerList();
  box().dataset.guessed = guess.code;
  step("guess", filled(box().dataset.guess ?? "", { country: guess.name }));
}

/**
 * Act on one of the question's buttons.
 * @param {string} answer `yes`, `other` or `chosen` for a country, `part` or `in` for a region of it
 */
export async function answerCountry(answer) {
  if (answer === "other") return offerList().then(() => list().focus());
  if (answer === "part") {
    offerRegions();
    return list("region").focus();
  }
  const place = answer === "in" ? list("region").value : answer === "yes" ? box().dataset.guessed : list().value;
  if (!place) return;
  use(await keeping.keep(place));
  if (answer !== "in" && shown.regions?.length) offerRegions();
  document.getElementById("country-question")?.focus();
}

/** Who has tapped *change* gets the list at once: that of the regions, with the way to another country beside it, or that of the countries. */
export async function chooseAgain() {
  if (!shown || isAsking()) return;
  if (shown.regions?.length) offerRegions();
  else await offerList();
}

async function offerList() {
  const countries = await keeping.countries();
  list().replaceChildren(new Option("", ""), ...countries.map(({ code, name }) => new Option(name, code)));
  step("list", box().dataset.ask ?? "");
}

/** Asked below the country's numbers, which stand there by now. Where it is not known, every region's line stands in the list with the region's name. */
function offerRegions() {
  const { country, region, regions } = shown;
  const choices = regions.map((/** @type {any} */ { code, name }) => new Option(name, code));
  list("region").replaceChildren(new Option(box().dataset.anywhere, country), ...choices);
  list("region").value = region ?? country;
  part('[data-step="region"]').hidden = false;
  part('[data-country="part"]').hidden = true;
}

/** @param {any} lines */
function use(lines) {
  shown = lines;
  showLines(lines);
  showEvery(lines);
  const where = { country: lines.name, region: lines.region_name };
  step("answered", filled((lines.region_name ? box().dataset.answeredIn : box().dataset.answered) ?? "", where));
  part('[data-country="part"]').hidden = !lines.regions?.length;
}

/** @param {string} selector */
const part = (selector) => /** @type {HTMLElement} */ (box().querySelector(selector));

/**
 * @param {string} name
 * @param {string} words
 */
function step(name, words) {
  const place = box();
  /** @type {HTMLElement} */ (document.getElementById("country-question")).textContent = words;
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[data-step]"))) {
    part.hidden = part.dataset.step !== name;
  }
  place.hidden = false;
}
