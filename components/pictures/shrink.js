// @ts-check
/**
 * Make a picture small on the device that it was taken with, before it goes anywhere.
 *
 * It is drawn anew: of where it was taken, when and with what, nothing is left, and it stands upright.
 */

export const MOST_BYTES = 150_000; // as `pwa/plan/pictures.py`
const TYPES = ["image/webp", "image/jpeg"]; // the second where a browser writes no WebP, such as Safari
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
 * The picture as a small WebP, or JPEG. One at a time: a picture of 12 megapixels takes 48 MB while it is open.
 * @param {Blob} file
 * @returns {Promise<Blob>}
 */
export async function shrunk(file) {
  const picture = await opened(file);
  try {
    for (const side of SIDES) {
      const canvas = drawn(picture, side);
      for (const quality of QUALITIES) {
        const made = await encoded(canvas, quality);
        if (made.size <= MOST_BYTES) return made;
      }
    }
  } finally {
    if ("close" in picture) picture.close();
  }
  throw new CantShrink("cant_shrink");
}

/** An older Safari opens some pictures only as an element. @param {Blob} file @returns {Promise<ImageBitmap | HTMLImageElement>} */
async function opened(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (picture) return picture;
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    await image.decode();
  } catch {
    throw new CantShrink("not_a_picture");
  } finally {
    URL.revokeObjectURL(image.src);
  }
  return image;
}

/** @param {ImageBitmap | HTMLImageElement} picture @param {number} most */
function drawn(picture, most) {
  const { naturalWidth = 0, naturalHeight = 0 } = /** @type {any} */ (picture);
  const [width, height] = [naturalWidth || picture.width, naturalHeight || picture.height];
  const scale = Math.min(1, most / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d", { alpha: false, colorSpace: "srgb" });
  if (!context) throw new CantShrink("cant_shrink");
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** @param {HTMLCanvasElement} canvas @param {number} quality @returns {Promise<Blob>} */
async function encoded(canvas, quality) {
  for (const type of TYPES) {
    const made = /** @type {Blob | null} */ (await new Promise((done) => canvas.toBlob(done, type, quality)));
    if (made?.type === type) return made; // another type is what a browser writes that does not know this one
  }
  throw new CantShrink("cant_shrink");
}
