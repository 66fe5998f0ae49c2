// @ts-check
/**
 * Make a picture small on the device that it was taken with, before it goes anywhere.
 *
 * It is drawn anew: of where it was taken, when and with what, nothing is left, and it stands upright.
 */

export const MOST_BYTES = 150_000; // as `pwa/plan/webp.py`
const TYPE = "image/webp";
const SIDES = [1280, 960, 720, 480]; // pixels of the longer side
const QUALITIES = [0.8, 0.6, 0.4];

/** A file is no picture, or this browser can't make it small; `reason` is `not_a_picture` or `cant_shrink`. */
export class CantShrink extends Error {
  /** @param {string} reason */
  constructor(reason) {
    super(reason);
    this.name = "CantShrink";
    this.reason = reason;
  }
}

/**
 * The picture as a small WebP. One at a time: a picture of 12 megapixels takes 48 MB while it is open.
 * @param {Blob} file
 * @returns {Promise<Blob>}
 */
export async function shrunk(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (!picture) throw new CantShrink("not_a_picture");
  try {
    for (const side of SIDES) {
      const canvas = drawn(picture, side);
      for (const quality of QUALITIES) {
        const made = await encoded(canvas, quality);
        if (made.type !== TYPE) throw new CantShrink("cant_shrink");
        if (made.size <= MOST_BYTES) return new Blob([frameOf(await made.arrayBuffer())], { type: TYPE });
      }
    }
  } finally {
    picture.close();
  }
  throw new CantShrink("cant_shrink");
}

/** @param {ImageBitmap} picture @param {number} most */
function drawn(picture, most) {
  const scale = Math.min(1, most / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext("2d", { alpha: false, colorSpace: "srgb" });
  if (!context) throw new CantShrink("cant_shrink");
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** @param {HTMLCanvasElement} canvas @param {number} quality @returns {Promise<Blob>} */
const encoded = (canvas, quality) =>
  new Promise((done, fail) => canvas.toBlob((made) => (made ? done(made) : fail(new CantShrink("cant_shrink"))), TYPE, quality));

/**
 * The same WebP with nothing in it but its one frame: Chromium puts a colour profile beside it (RFC 9649).
 * @param {ArrayBuffer} whole
 * @returns {ArrayBuffer}
 */
function frameOf(whole) {
  const view = new DataView(whole);
  for (let at = 12; at + 8 <= whole.byteLength; ) {
    const end = at + 8 + view.getUint32(at + 4, true) + (view.getUint32(at + 4, true) % 2);
    if (view.getUint32(at) === LOSSY) return riff(whole.slice(at, end));
    at = end;
  }
  throw new CantShrink("cant_shrink");
}

const [RIFF, WEBP, LOSSY] = [0x52494646, 0x57454250, 0x56503820]; // "RIFF", "WEBP", "VP8 "

/** @param {ArrayBuffer} chunk */
function riff(chunk) {
  const made = new Uint8Array(12 + chunk.byteLength);
  const view = new DataView(made.buffer);
  view.setUint32(0, RIFF);
  view.setUint32(4, made.length - 8, true);
  view.setUint32(8, WEBP);
  made.set(new Uint8Array(chunk), 12);
  return made.buffer;
}
