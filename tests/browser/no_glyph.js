// The letters of texts that no font here has: each is drawn like any other one that no font has.
(texts) => {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: 40, height: 40 });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const drawn = (sign) => {
    pen.clearRect(0, 0, 40, 40);
    pen.fillText(sign, 8, 28);
    return pen.getImageData(0, 0, 40, 40).data.join();
  };
  pen.font = `20px ${getComputedStyle(document.querySelector("h1")).fontFamily}`;
  const missing = drawn("\u0378");
  const signs = new Set(texts.join("").replace(/[\p{M}\p{Z}\p{Cc}\p{Cf}]/gu, ""));
  return [...signs].filter((sign) => drawn(sign) === missing);
}
