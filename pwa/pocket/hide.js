// @ts-check
/**
 * Leave fast: cover the page and go to a neutral one that Back and Forward do not undo, with the server up or away.
 *
 * A classic script that blocks in the head, so that a page reached by Back is covered before its first paint. The phone's
 * page holds it as it stands here, so that the paint waits for no file.
 * `data-away` on its own tag names the neutral page; anything with `data-hide` sets it off.
 */
(() => {
  const KEYS = ["Escape", "Shift"];
  const BETWEEN_MS = 800;
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

  /** The owner's own choice where there is a connection; a page of ours is there without one. */
  const target = () => {
    try {
      const elsewhere = navigator.onLine && localStorage.getItem("elsewhere");
      return elsewhere && elsewhere.startsWith("https://") ? elsewhere : away;
    } catch {
      return away;
    }
  };

  const leave = () => {
    cover();
    location.replace(target());
  };

  /** As in `sealed_drafts.js`, which a page that hides at once can't wait for. @param {Storage} storage */
  const dropDrafts = (storage) => {
    dispatchEvent(new Event("left"));
    const names = Object.keys(storage);
    const clear = names.filter((name) => name.startsWith("kept:"));
    if (!clear.length) return;
    const old = names.filter((name) => name.startsWith("sealed:") && !clear.includes(name.replace("sealed:", "kept:")));
    for (const name of [...clear, ...old]) storage.removeItem(name);
    storage.setItem("left", "1");
  };

  const goAway = () => {
    remembered((storage) => {
      storage.setItem("away", "1");
      storage.removeItem("code-words"); // half a recovery code is for nobody who finds this tab
      if (!storage.getItem("open")) return;
      dropDrafts(storage);
      storage.removeItem("open"); // a phone with a PIN is locked
      const headers = { "Content-Type": "application/json" };
      fetch("/api/plans/mine/lock", { method: "POST", headers, body: "{}", keepalive: true }).catch(() => null);
    });
    leave();
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
      goAway();
    },
    { capture: true },
  );

  // Three times the same key, one soon after the other, where there is a keyboard.
  let pressed = { key: "", at: 0, times: 0 };
  document.addEventListener("keydown", ({ key, repeat, timeStamp, isTrusted }) => {
    if (repeat || !isTrusted) return;
    const isSame = KEYS.includes(key) && key === pressed.key && timeStamp - pressed.at < BETWEEN_MS;
    pressed = { key, at: timeStamp, times: isSame ? pressed.times + 1 : 1 };
    if (KEYS.includes(key) && pressed.times === 3) goAway();
  }, { capture: true });

  // A page that goes into the back-forward cache goes in covered: nothing of it can flash up when it comes back.
  addEventListener("pagehide", cover);
  // In the list of open apps it shows nothing, where the browser says in time that it goes there; the focus stays.
  const dim = () => root.style.setProperty("opacity", document.visibilityState === "hidden" ? "0" : "1");
  document.addEventListener("visibilitychange", dim);
  for (const kind of ["pageshow", "focus", "pointerdown"]) addEventListener(kind, dim, { capture: true, passive: true });
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
