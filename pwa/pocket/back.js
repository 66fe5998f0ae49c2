// @ts-check
/** A page that was come to from another one goes back there, as it was; else the link leads where it says. */

document.querySelector("[data-back]")?.addEventListener("click", (event) => {
  if (history.length < 2) return;
  event.preventDefault();
  history.back();
});
