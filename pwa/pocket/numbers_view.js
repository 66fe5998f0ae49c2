// @ts-check
/** The numbers over a plan: another country or region that is chosen there is kept with the plan, its lines on this phone. */

import { answerCountry, isAsking, keepWith, startCountry } from "./country.js";
import { countries } from "./materials.js";
import { countryOf, setting } from "./place.js";
import { translator } from "./plan_view.js";

/** From now on the answer goes into this plan. @param {import("./mine.js").Mine} mine */
export function answerInto(mine) {
  keepWith({
    place: () => mine.place(),
    lines: (place) => linesOf(mine, place),
    async keep(place) {
      const country = countryOf(place);
      const wanted = { region: country, area: place === country ? null : place };
      for (const [entry, value] of Object.entries(wanted)) {
        if (setting(mine.plan, entry) === value) continue;
        await mine.make({ kind: "set_field", section: "settings", entry, value, based_on: null });
      }
      return linesOf(mine, place);
    },
    countries: () => countries(mine.language),
  });
}

/** Show them as they are now; without a connection nothing can be guessed, and the list stands open. */
export async function showNumbers() {
  await startCountry().catch(() => answerCountry("other"));
}

/** The lines may be others, as the plan was changed elsewhere or a connection has come; who is choosing is left alone. */
export async function refreshNumbers() {
  if (!isAsking()) await showNumbers();
}

/**
 * The lines on this phone; while those of a country are not on it, the number that works in most.
 * @param {import("./mine.js").Mine} mine
 * @param {string} place
 */
async function linesOf({ materials, language }, place) {
  if (materials.lines) return materials.lines;
  const country = countryOf(place);
  const { t } = translator(materials.catalogue);
  const all = await countries(language).catch(() => []);
  const name = all.find(({ code }) => code === country)?.name ?? country;
  const note = t("The lines of this country come with the next connection.");
  const emergency = { number: "112", label: t("Emergency, in most countries"), source_note: note };
  return { country, name, region: null, regions: [], first: {}, lines: [], emergency };
}
