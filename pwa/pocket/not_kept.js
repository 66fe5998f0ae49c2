// @ts-check
/** What a person reads when something could not be kept on this phone. */

import { Unkept } from "./kept.js";

/** Something could not be kept on this phone; `name` is that of the page's sentence about it. */
export class NotKept extends Error {
  /** @param {"not_kept" | "only_read" | "no_room" | "not_written"} name */
  constructor(name) {
    super(name);
    this.name = name;
  }
}

/** @param {unknown} trouble @returns {unknown} what is to be said of it, where it is that */
export const asNotKept = (trouble) =>
  trouble instanceof Unkept ? new NotKept(trouble.reason === "full" ? "no_room" : "not_written") : trouble;
