import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { percentileLimits } from "#widgets/draw/contrast.js";
import type { DetectorPickerState } from "#widgets/models/detectorPickerState.js";
import type { DrawableDetector } from "#widgets/models/pickerDetector.js";
import { findChromium, settled } from "./harness/browser.js";
import { naiveDifference, pickerImage } from "./harness/naivePictures.js";
import type { Harness } from "./harness/page.js";
import { syntheticScan } from "./harness/syntheticScan.js";
import { viewsPage } from "./harness/viewsPage.js";

declare const harness: Harness;

const chromium = findChromium();
const shape = [12, 16, 32, 32] as const;
const scan = syntheticScan(shape);
const screenshots = mkdtempSync(join(tmpdir(), "ronchi-screenshots-"));
const bf: DrawableDetector = { shape: "circle", centre: [15.5, 15.5], radius: 3 };
const adf: DrawableDetector = { shape: "annulus", centre: [15.5, 15.5], inner: 5, outer: 9 };
const haadf: DrawableDetector = { shape: "annulus", centre: [15.5, 15.5], inner: 10, outer: 15 };
const three = {
  detector: bf,
  detectors: [
    { name: "bf", detector: bf },
    { name: "adf", detector: adf },
    { name: "haadf", detector: haadf },
  ],
  selected: "bf",
} as const;

