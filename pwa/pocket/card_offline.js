// @ts-check
/** Make the copies that are kept here open without a connection: the worker is registered for them, and for nothing less. */

import { FOLDER } from "./cached_page.js";
import { pageAddress } from "./card_cache.js";
import { addresses } from "./card_materials.js";
import { workerAddress } from "./policy.js";

const ANSWER_MS = 20_000;

/**
 * @param {string | null} region of the copy
 * @returns {Promise<boolean>} whether it opens now without a connection
 */
export async function makeReadable(region) {
  const isOn = document.getElementById("facts")?.dataset.offline === "yes";
  if (!isOn || !navigator.serviceWorker) return false;
  const registration = await navigator.serviceWorker.register(workerAddress(), { type: "module" }).catch(() => null);
  if (!registration) return false;
  navigator.storage?.persist?.().catch(() => false);
  const { active } = await navigator.serviceWorker.ready;
  const language = document.documentElement.lang;
  const wanted = [pageAddress(language), `${FOLDER}/measures.${language}.html`, ...addresses(region)];
  return active ? answer(active, wanted) : false;
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
