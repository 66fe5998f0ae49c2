// @ts-check
/**
 * The JSON form of a plan, both ways; the twin of `pwa/plan/stored.py`: what a newer version wrote is kept in its place.
 *
 * @typedef {Record<string, any>} Json
 * @typedef {{content: Json, revision: string, by: string, device: string, day: string, phrase: string | null, extra: Json}} Version
 * @typedef {{day: string, outcome: string, revision: string, extra: Json}} Try
 * @typedef {object} Entry
 * @property {string} id
 * @property {Version} now the text that is shown
 * @property {Version[]} rivals texts written elsewhere at the same time
 * @property {Version[]} earlier texts that were replaced, oldest first
 * @property {Try[]} tries
 * @property {Version[]} suggestions texts that others offer, until the person takes or leaves each
 * @property {boolean} isAway
 * @property {boolean} isOnlyMe
 * @property {Json} extra keys that a newer version wrote
 *
 * @typedef {object} Plan
 * @property {string} id
 * @property {unknown} schema
 * @property {Map<string, Entry[]>} sections
 * @property {Map<string, any>} unread section id -> what can't be read there; kept as it is
 * @property {Map<string, string[][]>} behind section id -> for each entry that can't be read, the ids before it
 * @property {Json} extra
 * @property {number} bytesAtMost what its JSON can't be larger than
 */

const PLAN_KEYS = new Set(["id", "schema", "sections"]);
const VERSION_KEYS = new Set(["content", "revision", "by", "device", "day", "phrase"]);
const OWN_KEYS = new Set(["id", "rivals", "earlier", "tries", "suggestions", "away", "only_me"]);
const ENTRY_KEYS = new Set([...VERSION_KEYS, ...OWN_KEYS]);
const TRY_KEYS = new Set(["day", "outcome", "revision"]);

/** @param {unknown} raw @returns {raw is Json} */
export const isObject = (raw) => typeof raw === "object" && raw !== null && !Array.isArray(raw);

/**
 * Whether two JSON values are equal, whatever the order of their keys.
 * @param {any} one
 * @param {any} other
 * @returns {boolean}
 */
export function isSame(one, other) {
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return one === other;
  const keys = Object.keys(one);
  return (
    Array.isArray(one) === Array.isArray(other) &&
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]))
  );
}

/**
 * A plan from its JSON; null when nothing in it can be read.
 * @param {unknown} data
 * @param {Set<string>} known ids of the sections that this version knows
 * @returns {Plan | null}
 */
export function readPlan(data, known) {
  if (!isObject(data) || typeof data.id !== "string") return null;
  const raws = valueOf(data, "sections", {});
  if (!isObject(raws)) return null;
  /** @type {Plan} */
  const plan = {
    id: data.id,
    schema: valueOf(data, "schema", 1),
    sections: new Map(),
    unread: new Map(),
    behind: new Map(),
    extra: rest(data, PLAN_KEYS),
    bytesAtMost: bytesOf(data),
  };
  for (const [id, raw] of Object.entries(raws)) {
    if (known.has(id) && Array.isArray(raw)) readSection(plan, id, raw);
    else plan.unread.set(id, raw);
  }
  return plan;
}

/** The JSON of a plan. @param {Plan} plan @returns {Json} */
export function planAsJson(plan) {
  const sections = new Map([...plan.sections].map(([id, entries]) => [id, entries.map(entryAsJson)]));
  for (const [id, raw] of plan.unread) {
    const known = sections.get(id);
    sections.set(id, known ? inPlace(known, raw, plan.behind.get(id) ?? []) : raw);
  }
  return { id: plan.id, schema: plan.schema, sections: Object.fromEntries(sections), ...plan.extra };
}

/** The JSON of one entry; what is empty or false is left out. @param {Entry} entry @returns {Json} */
export function entryAsJson(entry) {
  return {
    // What a newer version wrote into a text must not pass for the entry's own when that text is shown.
    id: entry.id,
    ...versionAsJson({ ...entry.now, extra: rest(entry.now.extra, OWN_KEYS) }),
    ...(entry.rivals.length && { rivals: entry.rivals.map(versionAsJson) }),
    ...(entry.earlier.length && { earlier: entry.earlier.map(versionAsJson) }),
    ...(entry.tries.length && { tries: entry.tries.map(({ extra, ...one }) => ({ ...one, ...extra })) }),
    ...(entry.suggestions.length && { suggestions: entry.suggestions.map(versionAsJson) }),
    ...(entry.isAway && { away: true }),
    ...(entry.isOnlyMe && { only_me: true }),
    ...entry.extra,
  };
}

/**
 * The size that the limits speak of: JSON in UTF-8 without earlier texts.
 * @param {Plan} plan
 * @param {(section: string) => boolean} [isCounted]
 * @param {boolean} [areOnly] only these sections, and nothing of the plan around them
 */
