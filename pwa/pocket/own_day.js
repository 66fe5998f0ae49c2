// @ts-check
/**
 * Tells the server by how many minutes this person's clock is ahead of UTC, so that *today* is their day at the desk too.
 *
 * A classic script that blocks in the head: where the day is another one and was not told before, the page comes anew.
 */
(() => {
  const now = new Date();
  const minutes = -now.getTimezoneOffset();
  const kept = `clock=${minutes}`;
  const isKept = () => document.cookie.split("; ").includes(kept);
  if (isKept()) return;
  document.cookie = `${kept}; Path=/; SameSite=Strict${location.protocol === "https:" ? "; Secure" : ""}`;
  const isOther = new Date(now.getTime() + minutes * 60_000).getUTCDate() !== now.getUTCDate();
  if (!isOther || !isKept()) return; // cookies refused by the browser: the day is that of the server
  stop();
  location.reload();
})();
