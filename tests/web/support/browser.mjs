// Chromium with WebGL2 on the processor: ANGLE over Mesa where that works, SwiftShader elsewhere.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const PROGRAMS = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const QUIET = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
               "--disable-component-update", "--disable-sync"];
const ON_MESA = ["--use-gl=angle", "--use-angle=gl-egl", "--ignore-gpu-blocklist"];
export const ON_SWIFTSHADER = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
export const WITHOUT_WEBGL = ["--disable-gpu", "--disable-3d-apis"];

const hasWebgl2 = () => document.createElement("canvas").getContext("webgl2") !== null;

async function launch(args) {
  const executablePath = PROGRAMS.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error("no chromium: apt-get install chromium, or set CHROMIUM");
  return chromium.launch({ executablePath, args: [...QUIET, ...args] });
}

/// @param args  null: the first of the two that gives WebGL2
export async function openBrowser(args = null) {
  if (args) return launch(args);
  for (const candidate of [ON_MESA, ON_SWIFTSHADER]) {
    const browser = await launch(candidate);
    const page = await browser.newPage();
    const works = await page.evaluate(hasWebgl2);
    await page.close();
    if (works) return browser;
    await browser.close();
  }
  throw new Error("chromium gives no WebGL2, neither on Mesa nor on SwiftShader");
}

/// Opens the page and waits until it stands still.
/// @return {page, errors}  errors: what the console complained of, filled as it happens
export async function openPage(browser, url, { width = 1280, height = 720, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, ...options });
  const page = await context.newPage();
  const errors = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") errors.push(message.text().slice(0, 300));
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(url);
  await page.waitForSelector('#page[data-ready="true"]');
  await still(page);
  return { page, errors, close: () => context.close() };
}

/// Waits until nothing is being computed, drawn or announced any more.
export async function still(page) {
  await page.waitForSelector('#page[data-busy="false"]');  // not waitForFunction: the page's policy forbids eval
  await page.waitForTimeout(650);
  await page.waitForSelector('#page[data-busy="false"]');
}
