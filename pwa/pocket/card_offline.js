// @ts-check
/** Make the copies that are kept here open without a connection: the worker is registered for them, and for nothing less. */

import { FOLDER } from "./cached_page.js";
import { pageAddress } from "./card_cache.js";
import { addresses } from "./card_materials.js";
import { language, languages } from "./language.js";
import { workerAddress } from "./policy.js";

const ANSWER_MS = 20_000;

/**
 * @param {Record<string, any>} copy
 * @returns {Promise<boolean>} whether it opens now without a connection
 */
export async function makeReadable(copy) {
  const isOn = document.getElementById("facts")?.dataset.offline === "yes";
  if (!isOn || !navigator.serviceWorker) return false;
  const registration = await navigator.serviceWorker.register(workerAddress(), { type: "module" }).catch(() => null);
  if (!registration) return false;
  navigator.storage?.persist?.().catch(() => false);
  const { active } = await navigator.serviceWorker.ready;
  const wanted = [...new Set([language, "en"])].flatMap((one) => filesIn(one, copy));
  return active ? answer(active, [...new Set(wanted)]) : false;
}

/** What the page takes in a language. @param {string} language @param {Record<string, any>} copy */
function filesIn(language, copy) {
  const original = languages().find(({ tag }) => tag === language)?.original;
  const pages = [pageAddress(language), `${FOLDER}/measures.${language}.html`, ...(original ? [original] : [])];
  return [...pages, ...addresses(copy, language)];
}

/** @param {ServiceWorker} worker @param {string[]} cards @returns {Promise<boolean>} */
function answer(worker, cards) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => resolve(false), ANSWER_MS);
    port1.onmessage = ({ data }) => {
      clearTimeout(timer);
      resolve(data.isReadable);
    };
    worker.postMessage({ cards }, [port2]);
  });
}
