// The page in a real browser: loads, obeys, and gives the same picture again.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import test, { after, before } from "node:test";
import { ON_SWIFTSHADER, openBrowser, openPage, still, WITHOUT_WEBGL } from "./support/browser.mjs";
import { native } from "./support/native.mjs";
import { difference, shot, unlikeness, variety } from "./support/picture.mjs";
import { makeProgram, root, site } from "./support/program.mjs";
import { serve } from "./support/server.mjs";

const SMALL = { width: 1000, height: 560 };  // software GL: a small picture
const folder = `${root}build/web-test`;
let browser, server, opened;

before(async () => {
  mkdirSync(folder, { recursive: true });
  server = await serve(site);
  browser = await openBrowser();
  opened = await openPage(browser, server.url, SMALL);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/// Starts each test from the same scene.
async function fresh(name = "clinic-pen-cheek-1.5") {
  const { page } = opened;
  await page.selectOption("#presets", "");
  await page.selectOption("#presets", name);
  await still(page);
  return page;
}
const readout = (page, id) => page.locator(`[data-readout="${id}"] td.value`).textContent();
const scene = (page) => page.evaluate(() => window.papilla.scene_json());

test("loads with an empty console, from its own files alone", async () => {
  const { page, errors } = opened;
  assert.deepEqual(errors, []);
  assert.deepEqual([...new Set(server.asked)].sort(), ["/", "/icon.svg", "/page.css", "/page.js", "/papilla.js"]);
  assert.match(await page.title(), /Papilla/);
  assert.ok(await page.getByText("Education, not advice, not a forecast.").first().isVisible());
});

test("the canvas shows a picture", async () => {
  const page = await fresh();
  const png = await shot(page);
  const { spread, colours } = await variety(browser, png);
  assert.ok(spread > 12 && colours > 150, `brightness spreads by ${spread}, ${colours} colours`);
});

test("has the same hash in the browser as under node", async () => {
  const program = await makeProgram();
  for (const [name, time] of [["three-visits", "3mo"], ["rf-insulated-cheek", "100ms"]])
    assert.equal(await opened.page.evaluate(([n, t]) => window.papilla.hash(n, t), [name, time]), program.hash(name, time));
});

test("the depth slider changes the numbers and the picture; undo takes it back", async () => {
  const page = await fresh();
  const [was, picture, state] = [await readout(page, "reached_depth_mm"), await shot(page), await scene(page)];
  const slider = page.locator("#field-technique-depth_mm");
  const box = await slider.boundingBox();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2);
  await page.mouse.down();
  for (const share of [0.5, 0.4, 0.3]) await page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
  await page.mouse.up();
  await still(page);
  assert.notEqual(await readout(page, "reached_depth_mm"), was);
  assert.ok((await difference(browser, picture, await shot(page))).share > 0.01);
  await page.locator("#undo").click();
  await still(page);
  assert.equal(await scene(page), state, "a drag is one step");
  assert.equal(await readout(page, "reached_depth_mm"), was);
  assert.ok((await difference(browser, picture, await shot(page))).share < 0.001);
});

test("what is typed out of range is refused in words, and changes nothing", async () => {
  const page = await fresh();
  const state = await scene(page);
  await page.locator("#field-technique-depth_mm-box").fill("99");
  await page.keyboard.press("Enter");
  await still(page);
  assert.match(await page.locator("#told").textContent(), /is 99, must lie in \[0.1, 8\] mm/);
  assert.equal(await scene(page), state);
});

test("RF heat brings its device, its controls and its numbers", async () => {
  const page = await fresh();
  assert.ok(await page.locator('[data-path="rf.power_W_per_pin"]').first().isHidden());
  await page.locator("#field-rf-on").check();
  await still(page);
  assert.ok(await page.locator('[data-path="rf.power_W_per_pin"]').first().isVisible());
  assert.equal(await page.locator("#field-device-kind").inputValue(), "rf_array");
  assert.ok(await page.locator('[data-readout="temperature_max_C"]').isVisible());
});

test("going along the time axis changes phase, sentences and picture", async () => {
  const page = await fresh();
  await page.locator("#time").focus();
  await page.keyboard.press("Home");
  await still(page);
  const seen = [await shot(page)], words = [await page.locator("#description").textContent()];
  for (const [time, phase] of [["1d", /Inflammation/], ["14d", /New tissue/], ["12mo", /rebuilt/]]) {
    await page.evaluate((t) => document.querySelector(`[data-time="${t}"]`).click(), time);
    await still(page);
    assert.match(await page.locator("#phase").textContent(), phase);
    seen.push(await shot(page));
    words.push(await page.locator("#description").textContent());
    assert.notEqual(words.at(-1), words.at(-2));
    assert.ok((await difference(browser, seen.at(-1), seen.at(-2))).share > 0.002, `the picture at ${time}`);
  }
});

test("playing moves time on by itself, and stops when asked", async () => {
  const page = await fresh();
  await page.locator("#play").click();
  await page.waitForTimeout(1500);
  await page.locator("#play").click();
  await still(page);
  const stopped = await page.locator("#clock").textContent();
  assert.notEqual(stopped, "20 ms");
  await page.waitForTimeout(400);
  assert.equal(await page.locator("#clock").textContent(), stopped);
});

test("each view and style is another picture", async () => {
  const page = await fresh();
  const seen = [];
  for (const name of ["block", "section", "surface", "tip", "cell", "array"]) {
    await page.locator(`#views [data-choice="${name}"]`).click();
    await still(page);
    assert.equal(await page.locator(`#views [data-choice="${name}"]`).getAttribute("aria-pressed"), "true");
    const picture = await shot(page);
    for (const other of seen) assert.ok((await difference(browser, picture, other)).share > 0.05, name);
    seen.push(picture);
  }
  await page.selectOption("#style", "diagram");
  await still(page);
  assert.ok((await difference(browser, await shot(page), seen.at(-1))).share > 0.05, "diagram");
});

test("each style is the native program's picture", { skip: !native && "no native program" }, async () => {
  const page = await fresh();
  await page.locator('#views [data-choice="section"]').click();
  for (const style of ["realistic", "diagram", "he", "trichrome", "picrosirius", "oct"]) {
    await page.selectOption("#style", style);
    await still(page);
    const size = await page.locator("#picture").evaluate((canvas) => `${canvas.width}x${canvas.height}`);
    const file = `${folder}/${style}.json`, png = `${folder}/${style}.png`;
    writeFileSync(file, await scene(page));
    execFileSync(native, ["shot", file, "--size", size, "--png", png]);
    const off = await unlikeness(browser, await shot(page), readFileSync(png));
    console.log(`${style}: native and web differ by ${off.toFixed(2)} of 255 where neither writes`);
    assert.ok(off < 1.5, `${style} differs by ${off}`);
  }
  assert.deepEqual(opened.errors, []);
  await page.selectOption("#style", "realistic");
});

test("a hidden layer is gone from the picture", async () => {
  const page = await fresh();
  const picture = await shot(page);
  await page.evaluate(() => window.papilla.send({ set: "view.layers=epidermis,papillary_dermis,reticular_dermis" }));
  await page.locator("#more-controls summary", { hasText: "Picture" }).click();
  await page.selectOption("#part-fat", "Hidden");
  await still(page);
  assert.ok((await difference(browser, picture, await shot(page))).share > 0.02);
  assert.ok(!(await scene(page)).includes('"all"'));
  await page.locator("#more-controls summary", { hasText: "Picture" }).click();
});

test("a lost context comes back with the same picture", async () => {
  const page = await fresh();
  const picture = await shot(page);
  await page.evaluate(() => {
    window.loss = document.getElementById("picture").getContext("webgl2").getExtension("WEBGL_lose_context");
    window.loss.loseContext();
  });
  await page.waitForSelector("#stage.lost");
  await page.locator("#play").click();  // life goes on without a picture
  await page.locator("#play").click();
  await page.evaluate(() => window.papilla.send({ seek: "20ms" }));
  await page.evaluate(() => window.loss.restoreContext());
  await page.waitForSelector("#stage:not(.lost)");
  await still(page);
  const { share } = await difference(browser, picture, await shot(page));
  assert.ok(share < 0.001, `${share} of the pixels differ`);
});

test("a hand turns, pinches and wheels the picture", async () => {
  const page = await fresh();
  const box = await page.locator("#picture").boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 20, { steps: 3 });
  await page.mouse.up();
  await still(page);
  const turned = JSON.parse(await scene(page)).view;
  assert.ok(Math.abs(turned.turn_deg) > 5 && Math.abs(turned.tilt_deg) > 1);
  await page.mouse.wheel(0, -300);
  await still(page);
  assert.ok(JSON.parse(await scene(page)).view.zoom > 0.3);
  await page.evaluate(([px, py]) => {
    const canvas = document.getElementById("picture");
    const finger = (type, id, fx) => canvas.dispatchEvent(new PointerEvent(type,
      { pointerId: id, pointerType: "touch", clientX: fx, clientY: py, bubbles: true, buttons: 1 }));
    finger("pointerdown", 11, px - 20);
    finger("pointerdown", 12, px + 20);
    finger("pointermove", 11, px - 60);
    finger("pointermove", 12, px + 60);
    finger("pointerup", 11, px - 60);
    finger("pointerup", 12, px + 60);
  }, [x, y]);
  await still(page);
  assert.ok(JSON.parse(await scene(page)).view.zoom > 1.5);
  await page.locator('#camera [data-key="0"]').click();
  await still(page);
  assert.equal(JSON.parse(await scene(page)).view.zoom, 0);
});

