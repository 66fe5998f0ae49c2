// @ts-check
/** A browser may throw away what lies on this phone, under an open page: what that page knows stays, until it is kept again. */

/** @typedef {import("./kept.js").Kept} Kept */

/**
 * Whether nothing lies there any more, and nobody took it away: then it would say so, or another page would have heard.
 * A phone with a PIN is opened anew: nothing that was sealed may lie open.
 * @param {any} before
 * @param {any} at
 */
export const isThrownAway = (before, at) => !at.plan && !at.isGone && at.mode === "open" && !before.lock;

/** What a page knows of what was thrown away, and what it has kept since. @param {any} lost @param {any} at */
export const together = (lost, at) => ({
  ...(at.plan ? at : lost),
  asked: at.asked,
  pending: [...lost.pending, ...at.pending],
  held: at.held ?? lost.held,
  drafts: { ...lost.drafts, ...at.drafts },
});

/**
 * Keep once more what was not sent, under new numbers. Only once the server knows this phone: whoever clears a browser
 * on purpose clears its cookie too, and nothing is written against their will.
 * @param {Kept} kept
 * @param {any} lost
 */
export async function keepAgain(kept, { pending, held, drafts }) {
  const typed = (await kept.read()).drafts;
  for (const [key, text] of Object.entries(drafts)) if (!(key in typed)) await kept.draft(key, text);
  const unsent = held ? [...pending, held] : pending;
  await kept.appendAll(unsent.map((/** @type {any} */ { seq: _seq, ...change }) => change)); // last: tried again, it would be there twice
}
