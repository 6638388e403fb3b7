import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Download, Page } from "playwright-core";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { PaneState } from "#widgets/models/detectorPickerState.js";
import { findChromium, settled } from "./harness/browser.js";
import { cutElements } from "./harness/cutElements.js";
import type { Harness } from "./harness/page.js";
import { viewsPage } from "./harness/viewsPage.js";

declare const harness: Harness;
type Box = { x: number; y: number; width: number; height: number };
type Place = readonly [y: number, x: number];
type Annulus = { shape: string; centre: number[]; inner: number; outer: number };

const chromium = findChromium();
const shape = [12, 16, 32, 32] as const;
const screenshots = mkdtempSync(join(tmpdir(), "ronchi-screenshots-"));

describe.skipIf(chromium === undefined)("The picker's tools in a browser", () => {
  const views = viewsPage(chromium!, 1000);
  const { mount } = views;
  let page: Page;
  beforeEach(() => {
    page = views.page;
  });
  afterAll(() => console.log(`Screenshots of the tools: ${screenshots}`));

  const stage = (pane: "pattern" | "image") =>
    page.getByRole("application", { name: pane === "pattern" ? /diffraction pattern/ : /virtual image/ });
  const look = (name: "diffraction" | "image") =>
    page.evaluate((trait) => harness.kernels[0]!.get(trait), name) as Promise<PaneState>;
  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
  const ticks = () =>
    page.locator("section[aria-label='virtual image'] .ronchi-ColorBar-tick").allTextContents();
  const rulerText = async () =>
    (await page.locator(".ronchi-Ruler-label tspan").allTextContents()).join("; ");

  const trait = (name: "region" | "pattern" | "cursor") =>
    page.evaluate((wanted) => harness.kernels[0]!.get(wanted), name);
  const detector = (): Promise<unknown> => page.evaluate(() => harness.kernels[0]!.get("detector"));
  const lastPattern = () =>
    page.evaluate(() => harness.kernels[0]!.requests.filter(({ type }) => type === "pattern").at(-1));

  /** Place of an image px on the page. */
  async function placeOf(pane: "pattern" | "image", [y, x]: Place): Promise<[number, number]> {
    const box = (await stage(pane).boundingBox()) as Box;
    const [height, width] = pane === "pattern" ? [shape[2], shape[3]] : [shape[0], shape[1]];
    const scale = Math.min(box.width / width, box.height / height);
    const along = (middle: number, at: number, size: number) => middle + (at - (size - 1) / 2) * scale;
    return [along(box.x + box.width / 2, x, width), along(box.y + box.height / 2, y, height)];
  }

  async function drag(pane: "pattern" | "image", from: Place, to: Place): Promise<void> {
    await page.mouse.move(...(await placeOf(pane, from)));
    await page.mouse.down();
    await page.mouse.move(...(await placeOf(pane, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2])));
    await page.mouse.move(...(await placeOf(pane, to)));
  }

  /** Histograms are folded at first. */
  async function openHistogram(
    pane: "virtual image" | "diffraction pattern" = "virtual image",
  ): Promise<void> {
    await button(`Histogram of the ${pane}`).click();
  }

  describe("the histogram", () => {
    it("moves a limit with the mouse, and the picture and its bar follow; Esc takes it back", async () => {
      await mount();
      await openHistogram();
      const before = await look("image");
      const plot = page.locator("section[aria-label='virtual image'] .ronchi-Histogram-plot");
      const box = (await plot.boundingBox()) as Box;
      await page.mouse.move(box.x + box.width - 6, box.y + 20);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2, box.y + 20);
      const during = (await ticks()).at(-1);
      await page.keyboard.press("Escape");
      await page.mouse.up();
      expect(await look("image")).toEqual(before);
      expect((await ticks()).at(-1)).not.toBe(during);
      await page.mouse.move(box.x + box.width - 6, box.y + 20);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2, box.y + 20);
      await page.mouse.up();
      const [low, high] = (await look("image")).limits!;
      const values = await page.evaluate(() => {
        const root = document.querySelector(".ronchi-DetectorPicker") as unknown as {
          ronchi: { image: { data: Uint32Array } };
        };
        return [...root.ronchi.image.data];
      });
      // Half way of a linear axis over all values.
      const [least, most] = [Math.min(...values), Math.max(...values)];
      expect(Math.abs(high - (least + most) / 2)).toBeLessThan((most - least) * 0.02);
      expect(low).toBeLessThan(high);
    });

    it("moves a limit by keys and takes typed values", async () => {
      await mount();
      await openHistogram();
      const upper = page.getByRole("slider", { name: "Upper limit of the virtual image" });
      await upper.focus();
      await page.keyboard.press("Shift+ArrowLeft");
      const first = (await look("image")).limits![1];
      await page.keyboard.press("ArrowLeft");
      expect((await look("image")).limits![1]).toBeLessThan(first);
      const field = page.getByRole("spinbutton", { name: "Lower limit of the virtual image, value" });
      await field.fill("1234");
      await field.press("Enter");
      expect((await look("image")).limits![0]).toBe(1234);
      await page.getByRole("combobox", { name: /Limits, percentiles, of the virtual/ }).selectOption("1,99");
      expect(await look("image")).toEqual({ scale: "linear", colormap: "viridis", percentile: [1, 99] });
    });

    it("keeps a typed gamma with the look, draws picture and bar by it, and 1 removes it", async () => {
      await mount();
      await openHistogram();
      const red = (canvas: string, x: number, y: number) =>
        page.locator(canvas).evaluate(
          (element, [u, v]) => {
            const { width, height } = element as HTMLCanvasElement;
            const context = (element as HTMLCanvasElement).getContext("2d")!;
            return context.getImageData(Math.floor(u! * width), Math.floor(v! * height), 1, 1).data[0]!;
          },
          [x, y] as const,
        );
      const bar = () => red("section[aria-label='virtual image'] .ronchi-ColorBar-ramp", 0, 0.5);
      const picture = () => red("canvas[data-pane=image]", 0.5, 0.3);
      await page.getByRole("combobox", { name: /Colour map of the virtual/ }).selectOption("gray");
      const [before, barBefore] = [await picture(), await bar()];
      const field = page.getByRole("spinbutton", { name: /^Gamma of the virtual image/ });
      await field.fill("2");
      await field.press("Enter");
      expect(await look("image")).toMatchObject({ gamma: 2, percentile: [0.1, 99.9] });
      expect(barBefore / 255).toBeCloseTo(0.5, 1);
      expect((await bar()) / 255).toBeCloseTo((barBefore / 255) ** 2, 1);
      expect(before).toBeGreaterThan(20);
      expect(Math.abs((await picture()) - 255 * (before / 255) ** 2)).toBeLessThan(3);
      await field.fill("1");
      await field.press("Enter");
      expect(await look("image")).not.toHaveProperty("gamma");
      expect(await picture()).toBe(before);
    });

    it("keeps the percentiles when a knob is only pressed", async () => {
      await mount();
      await openHistogram();
      const before = await look("image");
      const knob = page.getByRole("slider", { name: "Upper limit of the virtual image" });
      const box = (await knob.boundingBox()) as Box;
      await page.mouse.move(box.x + 2, box.y + 20);
      await page.mouse.down();
      await page.mouse.up();
      expect(await look("image")).toEqual(before);
    });

    it("locks the limits while the image changes, and makes them symmetric about 0", async () => {
      await mount();
      await openHistogram();
      await button(/Lock the limits of the virtual image/).click();
      const locked = await ticks();
      await stage("pattern").focus();
      await page.keyboard.press("Shift+ArrowRight");
      await settled(page);
      expect((await ticks()).map((tick) => tick.replace(/[≤≥] /, ""))).toEqual(
        locked.map((tick) => tick.replace(/[≤≥] /, "")),
      );
      await button(/Limits of the virtual image equally far/).click();
      const [low, , middle, , high] = (await ticks()).map((tick) => tick.replace(/[≤≥] /, ""));
      expect([low, Number(middle)]).toEqual([`−${high}`, 0]);
    });

    it("is folded at first, opened and folded by its button", async () => {
      await mount();
      const histogram = page.getByRole("group", { name: "Histogram of the virtual image" });
      expect(await histogram.isVisible()).toBe(false);
      await openHistogram();
      expect(await histogram.isVisible()).toBe(true);
      await openHistogram();
      expect(await histogram.isVisible()).toBe(false);
    });
  });

  describe("the units", () => {
    it("are px, Å⁻¹ or mrad for fields, readout, title and scale bar alike", async () => {
      const scan = {
        name: "gold.h5",
        shape,
        dtype: "uint16",
        // 0.0156 Å⁻¹ at 200 keV, λ = 0.025079 Å: 0.39124 mrad a px.
        calibration: { scanStep: [8, 8], detectorPixel: [0.0156, 0.0156], energy: 200e3 },
        variable: "scan",
      } as const;
      await mount({ state: { scan } });
      const units = page.getByRole("combobox", { name: "Units of the diffraction pattern" });
      await units.selectOption("Å⁻¹");
      const outer = page.getByRole("spinbutton", { name: "Outer radius, Å⁻¹" });
      expect(Number(await outer.inputValue())).toBeCloseTo(0.156, 4);
      await outer.fill("0.117");
      await outer.press("Enter");
      expect(await page.evaluate(() => harness.kernels[0]!.get("detector"))).toMatchObject({ outer: 7.5 });
      await units.selectOption("mrad");
      expect(
        Number(await page.getByRole("spinbutton", { name: "Outer radius, mrad" }).inputValue()),
      ).toBeCloseTo(2.934, 2);
      expect(await page.locator(".ronchi-ScaleBar-label").first().textContent()).toMatch(/mrad$/);
      await page.mouse.move(...(await placeOf("pattern", [15.5, 25.5])));
      expect(await page.getByLabel("Value in the diffraction pattern").textContent()).toContain("mrad");
    });

    it("of an uncalibrated scan are px, and said to be uncalibrated", async () => {
      await mount({ calibrated: false });
      const units = page.getByRole("combobox", { name: "Units of the diffraction pattern" });
      expect(await units.locator("option").allTextContents()).toEqual(["px (uncalibrated)"]);
    });
  });

  describe("the ruler", () => {
    it("measures distance, spacing and angle of a drag; Esc removes it", async () => {
      await mount();
      await button(/Ruler on the diffraction pattern/).click();
      await drag("pattern", [15, 15], [19, 12]);
      await page.mouse.up();
      // 5 px of 0.0156 Å⁻¹; 1/q; from +x to +y: atan2(4, −3).
      expect(await rulerText()).toMatch(
        /^0\.07(79|8\d*) Å⁻¹ = (4\.99|5(\.0\d)?) px; d 12\.\d Å, 12[67]\.\d°$/,
      );
      expect(await page.evaluate(() => harness.kernels[0]!.get("detector"))).toMatchObject({
        centre: [15.5, 15.5],
      });
      await page.keyboard.press("Escape");
      expect(await page.locator(".ronchi-Ruler").first().isVisible()).toBe(false);
      expect(await button(/Ruler on the diffraction pattern/).getAttribute("aria-pressed")).toBe("false");
    });

    it("is moved by keys: arrows one end, Enter the other", async () => {
      await mount();
      await button(/Ruler on the virtual image/).press("Enter");
      await page.keyboard.press("ArrowRight");
      const first = await rulerText();
      await page.keyboard.press("Shift+ArrowRight");
      const longer = await rulerText();
      await page.keyboard.press("Enter");
      await page.keyboard.press("Shift+ArrowRight");
      expect(longer).not.toBe(first);
      expect(await rulerText()).not.toBe(longer);
      expect(await page.evaluate(() => harness.kernels[0]!.get("cursor"))).toEqual([6, 8]);
    });
  });

  describe("conventional detectors", () => {
    it("stand about the direct disk, which is found in the sum pattern; what was shown comes back", async () => {
      await mount({ shape: [6, 6, 64, 64] });
      await button("ABF").click();
      await settled(page);
      const { shape: kind, centre, inner, outer } = (await detector()) as Annulus;
      expect(kind).toBe("annulus");
      // The disk of the synthetic patterns: radius 64/13 px about the middle, on whole pixels.
      expect(Math.hypot(centre[0]! - 31.5, centre[1]! - 31.5)).toBeLessThan(0.3);
      expect(Math.abs(outer - 64 / 13)).toBeLessThan(1);
      expect(inner / outer).toBeCloseTo(0.5, 2);
      expect(await page.evaluate(() => harness.kernels[0]!.get("pattern"))).toBe("cursor");
      expect(await page.locator(".ronchi-StatusBar-notes").textContent()).toContain(
        "Direct disk: centre y 31.",
      );
      await button("BF").click();
      expect(await detector()).toMatchObject({ shape: "circle", radius: outer });
    });

    it("say when they lie beside the camera, and centre the drawn detector", async () => {
      await mount({
        shape: [6, 6, 64, 64],
        state: { detector: { shape: "circle", centre: [20, 20], radius: 20 } },
      });
      await button("Centre the detector on the direct beam").click();
      await settled(page);
      const { centre } = (await detector()) as Annulus;
      expect(Math.hypot(centre[0]! - 31.5, centre[1]! - 31.5)).toBeLessThan(0.3);
      expect(await detector()).toMatchObject({ shape: "circle", radius: 20 });
    });

    it("say that no disk stands out instead of guessing one", async () => {
      await page.evaluate(() => {
        harness.mount({ shape: [2, 2, 32, 32], manual: true });
        const kernel = harness.kernels[0]!;
        kernel.frame("image", 0, new Uint32Array(4));
        kernel.frame("pattern", 0, new Uint32Array(1024));
      });
      await settled(page);
      const before = await detector();
      await button("HAADF").click();
      await page.waitForFunction(() => harness.kernels[0]!.requests.some(({ type }) => type === "pattern"));
      await page.evaluate(() => {
        const kernel = harness.kernels[0]!;
        const asked = kernel.requests.find(({ type }) => type === "pattern") as { seq: number };
        kernel.frame("pattern", asked.seq, new Uint32Array(1024).fill(7));
      });
      await expect.poll(() => page.locator(".ronchi-StatusBar-notes").textContent()).toMatch(/disk/);
      expect(await detector()).toEqual(before);
    });
  });

  describe("the response", () => {
    it("asks for it, shows centres of mass about 0 in a diverging map, and gives the look back", async () => {
      await mount();
      const before = await look("image");
      await page.getByRole("radio", { name: "CoM x" }).click();
      await settled(page);
      expect(await look("image")).toMatchObject({ colormap: "rdbu", symmetric: true, scale: "linear" });
      const [low, , , , high] = (await ticks()).map((tick) => tick.replace(/[≤≥] /, ""));
      expect(low).toBe(`−${high}`);
      expect(await page.locator(".ronchi-CodeLine-code").textContent()).toContain("centerOfMass");
      await page.getByRole("radio", { name: "∑" }).click();
      expect(await look("image")).toEqual(before);
    });

    it("draws vectors in the colours of the wheel, which is their legend", async () => {
      await mount();
      await page.getByRole("radio", { name: "CoM ↗" }).click();
      await page.waitForSelector(".ronchi-Wheel");
      await settled(page);
      const colours = await page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>(".ronchi-Wheel")!;
        const at = (y: number, x: number) => [
          ...canvas.getContext("2d")!.getImageData(x, y, 1, 1).data.slice(0, 3),
        ];
        const middle = canvas.width / 2;
        return { right: at(middle, canvas.width - 4), left: at(middle, 4), inside: at(middle, middle) };
      });
      // Red to the right, its complement to the left, black in the middle.
      expect(colours.right[0]! - Math.max(...colours.right.slice(1))).toBeGreaterThan(150);
      expect(Math.min(...colours.left.slice(1)) - colours.left[0]!).toBeGreaterThan(100);
      expect(Math.max(...colours.inside)).toBeLessThan(30);
    });
  });

  describe("the region of the scan", () => {
    it("is drawn with its tool, shows its mean pattern, moves by keys and goes by Delete", async () => {
      await mount();
      await button(/Region of the virtual image/).click();
      await drag("image", [2, 3], [5, 7]);
      await page.mouse.up();
      const region = { y: [2, 6], x: [3, 8] };
      expect(await trait("region")).toEqual(region);
      expect(await trait("pattern")).toBe("regionMean");
      await expect.poll(lastPattern).toMatchObject({ pattern: "regionMean", region });
      await page.getByRole("combobox", { name: "Patterns of the region" }).selectOption("regionMax");
      await expect.poll(lastPattern).toMatchObject({ pattern: "regionMax", region });
      await stage("image").focus();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("+");
      expect(await trait("region")).toEqual({ y: [2, 8], x: [2, 9] });
      expect(await trait("cursor")).toEqual([6, 8]);
      await page.keyboard.press("Delete");
      expect([await trait("region"), await trait("pattern")]).toEqual([null, "cursor"]);
      await page.keyboard.press("Escape");
      await page.keyboard.press("ArrowDown");
      expect(await trait("cursor")).toEqual([7, 8]);
    });

    it("comes back with Esc during a drag", async () => {
      await mount({ state: { region: { y: [0, 3], x: [0, 3] }, pattern: "regionSum" } });
      await button(/Region of the virtual image/).click();
      await drag("image", [1, 1], [6, 6]);
      await page.keyboard.press("Escape");
      await page.mouse.up();
      expect(await trait("region")).toEqual({ y: [0, 3], x: [0, 3] });
      await expect.poll(lastPattern).toMatchObject({ region: { y: [0, 3], x: [0, 3] } });
    });
  });

  it.each([
    [480, "light"],
    [480, "dark"],
    [1600, "light"],
    [1600, "dark"],
  ] as const)("with every tool in use nothing sticks out, %i px, %s", async (width, theme) => {
    await page.setViewportSize({ width, height: 1000 });
    await page.evaluate(
      (light) => document.body.setAttribute("data-jp-theme-light", light),
      String(theme === "light"),
    );
    await mount({ shape: [48, 64, 64, 64] });
    await openHistogram("diffraction pattern");
    await openHistogram("virtual image");
    await button("ADF").click();
    await page.getByRole("radio", { name: "CoM y" }).click();
    await button(/Region of the virtual image/).click();
    await page.keyboard.press("+");
    await button(/Ruler on the diffraction pattern/).click();
    await page.keyboard.press("ArrowRight");
    await settled(page);
    await page.screenshot({ path: join(screenshots, `tools ${width} ${theme}.png`), fullPage: true });
    expect(await page.evaluate(cutElements)).toEqual([]);
  });

  describe("exports", () => {
    async function exported(item: string | RegExp): Promise<Download> {
      await button(/More exports of the diffraction pattern/).click();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("menuitem", { name: item }).click(),
      ]);
      return download;
    }

    it("TIFF with the values as they are", async () => {
      await mount();
      const download = await exported(/TIFF, raw values, uint16/);
      expect(download.suggestedFilename()).toBe("gold_grains_master diffraction pattern.tif");
      const file = readFileSync(await download.path());
      const values = await page.evaluate(() => {
        const root = document.querySelector(".ronchi-DetectorPicker") as unknown as {
          ronchi: { pattern: { data: Uint32Array } };
        };
        return [...root.ronchi.pattern.data];
      });
      const samples = file.subarray(file.length - 2 * values.length);
      expect(values.map((_, i) => samples.readUInt16LE(2 * i))).toEqual(values);
    });

    it("TIFF with the size of its pixels as ImageJ reads it, of a transform those of its plane", async () => {
      await mount({ state: { cepstrum: true } });
      const file = readFileSync(await (await exported(/TIFF, raw values, float32/)).path());
      const words = file.toString("latin1");
      expect(words).toMatch(/ImageJ=1\.11a\n(.*\n)*unit=A\n/);
      const entry = (tag: number) => {
        const start = file.readUInt32LE(4);
        for (let i = 0; i < file.readUInt16LE(start); i++)
          if (file.readUInt16LE(start + 2 + 12 * i) === tag) return file.readUInt32LE(start + 10 + 12 * i);
        throw new Error(`No tag ${tag}`);
      };
      // XResolution, a ratio: pixels of 1 / (32 * 0.0156) Å.
      const at = entry(282);
      expect(file.readUInt32LE(at) / file.readUInt32LE(at + 4)).toBeCloseTo(32 * 0.0156, 4);
    });

    it("SVG with text and lines, the picture and the outline, drawn as the PNG is", async () => {
      await mount();
      await button(/More exports of the diffraction pattern/).click();
      await page.getByRole("menuitemcheckbox", { name: "Detector outline in figures" }).click();
      const svg = readFileSync(await (await exported("SVG figure")).path(), "utf8");
      expect(svg).toContain(">Diffraction pattern, at y 6, x 8</text>");
      expect(svg).toContain("Å⁻¹</text>");
      expect(svg.match(/stroke="#ff781e"/g)).toHaveLength(1);
      const png = readFileSync(await (await exported("PNG figure")).path()).toString("base64");
      const unlike = await page.evaluate(differences, [
        `data:image/svg+xml,${encodeURIComponent(svg)}`,
        `data:image/png;base64,${png}`,
      ]);
      // Text and edges are drawn by two engines; whatever else differed would fill areas.
      expect(unlike).toBeLessThan(0.02);
    });

    it("opens with a right click, goes by keys, and Esc closes it", async () => {
      await mount();
      await stage("image").click({ button: "right", position: { x: 100, y: 100 } });
      const menu = page.getByRole("menu", { name: "Export of the virtual image" });
      expect(await menu.isVisible()).toBe(true);
      await page.keyboard.press("ArrowDown");
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("SVG figure");
      await page.screenshot({ path: join(screenshots, "export menu.png") });
      await page.keyboard.press("Escape");
      expect(await menu.isVisible()).toBe(false);
      expect(await page.evaluate(() => harness.kernels[0]!.get("cursor"))).toEqual([6, 8]);
    });
  });
});

/** Part of the pixels that differ clearly between two pictures, both drawn 1:1. Runs in the page. */
async function differences([one, other]: readonly string[]): Promise<number> {
  const drawn = async (address: string, size?: readonly [number, number]) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = size ?? [image.naturalWidth, image.naturalHeight];
    const context = canvas.getContext("2d")!;
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height);
  };
  const png = await drawn(other!);
  const svg = await drawn(one!, [png.width, png.height]);
  let unlike = 0;
  for (let i = 0; i < png.data.length; i += 4) {
    const apart = [0, 1, 2].map((channel) => Math.abs(png.data[i + channel]! - svg.data[i + channel]!));
    if (Math.max(...apart) > 64) unlike++;
  }
  return unlike / (png.data.length / 4);
}
