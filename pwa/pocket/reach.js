// @ts-check
/** Whether our own server can be reached. */

const ANSWER_MS = 4_000; // how long one question may take

/** Whether our own server answers; a page that asks to log in to a network does not count. */
export async function answers() {
  const patience = new AbortController();
  const limit = setTimeout(() => patience.abort(), ANSWER_MS);
  try {
    const reply = await fetch("/healthz", { cache: "no-store", redirect: "error", signal: patience.signal });
    return reply.ok && (await reply.text()) === "ok";
  } catch {
    return false;
  } finally {
    clearTimeout(limit);
  }
}