export function sizeBytes(plan, isCounted = () => true, areOnly = false) {
  const sections = [...plan.sections].filter(([id]) => isCounted(id)).map(
    ([id, entries]) => /** @type {const} */ ([id, entries.map((entry) => ({ ...entry, earlier: [] }))]),
  );
  const unread = new Map([...plan.unread].filter(([id]) => isCounted(id)));
  const told = planAsJson({ ...plan, sections: new Map(sections), unread });
  return bytesOf(areOnly ? told.sections : told);
}

/** How many bytes a value is as JSON in UTF-8. @param {unknown} value */
export const bytesOf = (value) => new TextEncoder().encode(JSON.stringify(value)).length;

/** @param {unknown} raw @returns {Entry | null} null: shaped in a way that this version does not know */
export function readEntry(raw) {
  if (!isObject(raw)) return null;
  const now = readVersion(raw);
  const lists = [readAll(raw, "rivals", readVersion), readAll(raw, "earlier", readVersion), readAll(raw, "tries", readTry),
    readAll(raw, "suggestions", readVersion)];
  if (typeof raw.id !== "string" || !now || lists.includes(null)) return null;
  const [rivals, earlier, tries, suggestions] = /** @type {[Version[], Version[], Try[], Version[]]} */ (lists);
  const isOnlyMe = valueOf(raw, "only_me", false) !== false;
  const isAway = valueOf(raw, "away", false) === true;
  return { id: raw.id, now: { ...now, extra: {} }, rivals, earlier, tries, suggestions, isAway, isOnlyMe, extra: rest(raw, ENTRY_KEYS) };
}

/** @param {Plan} plan @param {string} id @param {unknown[]} raw */
function readSection(plan, id, raw) {
  const read = raw.map(readEntry);
  const ids = (/** @type {number} */ at) => read.slice(0, at).flatMap((entry) => (entry ? [entry.id] : []));
  const left = read.flatMap((entry, at) => (entry ? [] : [at]));
  plan.sections.set(id, /** @type {Entry[]} */ (read.filter(Boolean)));
  if (!left.length) return;
  plan.unread.set(id, left.map((at) => raw[at]));
  plan.behind.set(id, left.map(ids));
}

/**
 * Entries with those that can't be read put back behind the nearest one that is still there.
 * @param {Json[]} known
 * @param {unknown[]} left
 * @param {string[][]} behind
 */
function inPlace(known, left, behind) {
  const there = new Set(known.map((entry) => entry.id));
  const anchors = behind.map((before) => [...before].reverse().find((id) => there.has(id)));
  const at = (/** @type {string | undefined} */ id) => left.filter((_, number) => anchors[number] === id);
  const placed = at(undefined);
  for (const entry of known) {
    placed.push(entry, ...(there.delete(entry.id) ? at(entry.id) : []));
  }
  return placed;
}

/** @param {Version} version @returns {Json} */
function versionAsJson({ content, revision, by, device, day, phrase, extra }) {
  return { content: { ...content }, revision, by, device, day, ...(phrase && { phrase }), ...extra };
}

/** @param {unknown} raw @returns {Version | null} */
function readVersion(raw) {
  if (!isObject(raw) || !isObject(raw.content)) return null;
  const [revision, by, device, day] = [raw.revision, valueOf(raw, "by", "me"), valueOf(raw, "device", ""), valueOf(raw, "day", "")];
  const phrase = valueOf(raw, "phrase", "");
  if ([revision, by, device, day, phrase].some((text) => typeof text !== "string")) return null;
  return { content: raw.content, revision, by, device, day, phrase: phrase || null, extra: rest(raw, VERSION_KEYS) };
}

/** @param {unknown} raw @returns {Try | null} */
function readTry(raw) {
  if (!isObject(raw)) return null;
  const [day, outcome, revision] = [valueOf(raw, "day", ""), raw.outcome, valueOf(raw, "revision", "")];
  if ([day, outcome, revision].some((text) => typeof text !== "string")) return null;
  return { day, outcome, revision, extra: rest(raw, TRY_KEYS) };
}

/**
 * @template T
 * @param {Json} raw
 * @param {string} key
 * @param {(item: unknown) => T | null} read
 * @returns {T[] | null}
 */
function readAll(raw, key, read) {
  const items = valueOf(raw, key, []);
  const all = Array.isArray(items) ? items.map(read) : [null];
  return all.includes(null) ? null : /** @type {T[]} */ (all);
}

/** @param {Json} raw @param {string} key @param {unknown} missing @returns {any} */
const valueOf = (raw, key, missing) => (Object.hasOwn(raw, key) ? raw[key] : missing);

/** @param {Json} raw @param {Set<string>} known @returns {Json} */
const rest = (raw, known) => Object.fromEntries(Object.entries(raw).filter(([key]) => !known.has(key)));