test("what a hand rests on is named, and what stands beside the block is not", async () => {
  const page = await fresh();
  const box = await page.locator("#picture").boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.6);
  await page.waitForSelector("#pointed:not([hidden])");
  assert.match(await page.locator("#pointed strong").textContent(), /\w/);
  assert.match(await page.locator("#pointed p").first().textContent(), /\w.*\.$/);
  assert.equal(await page.locator("#pointed").getAttribute("role"), "status");
  await page.mouse.move(box.x + 4, box.y + box.height - 4);
  await page.waitForTimeout(600);
  assert.ok(await page.locator("#pointed").isHidden());
});

/// Goes to another view. How many pictures were drawn with the camera still on its way there.
const flownFrames = (page, view) => page.evaluate(async (name) => {
  let flown = 0;
  const draw = window.papilla.draw;
  window.papilla.draw = (...given) => {
    const problems = draw(...given);
    flown += window.papilla.flying();
    return problems;
  };
  document.querySelector(`#views [data-choice="${name}"]`).click();
  await new Promise((done) => setTimeout(done, 900));
  window.papilla.draw = draw;
  return flown;
}, view);

test("the camera flies to another view, and not for who prefers less motion", async () => {
  const page = await fresh();
  assert.ok(await flownFrames(page, "section") > 0);
  await still(page);
  assert.equal(await page.evaluate(() => window.papilla.flying()), 0);
  await page.emulateMedia({ reducedMotion: "reduce" });
  assert.equal(await flownFrames(page, "block"), 0);
  await page.emulateMedia({ reducedMotion: null });
});

