// @ts-check
/** What the worker needs where the finished page is not enough, and after a launch; `service_worker.js` asks for it then. */

export { cardPage, drop } from "./card_cache.js";
export { drawKept } from "./finish.js";
export { gather, gatherHere } from "./materials.js";
export { begin, dropOlder, install, keepCards, own, supply, takeOver } from "./version_files.js";
