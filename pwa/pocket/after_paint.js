// @ts-check
/**
 * The page's words first: what brings it to life is fetched once they are painted, and no tap before that is lost.
 *
 * A classic script: the page's modules wait in `<template id="life">`, where the browser does not look for what to load.
 */
(() => {
  const AT_MOST_MS = 1_000; // a page that nobody looks at is not painted

  /** What was tapped too early, in order; a hand that shakes taps twice. @type {HTMLElement[]} */
  const tapped = [];
  /** @type {HTMLFormElement | undefined} */
  let sent;
  let tries = 0;

  /** @param {MouseEvent} event */
  const keep = (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-act], [data-country]") : null;
    if (!(button instanceof HTMLElement)) return;
    event.preventDefault();
    if (button.dataset.act === "again") again();
    else if (button !== tapped.at(-1)) tapped.push(button);
  };

  // Such as a PIN that was typed before anyone listened: a page's own sending would be refused.
  const keepForm = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    sent = /** @type {HTMLFormElement} */ (event.target);
  };

  const begin = () => {
    const script = document.importNode(life().content, true).querySelector("script");
    script?.addEventListener("load", alive);
    script?.addEventListener("error", failed);
    if (script) document.head.append(script);
  };

  const life = () => /** @type {HTMLTemplateElement} */ (document.getElementById("life"));

  const alive = () => {
    document.removeEventListener("click", keep);
    document.removeEventListener("submit", keepForm);
    notice()?.replaceChildren();
    for (const button of tapped.splice(0)) button.click();
    if (sent?.isConnected) sent.requestSubmit();
  };

  // What is said stands in the page; no script of it has come.
  const failed = () => {
    const said = ["network", "again"].map((name) => document.querySelector(`#sentences [data-name="${name}"]`)?.cloneNode(true));
    notice()?.replaceChildren(...said.filter((one) => one !== undefined));
    document.getElementById("opening")?.setAttribute("hidden", "");
  };

  /** A browser may remember that an address failed, and not ask there again. */
  const again = () => {
    const address = life().content.querySelector("script")?.getAttribute("src");
    import(`${address}?${++tries}`).then(alive, failed);
  };

  const notice = () => document.getElementById("notice");

  document.addEventListener("click", keep);
  document.addEventListener("submit", keepForm);
  const painted = new Promise((done) => {
    new PerformanceObserver(done).observe({ type: "paint", buffered: true });
    setTimeout(done, AT_MOST_MS);
  });
  painted.then(begin);
})();
