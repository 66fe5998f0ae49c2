// @ts-check
/** Make a part of the page what it should be, touching only what differs: what has the focus, or was read aloud, stays. */

/**
 * @param {Element} there
 * @param {Element} fresh
 */
export function become(there, fresh) {
  if (there.isEqualNode(fresh) || isSameField(there, fresh)) return;
  if (!isSameKind(there, fresh) || !fresh.childElementCount) return there.replaceWith(fresh);
  const [olds, news] = [[...there.childNodes], [...fresh.childNodes]];
  const isEven = olds.length === news.length;
  const first = isEven ? olds.length : alike(olds, news);
  const last = isEven ? 0 : alike(olds.slice(first).reverse(), news.slice(first).reverse());
  const [oldEnd, newEnd] = [olds.length - last, news.length - last];
  for (const old of olds.slice(first, oldEnd)) old.remove();
  for (const now of news.slice(first, newEnd)) there.insertBefore(now, olds[oldEnd] ?? null);
  olds.slice(0, first).forEach((old, at) => pair(old, news[at]));
  olds.slice(oldEnd).forEach((old, at) => pair(old, news[newEnd + at]));
}

/** @param {ChildNode} old @param {ChildNode} now */
function pair(old, now) {
  if (old instanceof Element && now instanceof Element) become(old, now);
  else if (!old.isEqualNode(now)) old.replaceWith(now);
}

/** How many nodes, from the first on, are of the same kind in both. @param {Node[]} olds @param {Node[]} news */
function alike(olds, news) {
  const end = olds.findIndex((old, at) => !news[at] || !isSameKind(old, news[at]));
  return end < 0 ? olds.length : end;
}

/** @param {Node} one @param {Node} other */
const isSameKind = (one, other) => bare(one).isEqualNode(bare(other));

/** A node without what is in it; whether a fold is open is its reader's, not the page's. @param {Node} node */
function bare(node) {
  const alone = node.cloneNode(false);
  if (alone instanceof HTMLDetailsElement) alone.removeAttribute("open");
  return alone;
}

/** A field that holds what it should is left alone: the keyboard stays, and a word half written goes on. @param {any} there @param {any} fresh */
const isSameField = (there, fresh) =>
  Boolean(there.dataset?.draft) && there.dataset.draft === fresh.dataset.draft && there.value === fresh.value;
