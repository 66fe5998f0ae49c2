// @ts-check
/**
 * A page for sitting down of which nothing more comes shows nothing: its first scripts and styles hold back all that follows.
 * The plan is shown then. It stands in the page's head, before whatever it would have to wait for.
 */
(() => {
  const LOOK_MS = 1_000;
  const STALLED_MS = 5_000;

  const look = setInterval(() => {
    if (document.getElementById("app")) return clearInterval(look); // the page is here, and says itself what is missing
    const ends = ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
      .map((one) => /** @type {PerformanceResourceTiming} */ (one).responseEnd);
    if (performance.now() - Math.max(...ends) < STALLED_MS) return;
    clearInterval(look);
    const path = encodeURIComponent(location.pathname + location.search);
    if (navigator.serviceWorker?.controller) location.replace(`/#away=${path}`);
  }, LOOK_MS);
})();
