// @ts-check
/**
 * Turn the pages of *One step at a time* with a finger or the arrow keys, the way the language runs.
 *
 * Only what the buttons do: nothing is there that can't be tapped. A short or slanted movement, such as that of a shaking
 * hand, turns nothing.
 */

const LEAST_PX = 60;
const SLANT = 2; // so many times as far along as up or down

/** @type {Touch | null} */
let began = null;

/** Listen on the whole page; there is something to turn where its buttons stand. */
export function startTurning() {
  addEventListener("touchstart", ({ touches }) => void (began = touches.length === 1 ? touches[0] : null), { passive: true });
  addEventListener("touchend", ({ changedTouches: [ended] }) => {
    if (!began) return;
    const along = ended.clientX - began.clientX;
    if (Math.abs(along) >= LEAST_PX && Math.abs(along) >= SLANT * Math.abs(ended.clientY - began.clientY)) turn(along < 0);
    began = null;
  });
  addEventListener("keydown", (event) => {
    const isRight = event.key === "ArrowRight";
    if ((!isRight && event.key !== "ArrowLeft") || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    turn(isRight);
  });
}

/** @param {boolean} toTheRight where the next page lies, for those who read from left to right */
function turn(toTheRight) {
  const steps = document.querySelector("#view:not([hidden]) .pp-step");
  if (!steps || document.querySelector("#view details[open]")) return;
  const isOnward = toTheRight !== (getComputedStyle(steps).direction === "rtl");
  const button = steps.querySelector(`[data-act="${isOnward ? "next" : "back"}"]`);
  if (button instanceof HTMLElement) button.click();
}
