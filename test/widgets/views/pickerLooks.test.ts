import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decode } from "fast-png";
import type { Page } from "playwright-core";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { findChromium, settled } from "./harness/browser.js";
import { cutElements } from "./harness/cutElements.js";
import type { Harness } from "./harness/page.js";
import { type Box, pickerOnPage } from "./harness/pickerOnPage.js";
import { viewsPage } from "./harness/viewsPage.js";

declare const harness: Harness;

const chromium = findChromium();
const screenshots = mkdtempSync(join(tmpdir(), "ronchi-screenshots-"));

describe.skipIf(chromium === undefined)("How a picker looks", () => {
  const views = viewsPage(chromium!, 900);
  const mount = views.show;
  const { stage, placeOf, nextFrame, canvasPixel } = pickerOnPage(views);
  let page: Page;
  beforeEach(() => {
    page = views.page;
  });

  it("draws device pixels on a dense display", async () => {
    const dense = await views.open({ deviceScaleFactor: 2 });
    await dense.evaluate(() => void harness.mount());
    await settled(dense);
    const [drawn, css] = await dense
      .locator("canvas[data-pane=image]")
      .evaluate((canvas: HTMLCanvasElement) => [canvas.width, canvas.clientWidth]);
    expect(drawn).toBe(2 * css!);
    await dense.close();
  });

  it("zooms at the pointer when focused, scrolls the page otherwise, and Home shows all", async () => {
    await mount();
    await settled(page);
    const middle = await canvasPixel("pattern", [15, 15]);
    const whole = await page.locator(".ronchi-ScaleBar-label").first().textContent();
    await page.mouse.move(...(await placeOf("pattern", [15, 15])));
    await page.mouse.wheel(0, -600);
    await nextFrame();
    expect(await page.locator(".ronchi-ScaleBar-label").first().textContent()).toBe(whole);
    await stage("pattern").focus();
    await page.mouse.wheel(0, -1200);
    await expect.poll(() => page.locator(".ronchi-ScaleBar-label").first().textContent()).not.toBe(whole);
    expect(await canvasPixel("pattern", [15, 15])).toEqual(middle);
    await page.keyboard.press("Home");
    await expect.poll(() => page.locator(".ronchi-ScaleBar-label").first().textContent()).toBe(whole);
  });

  it("zooms and pans with two fingers, which move no detector", async () => {
    const touched = await views.open({ hasTouch: true });
    await touched.evaluate(() => void harness.mount());
    await settled(touched);
    const picker = pickerOnPage({ page: touched });
    const [x, y] = await picker.placeOf("pattern", [15.5, 15.5]);
    const before = await picker.trait("detector");
    const [left] = await picker.placeOf("pattern", [15.5, 10]);
    const size = () =>
      touched.locator(".ronchi-Shape-line").evaluate((line) => line.getBoundingClientRect().width);
    const width = await size();
    const session = await touched.context().newCDPSession(touched);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", xs: readonly number[]) =>
      session.send("Input.dispatchTouchEvent", { type, touchPoints: xs.map((at, id) => ({ x: at, y, id })) });
    const reach = x - left;
    await touch("touchStart", [x - reach]);
    await touch("touchStart", [x - reach, x + reach]);
    for (const factor of [1.2, 1.6, 2]) await touch("touchMove", [x - reach * factor, x + reach * factor]);
    await touch("touchEnd", []);
    await expect.poll(size).toBeGreaterThan(1.8 * width);
    expect(await size()).toBeLessThan(2.2 * width);
    expect(await picker.trait("detector")).toEqual(before);
    await touched.close();
  });

  it("exports a PNG figure of the shown size: white background, title, scale bar, colour bar", async () => {
    await mount();
    await settled(page);
    const box = (await stage("image").boundingBox()) as Box;
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save the virtual image as PNG" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("gold_grains_master virtual image.png");
    const png = decode(readFileSync(await download.path()));
    await download.saveAs(join(screenshots, "export.png"));
    // Only the image: 12 × 16 px, as large as fits into a pane of whole CSS px.
    const scale = Math.min(Math.round(box.height) / 12, Math.round(box.width) / 16);
    expect(png.width).toBe(Math.round((16 * scale + 108) * 2));
    expect(png.height).toBe(Math.round((12 * scale + 52) * 2));
    expect([...png.data.slice(0, 3)]).toEqual([255, 255, 255]);
  });

  it("shows all of itself in a window of 1400 × 900 px: pictures of one height, each filled by its image", async () => {
    await page.setViewportSize({ width: 1400, height: 900 });
    await mount({ shape: [32, 48, 64, 64] });
    await settled(page);
    const whole = (await page.locator(".ronchi-DetectorPicker").boundingBox()) as Box;
    // A notebook's own bars take about 140 px.
    expect(whole.y + whole.height).toBeLessThan(760);
    const [pattern, image] = [await stage("pattern").boundingBox(), await stage("image").boundingBox()] as [
      Box,
      Box,
    ];
    expect(image.height).toBeCloseTo(pattern.height, 0);
    expect(image.y).toBeCloseTo(pattern.y, 0);
    expect(pattern.width / pattern.height).toBeCloseTo(1, 2);
    expect(image.width / image.height).toBeCloseTo(48 / 32, 2);
    const bars = await page.getByRole("toolbar", { name: /Display of/ }).all();
    const tops = await Promise.all(bars.map(async (bar) => (await bar.boundingBox())!.y));
    expect(tops[0]).toBe(tops[1]);
  });

  it("has the code of the pattern below that of the image, unless it is the plain sum", async () => {
    await mount({ state: { pattern: "regionMean", region: { y: [2, 6], x: [3, 8] } } });
    const line = page.getByLabel("Code of the pattern");
    expect(await line.textContent()).toBe(
      "const diffraction = await meanPattern(scan, { region: { y: [2, 6], x: [3, 8] } });",
    );
    await page.getByRole("radio", { name: /at cursor/ }).click();
    await expect.poll(() => line.textContent()).toBe("const diffraction = await pattern(scan, [6, 8]);");
    await page.getByRole("radio", { name: /sum/ }).first().click();
    await expect.poll(() => line.isVisible()).toBe(false);
  });

  it("reads a vector by its length and its angle", async () => {
    await mount({ state: { response: "comVector" } });
    await settled(page);
    await expect
      .poll(() => page.locator("section[aria-label='virtual image'] .ronchi-Readout").textContent())
      .toMatch(/^\|CoM\|\s=\s[\d.]+\spx,\s−?[\d.]+°/);
  });

  it("follows the theme of the host", async () => {
    await mount();
    await settled(page);
    const colourOf = () =>
      page.locator(".ronchi-DetectorPicker").evaluate((element) => getComputedStyle(element).color);
    const light = await colourOf();
    await page.evaluate(() => document.body.setAttribute("data-jp-theme-light", "false"));
    expect(await colourOf()).not.toBe(light);
  });

  it.each([
    [480, "light"],
    [480, "dark"],
    [620, "light"],
    [1600, "light"],
    [1600, "dark"],
  ] as const)(
    "fits a cell %i px wide in the %s theme: nothing sticks out, no text is cut",
    async (width, theme) => {
      await page.setViewportSize({ width, height: 1000 });
      await page.evaluate(
        (light) => document.body.setAttribute("data-jp-theme-light", light),
        String(theme === "light"),
      );
      await mount({ shape: [48, 64, 64, 64] });
      await settled(page);
      await page.screenshot({ path: join(screenshots, `${width}-${theme}.png`), fullPage: true });
      expect(await page.evaluate(cutElements)).toEqual([]);
    },
  );

  afterAll(() => console.log(`Screenshots of the views: ${screenshots}`));
});
