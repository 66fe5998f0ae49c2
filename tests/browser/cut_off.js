// What can't be read on a page: off the screen, cut off, or one over the other. What is laid over a page, or stays
// while it moves, may cover others.
() => {
  const found = [];
  const roots = [document.body, ...[...document.querySelectorAll("*")].map((one) => one.shadowRoot).filter(Boolean)];
  const isFree = (element) => {
    for (let one = element; one; one = one.parentElement ?? one.getRootNode().host)
      if (["absolute", "sticky", "fixed"].includes(getComputedStyle(one).position)) return true;
    return false;
  };
  const boxes = [];
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const parent = node.parentElement;
      if (!node.data.trim() || !parent?.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      if (parent.closest("option, select, textarea, svg, .pp-unseen, .pp-bare legend")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const text = node.data.trim().slice(0, 40);
      for (const { left, right, top, bottom } of range.getClientRects()) {
        if (right - left < 1 || bottom - top < 2) continue;
        if (left < -1 || right > innerWidth + 1) found.push(`off the screen: ${text}`);
        let isShown = !isFree(parent);
        for (let one = parent; one && one !== document.body; one = one.parentElement) {
          const style = getComputedStyle(one);
          if (!/hidden|clip/.test(style.overflowX + style.overflowY)) continue;
          const box = one.getBoundingClientRect();
          const isWide = left >= box.left - 1 && right <= box.right + 1;
          if (isWide && top >= box.top - 2 && bottom <= box.bottom + 2) continue;
          isShown = false;
          if (style.webkitLineClamp === "none") found.push(`cut off: ${text}`); // a long text of one's own ends in dots
        }
        if (isShown) boxes.push({ left, right, top, bottom, text, parent });
      }
    }
  }
  for (const [at, one] of boxes.entries()) for (const other of boxes.slice(at + 1)) {
    const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    const least = Math.min(one.bottom - one.top, other.bottom - other.top);
    if (wide < 2 || high < least / 2 || one.parent === other.parent) continue;
    found.push(`one over the other: ${one.text} | ${other.text}`);
  }
  return [...new Set(found)];
}
