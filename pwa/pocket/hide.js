// @ts-check
/**
 * Leave fast: cover the page and go to a neutral one that Back and Forward do not undo, with the server up or away.
 *
 * A classic script that blocks in the head, so that a page reached by Back is covered before its first paint. The phone's
 * page holds it as it stands here, so that the paint waits for no file.
 * `data-away` on its own tag names the neutral page; anything with `data-hide` sets it off.
 */
(() => {
  const SOON_MS = 500; // the page's own words come first: on a slow phone even to ask takes from them
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const away = new URL(script.dataset.away ?? "measures.en.html", script.src || location.href).href;
  const root = document.documentElement;
  let scrolled = 0;

  /** @param {(storage: Storage) => unknown} use */
  const remembered = (use) => {
    try {
      return use(sessionStorage);
    } catch {
      return null; // storage refused by the browser: leaving still works, only Back is not guarded
    }
  };
  const isAway = () => Boolean(remembered((storage) => storage.getItem("away")));

  const cover = () => {
    scrolled = root.style.display ? scrolled : window.scrollY;
    root.style.display = "none";
  };

  const uncover = () => {
    if (!root.style.display) return;
    root.style.removeProperty("display");
    window.scrollTo(0, scrolled);
  };

  const leave = () => {
    cover();
    location.replace(away);
  };

  const showUnlessAway = () => (isAway() ? leave() : uncover());

  const [load] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  if (load?.type !== "back_forward") remembered((storage) => storage.removeItem("away"));
  else if (isAway()) leave();

  document.addEventListener(
    "click",
    (event) => {
      // composedPath sees into the open shadow root of the preview
      if (!event.composedPath().some((node) => node instanceof Element && node.hasAttribute("data-hide"))) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      remembered((storage) => storage.setItem("away", "1"));
      leave();
    },
    { capture: true },
  );

  // A page that goes into the back-forward cache goes in covered: nothing of it can flash up when it comes back.
  addEventListener("pagehide", cover);
  addEventListener("pageshow", (event) => event.persisted && showUnlessAway());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && showUnlessAway());

  const fetchAway = () => {
    for (const address of [away, new URL("measures.css", away).href]) {
      fetch(address, { cache: "force-cache", priority: "low" })
        .then((reply) => reply.text())
        .catch(() => "");
    }
  };
  addEventListener("load", () => setTimeout(fetchAway, SOON_MS));
})();
