// @ts-check
/** The copies that this phone keeps, as they are listed: what was stopped is off it before its name is shown. */

import { Card } from "./card.js";
import { all } from "./cards.js";
import { unseal } from "./copy_seal.js";
import { askOpen, isGone } from "./copy_server.js";

const SOON_MS = 2_500; // a server that is slow or away keeps nobody waiting longer

/** @typedef {{id: string, name: string, until: string | null}} Listed */

/**
 * Show what is kept: once the server was asked, or did not answer soon; again when its answers came late.
 * @param {(kept: Listed[]) => void} show
 */
export async function list(show) {
  const kept = await all().catch(() => []);
  const asked = Promise.all(kept.map(lookAt));
  let shown = "";
  for (const moment of [Promise.race([asked, new Promise((done) => setTimeout(done, SOON_MS))]), asked]) {
    await moment;
    const listed = await read();
    if (JSON.stringify(listed) !== shown) show(listed);
    shown = JSON.stringify(listed);
  }
}

/** Hear what became of one. @param {import("./cards.js").Card} kept */
async function lookAt(kept) {
  const card = new Card(kept.id);
  card.kept = kept;
  const answer = await askOpen(kept.id, { proof: kept.proof, ...card.mark });
  if (isGone(answer) || answer.name === "not_to_keep") return card.forget();
  const opened = answer.name === "open" && (await opening(kept.id, answer.copy ?? "", kept).catch(() => null));
  if (opened) await card.renew(opened);
}

/** @param {string} id @param {string} sealed @param {import("./cards.js").Card} kept */
const opening = async (id, sealed, { content, rev }) => ({ ...(await unseal(sealed, content, { id, least: rev })), sealed });

/** @returns {Promise<Listed[]>} */
async function read() {
  const kept = await all().catch(() => []);
  const opened = await Promise.all(kept.map(async ({ id, sealed, content }) => {
    const { copy } = await unseal(sealed, content, { id }).catch(() => ({ copy: {} }));
    return { id, name: copy.name ?? "", until: copy.until ?? null };
  }));
  return opened.filter((one) => !isOver(one));
}

/** @param {Record<string, any>} copy */
export const isOver = ({ until }) => Boolean(until) && new Date().toISOString().slice(0, 10) > until;
