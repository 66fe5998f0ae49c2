// @ts-check
/** Make typed text safe to keep; the twin of `pwa/plan/text.py`, which says why each character is in its list. */

const NEW_LINE = /\r\n|[\n\v\f\r\x85\u2028\u2029]/g;

const INVISIBLE = new RegExp(
  "(\u{1f3f4}[\\u{e0020}-\\u{e007e}]{1,16}\\u{e007f})" +
    "|[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f" +
    "\\u180e\\u200b\\u2060-\\u2065\\u206a-\\u206f\\ufeff\\ufff9-\\ufffb" +
    "\\u202a-\\u202e\\u2066-\\u2069" +
    "\\ud800-\\udfff\\ufdd0-\\ufdef\\ufffe\\uffff\\u{e0000}-\\u{e007f}]",
  "gu",
);

const SPACE = " \\t\\n\\xa0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000";
const ENDS = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "gu");
const NOTHING_TO_SEE = new RegExp(
  `^[${SPACE}\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200c-\\u200f\\u2800\\u3164` +
    "\\ufe00-\\ufe0f\\uffa0\\u{e0100}-\\u{e01ef}]*$",
  "u",
);

/**
 * The text as it is kept: NFC, nothing invisible, ends trimmed; empty when there is nothing to see.
 * @param {string} raw as typed or pasted
 * @param {{lines?: boolean}} [options] whether line ends stay; otherwise each becomes a space
 */
export function clean(raw, { lines = false } = {}) {
  const text = raw
    .replace(NEW_LINE, lines ? "\n" : " ")
    .replaceAll("\t", " ")
    .replace(INVISIBLE, "$1")
    .normalize("NFC")
    .replace(ENDS, "");
  return NOTHING_TO_SEE.test(text) ? "" : text;
}
