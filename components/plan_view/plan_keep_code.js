// @ts-check
/** One quiet line for a person who has nothing yet that brings the plan back when every device is gone. */

import { act, sitting } from "./plan_look.js";
import { html } from "./plan_text.js";

const PART = "0"; // of the desk's editor, as in `pwa/pages/edit.py`

/** @param {import("./plan_look.js").Look} c */
export const keepCode = (c) => c.options.mayRemind && c.plan.has_code === false && html`<div class="pp-notice">
    <p>${c.t("If this phone is lost, your plan is lost with it.")}</p>
    <p><a class="pp-link" href="${sitting(c, "edit")}/${PART}">${c.t("Keep words that bring it back")}</a> ${act(c, "code-later", c.t("Not now"))}</p></div>`;

/** Words were made without showing those that were kept: someone else may have been at a device. @param {import("./plan_look.js").Look} c */
export const newWords = (c) => html`<p class="pp-notice">${c.t("New recovery words were made on {day}. If it was not you, make new ones with your older words within 7 days: then those stop working.", { day: c.day(c.plan.new_words) })}
  <a class="pp-link" href="${sitting(c, "edit")}/${PART}">${c.t("My recovery words")}</a></p>`;
