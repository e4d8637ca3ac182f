// Leaves pictures of the page in build/web-test, for a person to look at: node look.mjs [HASH OR EMPTY] [NAME]
import { mkdirSync } from "node:fs";
import { openBrowser, openPage, still } from "./support/browser.mjs";
import { root, site } from "./support/program.mjs";
import { serve } from "./support/server.mjs";

const folder = `${root}build/web-test`;
mkdirSync(folder, { recursive: true });
const server = await serve(site);
const browser = await openBrowser();
const sizes = [["desk", 1280, 720, {}], ["phone", 390, 844, { hasTouch: true, isMobile: true, deviceScaleFactor: 2 }],
               ["projector", 1920, 1080, {}], ["tablet", 820, 1180, { hasTouch: true }]];
for (const [name, width, height, options] of sizes) {
  const { page, errors, close } = await openPage(browser, server.url, { width, height, ...options });
  await page.screenshot({ path: `${folder}/${name}.png` });
  if (name === "phone") await page.screenshot({ path: `${folder}/${name}-whole.png`, fullPage: true });
  if (name === "desk") {
    await page.selectOption("#presets", "rf-insulated-cheek");
    await still(page);
    await page.screenshot({ path: `${folder}/${name}-rf.png` });
  }
  for (const error of errors) console.log(`${name}: ${error}`);
  await close();
}
await browser.close();
await server.close();
console.log(`pictures in ${folder}`);
