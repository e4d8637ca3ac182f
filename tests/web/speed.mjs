// What a picture costs in the browser: the median of frames at quality low, 1280x720, words included, in ms.
// node speed.mjs. Beside the native frame of the same scene in the same run it gives the share of native speed.
import { pathToFileURL } from "node:url";
import { openBrowser, openPage } from "./support/browser.mjs";
import { site } from "./support/program.mjs";
import { serve } from "./support/server.mjs";

const WIDTH = 1280, HEIGHT = 720, FRAMES = 24;

/// Draws the usual scene as the hand turns it, and waits for each picture to be there.
export async function frame_ms() {
  const server = await serve(site), browser = await openBrowser();
  const { page, close } = await openPage(browser, server.url, { width: WIDTH, height: HEIGHT });
  const times = await page.evaluate(([width, height, frames]) => {
    const { papilla } = window, gl = document.querySelector("#picture").getContext("webgl2");
    const canvas = gl.canvas, pixel = new Uint8Array(4);
    canvas.width = width, canvas.height = height;
    papilla.resize(width, height, 1);
    const taken = [];
    for (let i = 0; i < frames; ++i) {
      papilla.turn(1, 0, 1);
      const from = performance.now();
      papilla.draw(0, 1, from / 1000);
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
      taken.push(performance.now() - from);
    }
    return taken;
  }, [WIDTH, HEIGHT, FRAMES]);
  await close();
  await browser.close();
  await server.close();
  return times.slice(4).sort((a, b) => a - b)[Math.floor((FRAMES - 4) / 2)];  // the first ones compile
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) console.log((await frame_ms()).toFixed(1));
