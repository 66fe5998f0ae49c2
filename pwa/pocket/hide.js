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
  /** @type {unknown} what the last tab that left has said, as this page was loaded */
  let left;

  /** @param {(storage: Storage) => unknown} use */
  const remembered = (use) => {
    try {
      return use(sessionStorage);
    } catch {
      return null; // storage refused by the browser: leaving still works, only Back is not guarded
    }
  };
  /** @param {(storage: Storage) => unknown} use */
  const lasting = (use) => remembered(() => use(localStorage));
  const [load] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  // A page that was opened anew is not away, whatever this tab did before; that is forgotten once its words are painted.
  let isNew = load?.type !== "back_forward";
  const isAway = () => !isNew && Boolean(remembered((storage) => storage.getItem("away")));

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

  /** This tab opens nothing any more: where there is a PIN, no typed words lie open in it. */
  const shut = () => remembered((storage) => {
    storage.removeItem("code-words"); // half a recovery code is for nobody who finds this tab
    const isLocked = storage.getItem("open") || lasting((all) => all.getItem("lock"));
    storage.removeItem("open");
    if (!isLocked) return;
    dispatchEvent(new Event("left")); // nobody writes them again
    const names = Object.keys(storage);
    const clear = names.filter((name) => name.startsWith("kept:"));
    if (!clear.length) return;
    const old = names.filter((name) => name.startsWith("sealed:") && !clear.includes(name.replace("sealed:", "kept:")));
    for (const name of [...clear, ...old]) storage.removeItem(name);
    storage.setItem("left", "1");
  });

  const tellServer = () =>
    fetch("/api/plans/mine/lock", { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}", keepalive: true });

  /** Without a PIN, too, the server hears it where recovery words may have been typed: they show nobody's owner any more. */
  const unshow = () => remembered((storage) => {
    const wasShown = storage.getItem("shown");
    storage.removeItem("shown");
    if (wasShown && !lasting((all) => all.getItem("lock"))) tellServer().catch(() => null);
  });

  const goAway = () => {
    isNew = false;
    remembered((storage) => storage.setItem("away", "1"));
    shut();
    unshow();
    leave();
  };

  // This tab is locked, as `pin.js` or the server says; one that leaves anyway goes where nothing speaks of a lock.
  addEventListener("shut", () => {
    cover();
    shut();
    if (!isAway()) location.replace("/");
  });

  /** The other tabs go too, and a phone with a PIN is locked; until the server has said so, the next page tells it again. */
  const hide = () => {
    lasting((storage) => {
      storage.setItem("left", String(Math.random()));
      if (!storage.getItem("lock") && !remembered((tab) => tab.getItem("open"))) return;
      storage.setItem("lock", "owed");
      tellServer()
        .then(({ ok }) => ok && storage.setItem("lock", "on"))
        .catch(() => null);
    });
    goAway();
  };

  /** Whether another tab left while this one slept. */
  const hasMissed = () => {
    const now = lasting((storage) => storage.getItem("left"));
    return left !== undefined && Boolean(now) && now !== left;
  };

  const showUnlessAway = () => (isAway() ? leave() : hasMissed() ? goAway() : uncover());

  addEventListener("storage", ({ key, newValue }) => {
    if (key === "left" && newValue) goAway();
    if (key !== "gone" || !newValue || location.pathname.startsWith("/s/")) return;
    cover(); // another tab heard that the plan is gone; a supporter's copy is none of it
    remembered((storage) => storage.clear());
    location.replace("/");
  });

  // A page for sitting down, where words are typed; `code.js` says so of the phone's own.
  if (script.src && !location.pathname.startsWith("/s/")) remembered((storage) => storage.setItem("shown", "1"));
  if (isAway()) leave();

  document.addEventListener(
    "click",
    (event) => {
      // composedPath sees into the open shadow root of the preview
      if (!event.composedPath().some((node) => node instanceof Element && node.hasAttribute("data-hide"))) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      hide();
    },
    { capture: true },
  );

  // Three times the same key, one soon after the other, where there is a keyboard.
  let pressed = { key: "", at: 0, times: 0 };
  document.addEventListener("keydown", ({ key, repeat, timeStamp, isTrusted }) => {
    if (repeat || !isTrusted) return;
    const isSame = KEYS.includes(key) && key === pressed.key && timeStamp - pressed.at < BETWEEN_MS;
    pressed = { key, at: timeStamp, times: isSame ? pressed.times + 1 : 1 };
    if (KEYS.includes(key) && pressed.times === 3) hide();
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
  /** The phone's page has its words painted first: a browser opens its storage as slowly as it reads a file. */
  const settle = () => {
    if (left === undefined) left = lasting((storage) => storage.getItem("left"));
    if (!isNew) return;
    isNew = false;
    remembered((storage) => storage.removeItem("away"));
  };
  if (script.src) settle();
  else new PerformanceObserver(settle).observe({ type: "paint", buffered: true });
  addEventListener("load", () => setTimeout(() => (settle(), fetchAway()), SOON_MS));
})();
