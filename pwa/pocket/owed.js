// @ts-check
/**
 * This browser was locked where the server could not hear of it: it hears so before a page that it sent shows anything.
 *
 * A classic script that blocks in the head, after `hide.js`. `lock` is as `pin.js` keeps it.
 */
(() => {
  try {
    if (localStorage.getItem("lock") !== "owed" || sessionStorage.getItem("away")) return; // away: `hide.js` leads on
  } catch {
    return; // storage refused by the browser: nothing could be owed
  }
  document.documentElement.hidden = true;
  stop(); // nothing more of this page comes in
  const asked = { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}", signal: AbortSignal.timeout(5_000) };
  fetch("/api/plans/mine/lock", asked)
    .then((reply) => {
      if (!reply.ok) throw new Error("owed");
      localStorage.setItem("lock", "on");
      location.reload();
    })
    .catch(() => location.replace("/"));
})();
