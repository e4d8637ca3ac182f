// Facts about what is on the canvas, from screenshots: a browser decodes them.

/// The canvas as PNG bytes.
export const shot = (page) => page.locator("#picture").screenshot({ animations: "disabled" });

/// @return how two PNGs differ: {mean, share}: mean difference of a channel, 0 to 255, and the share of
/// pixels with a channel that differs by more than 8
export async function difference(browser, one, other) {
  return inBlankPage(browser, [one, other], (images) => {
    const [a, b] = images;
    if (a.width !== b.width || a.height !== b.height) return { mean: 255, share: 1 };
    let sum = 0, many = 0;
    for (let i = 0; i < a.data.length; i += 4) {
      const gaps = [0, 1, 2].map((c) => Math.abs(a.data[i + c] - b.data[i + c]));
      sum += gaps[0] + gaps[1] + gaps[2];
      if (Math.max(...gaps) > 8) ++many;
    }
    const pixels = a.data.length / 4;
    return { mean: sum / (3 * pixels), share: many / pixels };
  });
}

/// @return how far blocks of 8 by 8 pixels of two PNGs are from each other, 0 to 255: the mean of those three in four
/// that are nearest. The page writes the time beside its picture, the program into it: the rest is left to words.
export async function unlikeness(browser, one, other) {
  return inBlankPage(browser, [one, other], ([a, b]) => {
    if (a.width !== b.width || a.height !== b.height) return 255;
    const side = 8, columns = Math.floor(a.width / side), rows = Math.floor(a.height / side), gaps = [];
    for (let block = 0; block < columns * rows; ++block) {
      const sums = [0, 0, 0];
      for (let k = 0; k < side * side; ++k) {
        const x = block % columns * side + k % side, y = Math.floor(block / columns) * side + Math.floor(k / side);
        for (const c of [0, 1, 2]) sums[c] += a.data[4 * (y * a.width + x) + c] - b.data[4 * (y * a.width + x) + c];
      }
      gaps.push(Math.max(...sums.map(Math.abs)) / (side * side));
    }
    const near = gaps.sort((p, q) => p - q).slice(0, Math.ceil(0.75 * gaps.length));
    return near.reduce((sum, gap) => sum + gap, 0) / near.length;
  });
}

/// @return {spread, colours}: standard deviation of the brightness, and how many colours of 5 bits a channel
export async function variety(browser, one) {
  return inBlankPage(browser, [one], ([image]) => {
    const colours = new Set();
    let sum = 0, squares = 0;
    for (let i = 0; i < image.data.length; i += 4) {
      const [r, g, b] = image.data.subarray(i, i + 3);
      const brightness = (r + g + b) / 3;
      sum += brightness;
      squares += brightness * brightness;
      colours.add((r >> 3) << 10 | (g >> 3) << 5 | b >> 3);
    }
    const pixels = image.data.length / 4;
    return { spread: Math.sqrt(squares / pixels - (sum / pixels) ** 2), colours: colours.size };
  });
}

async function inBlankPage(browser, pngs, measure) {
  const page = await browser.newPage();
  try {
    return await page.evaluate(async ([texts, source]) => {
      const images = await Promise.all(texts.map(async (text) => {
        const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
        canvas.drawImage(bitmap, 0, 0);
        return canvas.getImageData(0, 0, bitmap.width, bitmap.height);
      }));
      return new Function(`return ${source}`)()(images);
    }, [pngs.map((png) => png.toString("base64")), measure.toString()]);
  } finally {
    await page.close();
  }
}