test("nothing is drawn while nothing changes", async () => {
  const page = await fresh();
  const drawn = await page.evaluate(async () => {
    let count = 0;
    const draw = window.papilla.draw;
    window.papilla.draw = (...given) => (++count, draw(...given));
    await new Promise((done) => setTimeout(done, 800));
    window.papilla.draw = draw;
    return count;
  });
  assert.equal(drawn, 0);
});

test("a link opens the same scene; a broken one says so", async () => {
  const page = await fresh("three-visits");
  await page.locator("#share").click();
  await page.waitForTimeout(100);
  const link = page.url();
  assert.match(link, /#scene=[\w-]+$/);
  const other = await openPage(browser, link, SMALL);
  assert.equal(await scene(other.page), await scene(page));
  await other.close();
  const text = Buffer.from('{"technique": {"depth_mm": 99}}').toString("base64url");
  const broken = await openPage(browser, `${server.url}#scene=${text}`, SMALL);
  assert.match(await broken.page.locator("#told").textContent(), /could not be opened.*is 99/);
  assert.deepEqual(broken.errors, []);
  await broken.close();
});

test("without WebGL2 the words, numbers and controls remain", async () => {
  const plain = await openBrowser(WITHOUT_WEBGL);
  const { page } = await openPage(plain, server.url, SMALL);
  assert.ok(await page.getByText("The 3D picture cannot be drawn here").isVisible());
  const was = await readout(page, "reached_depth_mm");
  await page.locator("#field-technique-depth_mm-box").fill("0.5");
  await page.keyboard.press("Enter");
  await still(page);
  assert.notEqual(await readout(page, "reached_depth_mm"), was);
  assert.match(await page.locator("#description").textContent(), /0\.5 mm/);
  await plain.close();
});

test("draws in SwiftShader too", async () => {
  const other = await openBrowser(ON_SWIFTSHADER);
  const { page, errors } = await openPage(other, server.url, { width: 640, height: 480 });
  assert.deepEqual(errors, []);
  assert.match(await page.evaluate(() => window.papilla.picture().renderer), /SwiftShader/);
  assert.ok((await variety(browser, await shot(page))).colours > 150);
  await other.close();
});

test("opens from a disk, with no server at all", async () => {
  const { page, errors, close } = await openPage(browser, pathToFileURL(`${site}/index.html`).href, SMALL);
  assert.deepEqual(errors, []);
  assert.ok((await variety(browser, await shot(page))).colours > 150);
  await close();
});

test("on a phone nothing sticks out and fingers can hit everything", async () => {
  const { page, close } = await openPage(browser, server.url,
    { width: 390, height: 844, hasTouch: true, isMobile: true, deviceScaleFactor: 1 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  const small = await page.evaluate(() => [...document.querySelectorAll("button, select, input, summary")]
    .filter((one) => one.checkVisibility())
    .map((one) => [one.id || one.textContent || one.value, (one.closest("label") ?? one).getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < 32).map(([name]) => name));
  assert.deepEqual(small, []);
  await page.screenshot({ path: `${folder}/phone.png` });
  await close();
});
