// @ts-check
/**
 * What a typed recovery code is, before any server is asked: the twin of `parse_code` in `pwa/vault/recovery.py`.
 *
 * @typedef {{name: "code_length" | "code_digits" | "code_word" | "code_check" | "code_digits_check", values?: Record<string, string>}} Fault
 * @typedef {{word: string, start: number, end: number}} Typed a word as it was typed, and where in the text it stands
 */

export const WORDS = 13;
const DIGITS = 40;
const CHECK_DIGITS = 4;
const FEWEST_TELLING_DIGITS = 20;
const LIST_MARK = /^\s*\p{Nd}{1,2}\s*[.):]\s+/gmu;
const SIGNS = /[\p{Cf}\p{Mn}]/gu;
const LONGEST_TYPED = 2_000;
const FEWEST_LETTERS = 2;
const MOST_OFFERED = 4;

/**
 * What is wrong with what was typed; null: nothing that a phone can tell.
 * @param {string} typed
 * @param {readonly string[]} list the words that codes are made of; empty while they are not here
 * @returns {Promise<Fault | null>}
 */
export async function faultOf(typed, list) {
  if (typed.length > LONGEST_TYPED) return null; // the server says so
  const words = wordsIn(typed).map(({ word }) => word);
  if (isDigits(typed, words, list)) return faultOfDigits(typed);
  return list.length ? faultOfWords(words, list) : null;
}

/**
 * The words of the list that the one being written at a place can become.
 * @param {string} typed @param {number} at @param {readonly string[]} list
 * @returns {{from: Typed, words: string[]}}
 */
export function completions(typed, at, list) {
  const from = wordsIn(typed).find(({ end }) => end === at) ?? { word: "", start: at, end: at };
  const words = from.word.length < FEWEST_LETTERS ? [] : list.filter((one) => one.startsWith(from.word));
  return { from, words: words.includes(from.word) ? [] : words.slice(0, MOST_OFFERED) };
}

/**
 * The first finished word that no code has but that is one slip away from exactly one that has it.
 * @param {string} typed @param {number} at where something is being written, which is not finished @param {readonly string[]} list
 * @returns {{from: Typed, word: string} | null}
 */
export function slip(typed, at, list) {
  const all = wordsIn(typed);
  if (isDigits(typed, all.map(({ word }) => word), list)) return null;
  for (const from of all) {
    if (from.end === at || list.includes(from.word)) continue;
    const near = list.filter((one) => isOneSlip(from.word, one));
    if (near.length === 1) return { from, word: near[0] };
  }
  return null;
}

/** The words in a text, as plain letters. @param {string} typed @returns {Typed[]} */
export function wordsIn(typed) {
  const found = [];
  for (const { 0: piece, index } of typed.matchAll(/[\p{L}\p{M}\p{Cf}]+/gu)) {
    for (const word of plain(piece).match(/[a-z]+/g) ?? []) found.push({ word, start: index, end: index + piece.length });
  }
  return found;
}

/** @param {string} typed @param {string[]} words @param {readonly string[]} list */
const isDigits = (typed, words, list) => digitsIn(typed).length >= FEWEST_TELLING_DIGITS && words.filter((one) => list.includes(one)).length < WORDS - 1;

/** @param {string} typed @returns {Promise<Fault | null>} */
async function faultOfDigits(typed) {
  const all = digitsIn(typed);
  const digits = all.length === DIGITS ? all : digitsIn(plain(typed).replace(LIST_MARK, ""));
  if (digits.length !== DIGITS) return { name: "code_digits", values: { needed: String(DIGITS), found: String(digits.length) } };
  const chosen = digits.slice(0, -CHECK_DIGITS);
  const check = String(await checkOf(chosen, 10 ** CHECK_DIGITS)).padStart(CHECK_DIGITS, "0");
  return digits.endsWith(check) ? null : { name: "code_digits_check" };
}

/** @param {string[]} words @param {readonly string[]} list @returns {Promise<Fault | null>} */
async function faultOfWords(words, list) {
  for (let start = 0; start + WORDS <= words.length; start += 1) if (await isWhole(words.slice(start, start + WORDS), list)) return null;
  const known = words.map((word) => list.includes(word));
  const isMore = words.length > WORDS && known.includes(true);
  const own = isMore ? words.slice(known.indexOf(true), known.lastIndexOf(true) + 1) : words;
  if (own.length !== WORDS) return { name: "code_length", values: { needed: String(WORDS), found: String(own.length) } };
  const at = own.findIndex((word) => !list.includes(word));
  return at < 0 ? { name: "code_check" } : { name: "code_word", values: { position: String(at + 1) } };
}

/** @param {string[]} words @param {readonly string[]} list */
async function isWhole(words, list) {
  if (!words.every((word) => list.includes(word))) return false;
  return list[await checkOf(words.slice(0, -1).join(" "), list.length)] === words[WORDS - 1];
}

/** The check of a code. @param {string} chosen @param {number} of it is one of so many */
async function checkOf(chosen, of) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`pocket-plan code check 1\n${chosen}`));
  return new Uint8Array(hash).reduce((rest, byte) => (rest * 256 + byte) % of, 0);
}

/** One letter too many, too few or another one, or two that changed places. @param {string} one @param {string} other */
function isOneSlip(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const [rest, wanted] = [one.slice(at), other.slice(at)];
  const isSwapped = rest[0] === wanted[1] && rest[1] === wanted[0] && rest.slice(2) === wanted.slice(2);
  return [[1, 1], [1, 0], [0, 1]].some(([more, less]) => rest.slice(more) === wanted.slice(less)) || (rest.length > 1 && isSwapped);
}

/** Lower-case letters, whatever keyboard they were typed on. @param {string} text */
const plain = (text) => text.toLowerCase().replaceAll("ı", "i").normalize("NFKD").replace(SIGNS, "");

/** @param {string} text */
const digitsIn = (text) => [...plain(text).replace(/\p{Nd}/gu, ascii)].filter((one) => one >= "0" && one <= "9").join("");

/** The digit of any script as ours: the tens of Unicode stand in rows of ten. @param {string} digit */
function ascii(digit) {
  const at = /** @type {number} */ (digit.codePointAt(0));
  let zero = at;
  while (at - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(at - zero);
}