describe.skipIf(chromium === undefined)("Several detectors in a browser", () => {
  const views = viewsPage(chromium!, 900);
  const { mount } = views;
  let page: Page;
  beforeEach(() => {
    page = views.page;
  });
  afterAll(() => console.log(`Screenshots of several detectors: ${screenshots}`));

  const stage = () => page.getByRole("application", { name: /diffraction pattern/ }).first();
  const state = <Name extends keyof DetectorPickerState>(name: Name) =>
    page.evaluate((trait) => harness.kernels.at(-1)!.get(trait) as never, name) as Promise<
      DetectorPickerState[Name]
    >;
  const names = () =>
    page.getByRole("radiogroup", { name: "Detectors" }).getByRole("radio").allTextContents();
  const code = async () => (await page.locator(".ronchi-CodeLine code").textContent()) ?? "";
  const shown = () =>
    page.evaluate(() => {
      const { image } = (
        document.querySelector(".ronchi-DetectorPicker") as unknown as {
          ronchi: { image: { data: Uint32Array; channels?: { name: string; data: Uint32Array }[] } };
        }
      ).ronchi;
      return {
        data: [...image.data],
        channels: image.channels?.map(({ name, data }) => [name, [...data]] as const),
      };
    });
  const sums = (detector: DrawableDetector) => [...pickerImage(scan, { detector }).data];

  async function placeOf([y, x]: readonly [number, number]): Promise<[number, number]> {
    const box = (await stage().boundingBox())!;
    const scale = Math.min(box.width, box.height) / 32;
    return [box.x + box.width / 2 + (x - 15.5) * scale, box.y + box.height / 2 + (y - 15.5) * scale];
  }

  it("are added, copied, selected, renamed and removed by buttons and by keys; Ctrl + Z takes all of it back", async () => {
    await mount();
    expect(await names()).toEqual(["A"]);
    await page.getByRole("button", { name: /One more detector/ }).click();
    await stage().focus();
    await page.keyboard.press("c");
    expect(await names()).toEqual(["A", "B", "C"]);
    expect(await state("selected")).toBe("C");
    expect(await state("detector")).toMatchObject({ shape: "circle" });
    await page.keyboard.press("1");
    expect(await state("detector")).toMatchObject({ shape: "annulus" });
    const chip = page.getByRole("radio", { name: "A", exact: true });
    await chip.focus();
    await page.keyboard.press("F2");
    await page.keyboard.type("adf");
    await page.keyboard.press("Enter");
    expect(await names()).toEqual(["adf", "B", "C"]);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Delete");
    expect(await names()).toEqual(["adf", "C"]);
    for (let undo = 0; undo < 4; undo++) await page.keyboard.press("Control+z");
    expect(await names()).toEqual(["A"]);
  });

  it("are all drawn; a press on another one selects it, and its image and name come", async () => {
    await mount({ state: three });
    expect(await page.locator(".ronchi-Other-line").count()).toBe(2);
    await page.mouse.click(...(await placeOf([15.5, 28])));
    await expect.poll(() => state("selected")).toBe("haadf");
    await expect.poll(async () => (await shown()).data).toEqual(sums(haadf));
    expect(await page.locator(".ronchi-Shape-name").allTextContents()).toEqual(
      expect.arrayContaining(["bf", "adf", "haadf"]),
    );
    await expect
      .poll(() => page.locator(".ronchi-Pane-detail").last().textContent())
      .toMatch(/^haadf: annulus/);
  });

  it("moving one computes what is shown only, and keeps the others", async () => {
    await mount({ state: three });
    await stage().focus();
    // So far that the sums differ: a pixel is within the flat disk, and nothing would be waited for.
    await page.keyboard.press("Shift+D");
    const moved: DrawableDetector = { shape: "circle", centre: [15.5, 20.5], radius: 3 };
    expect(sums(moved)).not.toEqual(sums(bf));
    await expect.poll(async () => (await shown()).data).toEqual(sums(moved));
    const asked = await page.evaluate(() =>
      harness.kernels.at(-1)!.requests.filter(({ type }) => type === "image"),
    );
    expect(asked.at(-1)).toMatchObject({ detector: moved, composite: null });
    await page.keyboard.press("2");
    await expect.poll(async () => (await shown()).data).toEqual(sums(adf));
    await page.keyboard.press("1");
    expect(await state("detector")).toEqual(moved);
  });

  it("RGB shows three of them at once, each within its own percentiles; the code makes all three", async () => {
    await mount({ state: three });
    await page.getByRole("radio", { name: "RGB" }).click();
    await settled(page);
    await expect.poll(async () => (await shown()).channels?.length).toBe(3);
    const expected = [bf, adf, haadf].map(sums);
    expect((await shown()).channels).toEqual(["bf", "adf", "haadf"].map((name, i) => [name, expected[i]]));
    const limits = expected.map((values) => percentileLimits(Uint32Array.from(values), [0.1, 99.9]));
    const at = 5 * 16 + 8;
    const colour = expected.map((values, i) => {
      const [low, high] = limits[i]!;
      return Math.round(255 * Math.min(Math.max((values[at]! - low) / (high - low), 0), 1));
    });
    const drawn = await page.evaluate((pixel) => {
      const canvas = document.querySelector<HTMLCanvasElement>("canvas[data-pane=image]")!;
      const box = { scale: Math.min(canvas.width / 16, canvas.height / 12) };
      const [y, x] = [Math.floor(pixel / 16), pixel % 16];
      const left = (canvas.width - 16 * box.scale) / 2 + (x + 0.5) * box.scale;
      const top = (canvas.height - 12 * box.scale) / 2 + (y + 0.5) * box.scale;
      return [...canvas.getContext("2d")!.getImageData(left, top, 1, 1).data];
    }, at);
    drawn.slice(0, 3).forEach((value, i) => {
      expect(Math.abs(value - colour[i]!), `channel ${i}`).toBeLessThanOrEqual(1);
    });
    expect(await code()).toMatch(/^const \{ bf, adf, haadf \} = await virtualImages\(scan, \{ bf: circle/);
    await page.getByRole("combobox", { name: "Green" }).selectOption("haadf");
    await expect
      .poll(async () => (await shown()).channels?.map(([name]) => name))
      .toEqual(["bf", "haadf", "haadf"]);
    expect(await code()).toMatch(/^const \{ bf, haadf \} = /);
  });

  it("A − B is about 0 in a diverging map, also of images divided by their means; the look before comes back", async () => {
    await mount({ state: three });
    await page.getByRole("radio", { name: "A − B" }).click();
    const [a, b] = [bf, adf].map((detector) => pickerImage(scan, { detector }).data);
    await expect.poll(async () => (await shown()).data).toEqual([...naiveDifference(a!, b!, false)]);
    expect(await state("image")).toMatchObject({ colormap: "rdbu", symmetric: true });
    expect(await code()).toContain("const image = imageDifference(bf, adf);");
    await page.getByRole("button", { name: /Divide each image/ }).click();
    await expect.poll(async () => (await shown()).data).toEqual([...naiveDifference(a!, b!, true)]);
    await page.getByRole("button", { name: "Exchange A and B" }).click();
    await expect.poll(async () => (await shown()).data).toEqual([...naiveDifference(b!, a!, true)]);
    expect(await code()).toContain("imageDifference(adf, bf, { perMean: true })");
    await page.getByRole("radio", { name: "one" }).click();
    await expect.poll(async () => (await shown()).data).toEqual([...a!]);
    expect(await state("image")).toMatchObject({ colormap: "viridis" });
  });

  it("a composite follows a drag of one of its detectors, in every view", async () => {
    await mount({
      state: { ...three, composite: { kind: "difference", of: ["adf", "bf"], perMean: false } },
    });
    await page.evaluate(() => {
      harness.mount({ kernel: harness.kernels[0]! });
    });
    await page.mouse.move(...(await placeOf([15.5, 15.5])));
    await page.mouse.down();
    await page.mouse.move(...(await placeOf([15.5, 17.5])));
    await page.mouse.move(...(await placeOf([15.5, 18.5])));
    const outlines = () =>
      page.locator(".ronchi-Shape-line").evaluateAll((lines) => lines.map((line) => line.getAttribute("d")));
    await expect.poll(async () => new Set(await outlines()).size).toBe(1);
    expect(await state("detector")).toEqual(bf);
    await page.mouse.up();
    const moved = await state("detector");
    const [a, b] = [adf, moved].map((detector) => pickerImage(scan, { detector }).data);
    await expect.poll(async () => (await shown()).data).toEqual([...naiveDifference(a!, b!, false)]);
  });

  it("quadrants and rings replace the disk that they are cut from", async () => {
    await mount();
    await page.getByRole("button", { name: /into quadrants/ }).click();
    expect(await names()).toEqual(["A1", "A2", "A3", "A4"]);
    await expect.poll(async () => (await shown()).data).toEqual(sums(await state("detector")));
    await page.keyboard.press("Control+z");
    await page.getByRole("button", { name: /three rings/ }).click();
    expect(await names()).toEqual(["A1", "A2", "A3"]);
    expect(await state("detector")).toMatchObject({ shape: "annulus", inner: 4, outer: 6 });
  });

  it("a TIFF of a colour composite has its images as pages", async () => {
    await mount({ state: { ...three, composite: { kind: "rgb", of: ["bf", "adf"] } } });
    await page.getByRole("button", { name: /More exports of the virtual image/ }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: /TIFF, raw values, uint32/ }).click(),
    ]);
    const bytes = readFileSync(await download.path());
    const last = bytes.subarray(bytes.length - 4 * 192);
    expect(Array.from({ length: 192 }, (_, i) => last.readUInt32LE(4 * i))).toEqual(sums(adf));
  });

  for (const width of [480, 1600])
    for (const theme of ["light", "dark"])
      it(`nothing sticks out at ${width} px, ${theme}`, async () => {
        await page.setViewportSize({ width, height: 1100 });
        await page.evaluate((isLight) => {
          document.body.dataset.jpThemeLight = String(isLight);
        }, theme === "light");
        await mount({ state: { ...three, composite: { kind: "rgb", of: ["bf", "adf", "haadf"] } } });
        await page.screenshot({ path: join(screenshots, `rgb-${width}-${theme}.png`) });
        expect(
          await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          ),
        ).toBe(0);
        await page.getByRole("radio", { name: "A − B" }).click();
        await settled(page);
        await page.screenshot({ path: join(screenshots, `difference-${width}-${theme}.png`) });
        await page.getByRole("radio", { name: "bitmap" }).click();
        await page.mouse.move(...(await placeOf([10, 20])));
        await settled(page);
        await page.screenshot({ path: join(screenshots, `bitmap-${width}-${theme}.png`) });
      });
});
