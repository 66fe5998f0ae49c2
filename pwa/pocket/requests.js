// @ts-check
/** Talk to our own server, with one kind of error that names what went wrong. */

/** What went wrong: `name` is the server's reason or `network`, `words` what the server says about it. */
export class Trouble extends Error {
  /**
   * @param {string} name
   * @param {string} [words]
   * @param {any} [more] the rest of the answer
   */
  constructor(name, words = "", more = null) {
    super(name);
    this.name = name;
    this.words = words;
    this.more = more;
  }
}

const LIMIT_MS = 30_000;

/** @param {string} address */
export function read(address) {
  return ask(address, {});
}

/**
 * @param {string} address
 * @param {object} body
 */
export function send(address, body) {
  return ask(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

/**
 * @param {string} address
 * @param {RequestInit} options
 * @returns {Promise<any>}
 */
export async function ask(address, options) {
  const headers = { ...options.headers, "Accept-Language": document.documentElement.lang };
  const reply = await fetch(address, { ...options, headers, signal: AbortSignal.timeout(LIMIT_MS) }).catch(() => null);
  if (!reply) throw new Trouble("network");
  if (reply.status === 204) return null;
  const body = await reply.json().catch(() => null);
  if (!reply.ok) throw new Trouble(body?.reason ?? "server", body?.title && `${body.title}. ${body.detail}`, body);
  if (body === null) throw new Trouble("network"); // the connection broke off in the middle
  return body;
}
