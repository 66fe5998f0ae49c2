// @ts-check
/** Turns values into HTML text, messages into words, and numbers into links. */

/** @typedef {Record<string, any>} Json */

class Safe extends String {}
const MARKS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
/** @param {unknown} value @returns {string} */
function part(value) {
  if (value instanceof Safe) return String(value);
  if (Array.isArray(value)) return value.map(part).join("");
  if (value === undefined || value === null || value === false) return "";
  return String(value).replace(/[&<>"']/g, (mark) => MARKS[mark]);
}

/** The only way text becomes HTML: every value is escaped unless it came out of `html` itself. */
export function html(strings, ...values) {
  return new Safe(strings.map((text, at) => (at ? part(values[at - 1]) : "") + text).join(""));
}

/** A day in words, written out by the catalogue: a page's first date from `Intl` takes a slow phone a tenth of a second.
 * @param {Json | undefined} catalogue @param {string} text `YYYY-MM-DD`; anything else stays as it is */
export function dayIn(catalogue, text) {
  const day = new Date(Date.parse(text));
  if (isNaN(day.getTime())) return text;
  const written = catalogue?.days?.[day.getUTCMonth()];
  if (!written) return new Intl.DateTimeFormat(catalogue?.locale ?? catalogue?.language ?? "en", { dateStyle: "long", timeZone: "UTC" }).format(day);
  return written.replace("{day}", String(day.getUTCDate())).replace("{year}", String(day.getUTCFullYear()));
}

/** The words of one language; what its catalogue lacks is said in English.
 * @param {Json} [catalogue] as `/i18n/<language>.json` */
export function translator(catalogue) {
  const { language = "en", locale = language, dir = "ltr", messages = {} } = catalogue ?? {};
  /** @type {Intl.PluralRules | undefined} made when it is asked for: the first one takes long, too */
  let plural;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => name in values ? isolated(String(values[name] ?? whole), dir) : whole);
  const t = (message, values = {}) => fill(messages[shortName(message)] || message, values);
  const tn = (one, other, n, values = {}) => {
    const forms = messages[shortName(one)] ?? {};
    const shown = n < 1000 ? n : new Intl.NumberFormat(locale).format(n);
    return fill(forms[(plural ??= new Intl.PluralRules(language)).select(n)] || forms.other || (n === 1 ? one : other), { n: shown, ...values });
  };
  const list = (names) => new Intl.ListFormat(locale).format(names.map((name) => isolated(name, dir)));
  return { t, tn, list };
}

/** What the catalogue calls a message: the 32-bit FNV-1a hash of its English words, as `pwa/i18n/catalogue.py` makes it.
 * @param {string} message */
function shortName(message) {
  let value = 0x811c9dc5;
  for (let at = 0; at < message.length; at += 1) value = Math.imul(value ^ message.charCodeAt(at), 0x01000193);
  return (value >>> 0).toString(36);
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** A value that may run the other way, marked so that it keeps its own order and turns nothing around it (UAX 9):
 * between Arabic words the groups of a phone number would stand in reverse. @param {string} value @param {string} dir */
function isolated(value, dir) {
  const letters = value.match(/\p{L}/gu) ?? [];
  const runsLeft = letters.some((letter) => RIGHT_TO_LEFT.test(letter));
  const isTurned = dir !== "rtl" ? runsLeft : letters.some((letter) => !RIGHT_TO_LEFT.test(letter)) || !(runsLeft || /^\p{Nd}+$/u.test(value));
  return value && isTurned ? `\u2068${value}\u2069` : value;
}

const DIGIT = /\p{Nd}/u; // the ten of a script stand in a row
const plainDigit = (/** @type {string} */ digit, above = 0) => above < 9 && DIGIT.test(String.fromCodePoint((digit.codePointAt(0) ?? 1) - 1))
  ? plainDigit(String.fromCodePoint((digit.codePointAt(0) ?? 1) - 1), above + 1) : above;

/** What to dial for a number as typed; "" unless it is certain. The same rule as `pwa/plan/phones.py`, where its words are.
 * @param {unknown} typed @returns {string} */
export function dialled(typed) {
  const plain = String(typed ?? "").replace(/[\u061c\u200c-\u200f]/g, "").normalize("NFKC").replace(/\p{Nd}/gu, (digit) => String(plainDigit(digit)))
    .trim().replace(/\s*\b(?:ext|extension|x)\b\.?\s*[0-9]{1,6}$/i, "");
  const runs = plain.match(/\+?\(?[0-9](?:[0-9\s().'\u2019\u2010-\u2015-]|[/,](?=[0-9]))*/g) ?? [];
  const [run, isAbroad, hasWords] = [runs[0] ?? "", /^\+|^00/.test(runs[0]), /\p{L}/u.test(plain)];
  const isDoubtful = /[*#]|\p{L}[0-9]|[0-9]\p{L}/u.test(plain) || (hasWords && /[^0-9][0-9][^0-9]*$/.test(run)) || (!/^[+0(]/.test(run) && /[,/]|[^0-9]0[0-9]{4}/.test(run));
  if (runs.length !== 1 || isDoubtful) return "";
  const digits = (isAbroad ? run.replace("(0)", "") : run).replace(/[^0-9]/g, "");
  const [least, most] = [hasWords ? 5 : 2, isAbroad ? 15 : 13];
  const isLed = /\p{L}/u.test(plain.slice(0, plain.indexOf(run))) && !/^\+|^\(?0/.test(run);
  return isLed || digits.length < least || digits.length > most ? "" : `${run.startsWith("+") ? "+" : ""}${digits}`;
}

export const tel = (number) => dialled(number) && `tel:${dialled(number)}`;
/** Lone halves of characters would make `encodeURIComponent` throw. */
export const sms = (number, body) => dialled(number) && `sms:${dialled(number)}${
  body ? `?&body=${encodeURIComponent(body.replace(/\p{Surrogate}/gu, "\ufffd"))}` : ""}`;

export const digits = (number) => html`<bdi dir="ltr">${number}</bdi>`;

const icon = (path) => html`<svg class="pp-icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`;
export const ICONS = {
  tel: icon("M7 3.5 9.6 3l1.7 4.3-2 1.6a12 12 0 0 0 5.8 5.8l1.6-2 4.3 1.7-.5 2.6a2.8 2.8 0 0 1-2.9 2.2A14.9 14.9 0 0 1 4.8 6.4 2.8 2.8 0 0 1 7 3.5Z"),
  back: icon("m15 5-7 7 7 7"),
  tick: icon("m5 12.500 4.500 4.500L19 7.500"),
  on: icon("m9 5 7 7-7 7"),
  sms: icon("M5.500 4.500h13a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H11l-5 4v-4h-.500a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2Z"),
};
