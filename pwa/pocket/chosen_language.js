// @ts-check
/** A language that is picked on a page for sitting down is that of the phone's page too. */

document.addEventListener("click", ({ target }) => {
  const tag = target instanceof Element && target.closest("a[data-language]")?.getAttribute("data-language");
  try {
    if (tag) localStorage.setItem("language", tag);
  } catch {
    // storage refused by the browser: the page itself speaks the language, only nothing remembers it
  }
});
