// @ts-check
/** A QR code as the server packs it (`packed` in `pwa/share/qr.py`), drawn black on white in every colour theme. */

import { html } from "./plan_text.js";

const QUIET = 4; // modules around a code, the least of ISO/IEC 18004
const BITS = 8;

/** The code with its quiet zone, as wide as its place. @param {string} packed @param {string} label what it is, for who can't see it */
export function code(packed, label) {
  const modules = rowsOf(packed);
  const side = modules.length + 2 * QUIET;
  return html`<svg class="pp-copy-code" role="img" aria-label="${label}" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path
    fill="#fff" d="M0 0h${side}v${side}H0z"/><path stroke="#000" d="${modules.map(runs).join("")}"/></svg>`;
}

/** A line of `1` and `0` for each row: all bits but the last few make a square. @param {string} packed */
function rowsOf(packed) {
  const bits = [...atob(packed)].map((byte) => byte.charCodeAt(0).toString(2).padStart(BITS, "0")).join("");
  const side = Math.floor(Math.sqrt(bits.length));
  return Array.from({ length: side }, (_, y) => bits.slice(y * side, (y + 1) * side));
}

/** One line for each run of dark modules. @param {string} row @param {number} y */
const runs = (row, y) => [...row.matchAll(/1+/g)].map(({ 0: run, index = 0 }) => `M${index + QUIET} ${y + QUIET}.5h${run.length}`).join("");
