import type { Page } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { colormapTable } from "#widgets/draw/colormap.js";
import { percentileLimits, scaleValue } from "#widgets/draw/contrast.js";
import { findChromium, settled } from "./harness/browser.js";
import type { Harness } from "./harness/page.js";
import { pickerOnPage, shape } from "./harness/pickerOnPage.js";
import { syntheticScan } from "./harness/syntheticScan.js";
import { viewsPage } from "./harness/viewsPage.js";

declare const harness: Harness;

const chromium = findChromium();
const scan = syntheticScan(shape);

describe.skipIf(chromium === undefined)("DetectorPicker in a browser", () => {
  const views = viewsPage(chromium!, 900);
  const mount = views.show;
  const { stage, trait, requests, shownData, placeOf, drag, canvasPixel } = pickerOnPage(views);
  let page: Page;
  beforeEach(() => {
    page = views.page;
  });

  it("draws the pattern at the cursor and the virtual image, pixel by pixel in the colours of the map", async () => {
    await mount();
    await settled(page);
    const detector = { inner: 4, outer: 10, centre: [15.5, 15.5] } as const;
    const expected = naiveAnnulus(detector);
    expect(await shownData("image")).toEqual(expected);
    const limits = percentileLimits(Uint32Array.from(expected), [0.1, 99.9]);
    for (const at of [
      [0, 0],
      [5, 8],
      [11, 15],
    ] as const) {
      const level = Math.round(scaleValue(expected[at[0] * shape[1] + at[1]]!, limits, "linear") * 255);
      expect(await canvasPixel("image", at)).toEqual([
        ...colormapTable("viridis").slice(level * 4, level * 4 + 4),
      ]);
    }
  });

  it("moves the annulus with the mouse: the image follows while dragging, the trait when it is released", async () => {
    await mount();
    await settled(page);
    await drag("pattern", [15.5, 15.5], [18.5, 12.5]);
    await expect.poll(async () => (await requests("image")).length).toBeGreaterThan(0);
    expect(await trait("detector")).toMatchObject({ centre: [15.5, 15.5] });
    await page.mouse.up();
    const moved: { centre: [number, number]; inner: number; outer: number } = await trait("detector");
    expect(moved.centre[0]).toBeCloseTo(18.5, 1);
    expect(moved.centre[1]).toBeCloseTo(12.5, 1);
    await expect.poll(() => shownData("image")).toEqual(naiveAnnulus(moved));
    const asked = await requests("image");
    expect(asked.at(-1)).toMatchObject({ detector: moved });
    expect(asked.map((request) => (request as { seq: number }).seq)).toEqual(
      [...asked.map((request) => (request as { seq: number }).seq)].sort((a, b) => a - b),
    );
  });

  it("resizes by the handles and shows the radius while dragging", async () => {
    await mount();
    await settled(page);
    await drag("pattern", [15.5, 25.5], [15.5, 28.5]);
    expect(await page.locator(".ronchi-Shape-label").textContent()).toMatch(/4–1[23][.\d]* px = 0\.06.*Å⁻¹/);
    await page.mouse.up();
    const outer: { outer: number } = await trait("detector");
    expect(outer.outer).toBeCloseTo(13, 1);
    await drag("pattern", [11.5, 15.5], [9.5, 15.5]);
    await page.mouse.up();
    const resized: { centre: [number, number]; inner: number; outer: number } = await trait("detector");
    expect(resized.inner).toBeCloseTo(6, 1);
    await expect.poll(() => shownData("image")).toEqual(naiveAnnulus(resized));
  });

  it("keeps geometry to 0.01 px, so that the line of code makes the same image", async () => {
    await mount();
    await settled(page);
    await drag("pattern", [15.5, 15.5], [17.1234, 14.4321]);
    await page.mouse.up();
    const { centre, inner, outer }: { centre: number[]; inner: number; outer: number } =
      await trait("detector");
    for (const value of [...centre, inner, outer]) expect(value).toBe(Number(value.toFixed(2)));
    expect(await page.locator(".ronchi-CodeLine-code").textContent()).toBe(
      `const { image } = await virtualImages(scan, { image: annulus({ inner: ${inner}, outer: ${outer}, centre: [${centre[0]}, ${centre[1]}] }) });`,
    );
  });

  it("keeps to one axis with Shift, and takes a drag back with Esc", async () => {
    await mount();
    await settled(page);
    await page.keyboard.down("Shift");
    await drag("pattern", [15.5, 15.5], [16, 20.5]);
    await page.mouse.up();
    await page.keyboard.up("Shift");
    const moved: { centre: number[] } = await trait("detector");
    expect(moved.centre[0]).toBe(15.5);
    expect(moved.centre[1]).toBeCloseTo(20.5, 1);
    await drag("pattern", [15.5, 20.5], [8, 8]);
    await page.keyboard.press("Escape");
    await page.mouse.up();
    expect(await trait("detector")).toEqual(moved);
    await expect.poll(() => shownData("image")).toEqual(naiveAnnulus(moved as never));
  });

  it("does everything by keys: arrows and WASD, sizes, IJKL, and Esc leaves", async () => {
    await mount();
    await settled(page);
    await stage("pattern").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("w");
    await page.keyboard.press("+");
    await page.keyboard.press("]");
    expect(await trait("detector")).toEqual({ shape: "annulus", centre: [19.5, 16.5], inner: 5, outer: 11 });
    await page.keyboard.press("Shift+L");
    await page.keyboard.press("i");
    expect(await trait("cursor")).toEqual([5, 13]);
    await stage("image").focus();
    await page.keyboard.press("ArrowLeft");
    expect(await trait("cursor")).toEqual([5, 12]);
    await expect.poll(() => shownData("pattern")).toEqual(patternAt([5, 12]));
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  });

  it("Tab goes through every control, each with a name, and out again", async () => {
    await mount();
    await settled(page);
    const names: string[] = [];
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press("Tab");
      const name = await page.evaluate(() => {
        const active = document.activeElement;
        return active === document.body ? undefined : (active?.getAttribute("aria-label") ?? "unnamed");
      });
      if (name === undefined) break;
      names.push(name);
    }
    expect(names).not.toContain("unnamed");
    expect(names).toEqual(expect.arrayContaining(["annulus", "Centre y, px", "Copy the code"]));
    expect(names.length).toBeLessThan(45);
  });

  it("reads and writes the geometry in fields", async () => {
    await mount();
    await settled(page);
    const field = page.getByRole("spinbutton", { name: "Outer radius, px" });
    expect(await field.inputValue()).toBe("10");
    await field.fill("7.5");
    await field.press("Enter");
    const typed = { shape: "annulus", centre: [15.5, 15.5], inner: 4, outer: 7.5 };
    expect(await trait("detector")).toEqual(typed);
    await expect.poll(() => shownData("image")).toEqual(naiveAnnulus(typed as never));
    await field.fill("1");
    await field.press("Escape");
    expect(await field.inputValue()).toBe("7.5");
    await field.fill("-3");
    await field.press("Enter");
    expect(await trait("detector")).toMatchObject({ inner: 0, outer: 0.5 });
  });

  it("changes between shapes in place", async () => {
    await mount();
    await settled(page);
    for (const [name, expected] of [
      ["circle", { shape: "circle", centre: [15.5, 15.5], radius: 10 }],
      ["rectangle", { shape: "rectangle", centre: [15.5, 15.5], height: 20, width: 20 }],
      ["point", { shape: "point", centre: [15.5, 15.5] }],
    ] as const) {
      await page.getByRole("radio", { name }).click();
      expect(await trait("detector")).toEqual(expected);
    }
    await page.getByRole("radio", { name: "rectangle" }).click();
    await drag("pattern", [15.5, 19.5], [15.5, 21.5]);
    await page.mouse.up();
    const widened: { width: number; centre: number[] } = await trait("detector");
    expect(widened.width).toBeCloseTo(10, 1);
    expect(widened.centre[1]).toBeCloseTo(16.5, 1);
  });

  it("shows the pattern of the scan position that is pressed and dragged to, and the sum of all", async () => {
    await mount();
    await settled(page);
    await drag("image", [2, 3], [9, 14]);
    await expect.poll(() => shownData("pattern")).toEqual(patternAt([9, 14]));
    expect(await trait("cursor")).toEqual([6, 8]);
    await page.mouse.up();
    expect(await trait("cursor")).toEqual([9, 14]);
    await page.getByRole("radio", { name: "sum" }).click();
    await expect.poll(() => shownData("pattern")).toEqual(sumOfPatterns());
  });

  it("tells place, calibrated place and value under the pointer", async () => {
    await mount();
    await settled(page);
    await page.mouse.move(...(await placeOf("pattern", [15, 19])));
    const value = patternAt([6, 8])[15 * shape[3] + 19];
    const line = page.getByRole("status", { name: "Value in the diffraction pattern" });
    const text = (await line.textContent())!.replaceAll("\u00a0", " ");
    expect(text).toContain(`I = ${value} counts`);
    expect(text).toContain("y 15  x 19 px");
    expect(text).toContain("q 0.0552 Å⁻¹");
  });

  it("undoes changes of the detector, one at a time", async () => {
    await mount();
    await settled(page);
    const first = await trait("detector");
    await stage("pattern").focus();
    await page.keyboard.press("d");
    const second = await trait("detector");
    await page.keyboard.press("+");
    await page.keyboard.press("Control+z");
    expect(await trait("detector")).toEqual(second);
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    expect(await trait("detector")).toEqual(first);
  });

  it("lists the keys on demand, and Esc closes the list", async () => {
    await mount();
    const list = page.locator(".ronchi-Keys-list");
    await page.getByLabel("Keys and gestures").click();
    expect(await list.isVisible()).toBe(true);
    // Also where the host has rules for lists of its own: keys beside what they do, as wide as words need.
    const [key, what] = [list.locator("dt").first(), list.locator("dd").first()];
    const boxes = [(await key.boundingBox())!, (await what.boundingBox())!] as const;
    expect(boxes[1].y).toBeCloseTo(boxes[0].y, 0);
    expect(boxes[1].x).toBeGreaterThan(boxes[0].x + boxes[0].width);
    expect((await list.boundingBox())!.width).toBeGreaterThan(400);
    // It is longer than low windows: Tab goes into it, where arrows scroll and move no detector.
    await page.keyboard.press("Tab");
    const before = await trait("detector");
    await page.keyboard.press("ArrowDown");
    expect(await list.isVisible()).toBe(true);
    expect(await trait("detector")).toEqual(before);
    await page.keyboard.press("Escape");
    expect(await list.isVisible()).toBe(false);
  });

  it("copies the line of code and says so", async () => {
    await mount();
    await page.getByRole("button", { name: "Copy the code" }).click();
    await expect
      .poll(() => page.locator(".ronchi-CodeLine-feedback").textContent())
      .toMatch(/Copied|Ctrl\+C/);
  });
});

/** By the definition, pixel by pixel. */
function naiveAnnulus(detector: { centre: readonly number[]; inner: number; outer: number }): number[] {
  const [scanY, scanX, detY, detX] = shape;
  const image = new Array<number>(scanY * scanX).fill(0);
  for (let frame = 0; frame < image.length; frame++)
    for (let y = 0; y < detY; y++)
      for (let x = 0; x < detX; x++) {
        const d = Math.hypot(y - detector.centre[0]!, x - detector.centre[1]!);
        if (d >= detector.inner && d < detector.outer)
          image[frame]! += scan.data[(frame * detY + y) * detX + x]!;
      }
  return image;
}

function patternAt([y, x]: readonly [number, number]): number[] {
  const size = shape[2] * shape[3];
  return [...scan.data.subarray((y * shape[1] + x) * size, (y * shape[1] + x + 1) * size)];
}

function sumOfPatterns(): number[] {
  const size = shape[2] * shape[3];
  const sum = new Array<number>(size).fill(0);
  for (let i = 0; i < scan.data.length; i++) sum[i % size]! += scan.data[i]!;
  return sum;
}
