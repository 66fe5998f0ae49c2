// @ts-check
/** A page that the server sends at any address speaks the language that was chosen in this browser; another one is not asked for twice. */

(() => {
  const asked = new URLSearchParams(location.search);
  let tag = null;
  try {
    tag = localStorage.getItem("language");
  } catch {
    // storage refused by the browser: the browser's own list of languages stays
  }
  if (!tag || tag === document.documentElement.lang || asked.has("language")) return;
  asked.set("language", tag);
  location.replace(`${location.pathname}?${asked}`);
})();
