// @ts-check
/** The way to look through the plan, and one quiet line on the phone once the day for it has come. */

import { dayThatCame } from "./looking.js";
import { act, sitting } from "./plan_look.js";
import { html } from "./plan_text.js";

const PART = "1"; // of the desk's editor, as in `pwa/pages/edit.py`

/** @param {import("./plan_look.js").Look} c */
export function lookThrough(c) {
  const next = c.named("about", "next_look");
  const { today = "", put_off } = c.options; // the page that is kept does not know what was put off, and asks nothing
  const way = html`<a class="pp-link" href="${sitting(c, "edit")}/${PART}" data-act="look">${c.t("Look through my plan")}</a>`;
  const came = put_off === undefined ? "" : dayThatCame(c.plan, c.sections, today);
  if (!came || put_off === came) return html`<p>${next > today && c.t("Next look at it: {date}", { date: c.day(next) })} ${way}</p>`;
  return html`<div class="pp-notice" data-due="${came}"><p>${c.t("The day has come to look through your plan. It takes two minutes.")}</p>
    <p>${way} ${act(c, "look-later", c.t("Not now"))}</p></div>`;
}
