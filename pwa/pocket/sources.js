// @ts-check
/** The invented plan, and where its reader is. */

import { answeredPlace } from "./country.js";
import { language } from "./language.js";
import { gather } from "./materials.js";
import { read } from "./requests.js";

/** The invented plan. Its numbers are real, so they are those of the country where its reader is. */
export async function fetchExample() {
  const [example, materials] = await Promise.all([read(`/i18n/${language}/example.json`), gather(language, place())]);
  return { example, materials };
}

/** The place answered with here, else the operator's country, which the page brought. */
export function place() {
  const brought = JSON.parse(document.getElementById("facts")?.dataset.lines ?? "{}");
  return answeredPlace() ?? brought.country ?? null;
}
