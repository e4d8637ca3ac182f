// Everything can be reached and done by keys, in the order in which it is read.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { openBrowser, openPage, still } from "./support/browser.mjs";
import { site } from "./support/program.mjs";
import { serve } from "./support/server.mjs";

let browser, server, page;
before(async () => {
  server = await serve(site);
  browser = await openBrowser();
  ({ page } = await openPage(browser, server.url, { width: 1000, height: 560 }));
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const focused = () => page.evaluate(() => {
  const one = document.activeElement;
  return one.id || one.dataset.choice || one.dataset.key || one.dataset.time || one.textContent.trim();
});
async function tabTo(wanted, limit = 80) {
  const passed = [];
  for (let i = 0; i < limit; ++i) {
    await page.keyboard.press("Tab");
    passed.push(await focused());
    if (passed.at(-1) === wanted) return passed;
  }
  assert.fail(`Tab never came to ${wanted}, but to ${passed.join(", ")}`);
}
const scene = () => page.evaluate(() => window.papilla.scene());

test("Tab goes through the page in reading order, and focus can be seen", async () => {
  await page.locator("body").focus();
  const passed = await tabTo("field-technique-depth_mm");
  const places = ["presets", "share", "stage", "block", "play", "time", "field-skin-site", "field-technique-depth_mm"]
    .map((name) => passed.indexOf(name));
  assert.ok(places.every((place, i) => place >= 0 && (i === 0 || place > places[i - 1])), passed.join(", "));
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(outline, "solid");
});

test("an arrow key moves the depth by a step that can be set", async () => {
  await page.locator("#field-technique-depth_mm").focus();
  const before = (await scene()).technique.depth_mm;
  await page.keyboard.press("ArrowRight");
  await still(page);
  assert.ok((await scene()).technique.depth_mm > before);
  await page.keyboard.press("Control+z");
  await still(page);
  assert.equal((await scene()).technique.depth_mm, before);
  await page.keyboard.press("Control+y");
  await still(page);
  assert.ok((await scene()).technique.depth_mm > before);
});

test("on the picture, keys turn, zoom, choose a view and play", async () => {
  await page.locator("#stage").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("+");
  await still(page);
  const { view } = await scene();
  assert.notEqual(view.turn_deg, 0);
  assert.ok(view.zoom > 0);
  await page.keyboard.press("2");
  await still(page);
  assert.equal((await scene()).view.name, "section");
  await page.keyboard.press("Space");
  assert.equal(await page.evaluate(() => window.papilla.state().playing), true);
  await page.keyboard.press("Space");
  await still(page);
  assert.equal(await page.evaluate(() => window.papilla.state().playing), false);
});

test("the time axis obeys arrows and pages, and says where it stands", async () => {
  await page.locator("#time").focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("PageUp");
  await still(page);
  assert.equal((await scene()).time, "1ms");
  const said = await page.locator("#time").getAttribute("aria-valuetext");
  assert.match(said, /^1 ms, /);
  await page.keyboard.press("ArrowRight");
  await still(page);
  assert.notEqual((await scene()).time, "1ms");
});

test("every control has a name, and what happens is said aloud", async () => {
  const nameless = await page.evaluate(() => [...document.querySelectorAll("button, select, input")]
    .filter((one) => !(one.labels?.length || one.getAttribute("aria-label") || one.textContent.trim()))
    .map((one) => one.outerHTML));
  assert.deepEqual(nameless, []);
  await page.evaluate(() => window.papilla.send({ seek: "3d" }));
  await page.locator("#time").focus();
  await page.keyboard.press("PageUp");
  await still(page);
  assert.equal(await page.locator("#now").getAttribute("aria-live"), "polite");
  assert.match(await page.locator("#now").textContent(), /^7 days: New tissue grows\. Needle out of the skin\.$/);
});
