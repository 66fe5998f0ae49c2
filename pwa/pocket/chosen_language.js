// @ts-check
/** A language that is picked on a page for sitting down is that of the phone's page too; the page stays at the same step. */

document.addEventListener("click", ({ target }) => {
  const link = target instanceof Element ? /** @type {HTMLAnchorElement | null} */ (target.closest("a[data-language]")) : null;
  if (link && !link.search) link.search = location.search;
  const tag = link?.dataset.language;
  try {
    if (tag) localStorage.setItem("language", tag);
  } catch {
    // storage refused by the browser: the page itself speaks the language, only nothing remembers it
  }
});
