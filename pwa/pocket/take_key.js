// @ts-check
/**
 * Take a key out of the address bar before anything is painted, and keep it for this tab, so that a reload works.
 * What stands in the page waits a moment for the words that the key opens (`data-soon`).
 *
 * A classic script that stands in the page's head: it waits for no file, and old browsers run it too.
 */
(() => {
  const SOON_MS = 300; // to paint help first, and then the words, would keep a slow phone from the words

  const take = () => {
    const key = location.hash.slice(1);
    if (!key) return false;
    const address = location.pathname + location.search;
    try {
      sessionStorage.setItem(`key ${location.pathname}`, key);
      history.replaceState(null, "", address);
    } catch {
      history.replaceState({ key }, "", address); // storage refused by the browser: the tab's history keeps it
    }
    return true;
  };

  take();
  const root = document.documentElement;
  root.dataset.soon = "";
  setTimeout(() => delete root.dataset.soon, SOON_MS);
  // Another link of the same address only changes the fragment.
  addEventListener("hashchange", () => take() && location.reload());
})();
