// @ts-check
/** How a small step is marked as done: in its own text, so that it reads the same on paper, in a copy and in an older version. */

const DONE = "✓";

/** @param {string} step */
export const isDone = (step) => step.startsWith(DONE);

/** A step without its mark. @param {string} step */
export const bare = (step) => (isDone(step) ? step.slice(DONE.length).trim() : step);

/** A step with its mark, or without it; one without words is none. @param {string} words @param {boolean} done */
export const marked = (words, done) => (done && words.trim() ? `${DONE} ${words}` : words);
