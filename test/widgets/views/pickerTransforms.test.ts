import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { spectrumLooks } from "#widgets/models/spectrumLooks.js";
import { findChromium, settled } from "./harness/browser.js";
import type { Harness } from "./harness/page.js";
import { viewsPage } from "./harness/viewsPage.js";

declare const harness: Harness;

const chromium = findChromium();
const screenshots = mkdtempSync(join(tmpdir(), "ronchi-screenshots-"));
const pictured = process.env.RONCHI_SCREENSHOTS === "1";
// 12 x 16 positions of 8 Å, 32 x 32 px of 0.0156 Å⁻¹.
const step = 8;
const detectorPixel = 0.0156;

describe.skipIf(chromium === undefined)("Transforms and links of pickers in a browser", () => {
  const views = viewsPage(chromium!, 1000);
  const { mount } = views;
  let page: Page;
  beforeEach(() => {
    page = views.page;
  });
  afterAll(() => console.log(`Screenshots of the transforms: ${screenshots}`));

  const root = (at = 0) => page.locator(".ronchi-DetectorPicker").nth(at);
  const button = (name: string | RegExp) => root().getByRole("button", { name });
  const title = (pane: string) =>
    root().locator(`section[aria-label='${pane}'] .ronchi-Pane-title`).textContent();
  const code = () => root().locator("code").allTextContents();
  const scaleBar = (pane: string) =>
    root().locator(`section[aria-label='${pane}'] .ronchi-ScaleBar-label`).textContent();
  const readout = (pane: string) =>
    root().locator(`section[aria-label='${pane}'] .ronchi-Readout`).textContent();
  const trait = (name: "spectrum" | "cepstrum" | "units" | "histograms" | "image" | "spectrumLook", at = 0) =>
    page.evaluate(([wanted, kernel]) => harness.kernels[kernel]!.get(wanted), [name, at] as const);
  const shownData = (pane: "image" | "pattern", at = 0) =>
    root(at).evaluate((element, name) => {
      const { data, fourier } = (
        element as unknown as {
          ronchi: Record<string, { data: ArrayLike<number>; fourier?: unknown }>;
        }
      ).ronchi[name]!;
      return { data: Array.from(data), fourier };
    }, pane);
  const stage = (pane: "pattern" | "image", at = 0) =>
    root(at).getByRole("application", {
      name: pane === "pattern" ? /diffraction pattern/ : /virtual image/,
    });

  /** Place of an image px on the page. */
  async function placeOf(
    pane: "pattern" | "image",
    [y, x]: readonly [number, number],
    at = 0,
  ): Promise<[number, number]> {
    const box = (await stage(pane, at).boundingBox())!;
    const [height, width] = pane === "pattern" ? [32, 32] : [12, 16];
    const scale = Math.min(box.width / width, box.height / height);
    const along = (middle: number, place: number, size: number) => middle + (place - (size - 1) / 2) * scale;
    return [along(box.x + box.width / 2, x, width), along(box.y + box.height / 2, y, height)];
  }

  describe("the Fourier transform of the image", () => {
    it("comes and goes with F, gets a Hann window with H, and says so in title, code and traits", async () => {
      await mount();
      await stage("image").focus();
      const plain = await shownData("image");
      await page.keyboard.press("f");
      await settled(page);
      await expect.poll(() => title("virtual image")).toBe("FFT of the virtual image");
      const transformed = await shownData("image");
      expect(transformed.fourier).toMatchObject({ pixelUnit: "Å⁻¹" });
      expect((await code())[0]).toMatch(/ const spectrum = fft\(image\);$/);
      await page.keyboard.press("h");
      await expect.poll(() => trait("spectrum")).toBe("hann");
      expect((await code())[0]).toMatch(/fft\(image, \{ window: "hann" \}\);$/);
      await page.keyboard.press("f");
      await expect.poll(async () => (await shownData("image")).data).toEqual(plain.data);
      expect(await trait("spectrum")).toBe("off");
    });

    it("is switched by its buttons, and has no window to choose while it is off", async () => {
      await mount();
      expect(await button(/^Hann window/).count()).toBe(0);
      await button(/^Fourier transform/).click();
      await button(/^Hann window/).click();
      expect(await trait("spectrum")).toBe("hann");
      await button(/^Hann window/).click();
      expect(await trait("spectrum")).toBe("plain");
    });

    it("shows its phase, its real and its imaginary part, each with a look that fits, in title, readout and code", async () => {
      await mount({ state: { spectrum: "plain" } });
      const amplitudes = (await shownData("image")).data;
      const part = root().getByRole("combobox", { name: "Part of the Fourier transform" });
      const choose = async (wanted: string) => {
        await part.selectOption(wanted);
        await expect.poll(() => title("virtual image")).toMatch(new RegExp(`^${wanted}`, "i"));
        await page.waitForFunction((name) => {
          const last = harness.kernels[0]!.requests.filter((request) => request.type === "image").at(-1)!;
          const { seq } = document.querySelector<HTMLElement>("canvas[data-pane='image']")!.dataset;
          return last.part === name && seq === String(last.seq);
        }, wanted);
        return (await shownData("image")).data;
      };
      const real = await choose("real");
      expect(await trait("spectrumLook")).toMatchObject({
        colormap: "rdbu",
        symmetric: true,
        scale: "linear",
      });
      const imaginary = await choose("imaginary");
      const phase = await choose("phase");
      expect(await trait("spectrumLook")).toMatchObject({ colormap: "cyclic", limits: [-Math.PI, Math.PI] });
      amplitudes.forEach((amplitude, i) => {
        expect(Math.hypot(real[i]!, imaginary[i]!)).toBeCloseTo(amplitude, 3);
        expect(amplitude * Math.cos(phase[i]!)).toBeCloseTo(real[i]!, 2);
      });
      expect((await code())[0]).toMatch(/ const spectrum = fft\(image, \{ part: "phase" \}\);$/);
      await page.mouse.move(...(await placeOf("image", [6, 12])));
      await expect.poll(() => readout("virtual image")).toMatch(/^arg\sF\s=\s[-−]?\d\.\d+\srad/);
      await stage("image").focus();
      await page.keyboard.press("f");
      await expect.poll(() => part.count()).toBe(0);
    });

    it("is measured in Å⁻¹ from its middle, with the spacing d, or in px", async () => {
      await mount({ state: { spectrum: "plain" } });
      expect(await scaleBar("virtual image")).toBe("0.02 Å⁻¹");
      // Four px right of the middle [6, 8].
      await page.mouse.move(...(await placeOf("image", [6, 12])));
      const q = 4 / (16 * step);
      await expect.poll(() => readout("virtual image")).toContain(`q\u00a0${q.toFixed(4)}\u00a0Å⁻¹`);
      expect(await readout("virtual image")).toContain(`d\u00a0${1 / q}\u00a0Å`);
      await root().getByRole("combobox", { name: "Units of the virtual image" }).selectOption("px");
      await page.mouse.move(...(await placeOf("image", [3, 8])));
      await expect.poll(() => readout("virtual image")).toContain("y\u00a0−3\u00a0\u00a0x\u00a00\u00a0px");
    });

    it("is measured by the ruler as a frequency; the marks of the image rest", async () => {
      await mount({ state: { spectrum: "plain" } });
      await button(/^Ruler on the virtual image/).click();
      await page.mouse.move(...(await placeOf("image", [6, 8])));
      await page.mouse.down();
      await page.mouse.move(...(await placeOf("image", [6, 10])));
      await page.mouse.move(...(await placeOf("image", [6, 12])));
      await page.mouse.up();
      const words = (await root().locator(".ronchi-Ruler-label tspan").allTextContents()).join("; ");
      expect(words).toContain("Å⁻¹");
      expect(words).toMatch(/d 3[123](\.\d)? Å/);
      const cursor = await page.evaluate(() => harness.kernels[0]!.get("cursor"));
      await page.keyboard.press("Escape");
      await page.mouse.click(...(await placeOf("image", [2, 2])));
      expect(await page.evaluate(() => harness.kernels[0]!.get("cursor"))).toEqual(cursor);
    });

    it("keeps a look of its own", async () => {
      await mount();
      const before = await trait("image");
      await button(/^Fourier transform/).click();
      await settled(page);
      const map = root().getByRole("combobox", { name: "Colour map of the virtual image" });
      await expect.poll(() => map.inputValue()).toBe("gray");
      await map.selectOption("inferno");
      expect(await trait("spectrumLook")).toMatchObject({ colormap: "inferno" });
      expect(await trait("image")).toEqual(before);
    });

    it("is not offered of vectors", async () => {
      await mount({ state: { response: "comVector" } });
      expect(await button(/^Fourier transform/).isDisabled()).toBe(true);
      await stage("image").focus();
      await page.keyboard.press("f");
      expect(await trait("spectrum")).toBe("off");
    });
  });

  describe("the cepstrum of the pattern", () => {
    it("comes and goes with E, in Å from its middle, and hides the detector", async () => {
      await mount();
      await stage("pattern").focus();
      await page.keyboard.press("e");
      await settled(page);
      await expect.poll(() => title("diffraction pattern")).toBe("EWPC of the diffraction pattern");
      expect((await code())[1]).toBe("const cepstrum = ewpc(await pattern(scan, [6, 8]));");
      expect(await scaleBar("diffraction pattern")).toMatch(/ Å$/);
      await page.mouse.move(...(await placeOf("pattern", [16, 21])));
      const r = 5 / (32 * detectorPixel);
      await expect.poll(() => readout("diffraction pattern")).toContain(`r\u00a0${r.toFixed(1)}\u00a0Å`);
      const detector = () => page.evaluate(() => harness.kernels[0]!.get("detector"));
      const before = await detector();
      await page.mouse.down();
      await page.mouse.move(...(await placeOf("pattern", [10, 10])));
      await page.mouse.up();
      expect(await detector()).toEqual(before);
      await page.keyboard.press("e");
      await expect.poll(() => title("diffraction pattern")).toBe("Diffraction pattern");
      await expect.poll(async () => (await shownData("pattern")).fourier).toBeUndefined();
    });
  });

  it("asks for centres of mass in the unit of the pattern, and for counts as before", async () => {
    await mount({ state: { response: "comX" } });
    const last = () =>
      page.evaluate(() => harness.kernels[0]!.requests.filter(({ type }) => type === "image").at(-1));
    await root().getByRole("combobox", { name: "Units of the diffraction pattern" }).selectOption("Å⁻¹");
    await expect.poll(last).toMatchObject({ response: "comX", unit: "Å⁻¹" });
    expect((await code())[0]).toContain('unit: "Å⁻¹"');
    await root().getByRole("radio", { name: "∑" }).click();
    await expect.poll(last).toMatchObject({ response: "integrate", unit: "px" });
  });

  it("keeps units and unfolded histograms in the traits, and shows what these hold", async () => {
    await mount({
      state: { units: { pattern: "Å⁻¹", image: "Å" }, histograms: { pattern: false, image: true } },
    });
    expect(await root().getByRole("group", { name: "Histogram of the virtual image" }).isVisible()).toBe(
      true,
    );
    expect(await scaleBar("virtual image")).toMatch(/ Å$/);
    await button("Histogram of the diffraction pattern").click();
    expect(await trait("histograms")).toEqual({ pattern: true, image: true });
    await root().getByRole("combobox", { name: "Units of the virtual image" }).selectOption("nm");
    expect(await trait("units")).toEqual({ pattern: "Å⁻¹", image: "nm" });
  });

  it("inverts a colour map, keeps that with another map, and takes limits from a picture once", async () => {
    await mount();
    await button("Inverted colour map of the virtual image").click();
    expect(await trait("image")).toMatchObject({ colormap: "viridis_r" });
    await root().getByRole("combobox", { name: "Colour map of the virtual image" }).selectOption("magma");
    expect(await trait("image")).toMatchObject({ colormap: "magma_r" });
    await root()
      .getByRole("combobox", { name: /^Limits, percentiles, of the virtual image/ })
      .selectOption("5,95");
    await button("Histogram of the virtual image").click();
    await button(/^Limits of the virtual image from this picture once/).click();
    const { percentile, limits } = (await trait("image")) as unknown as {
      percentile: number[];
      limits: [number, number];
    };
    expect(percentile).toEqual([5, 95]);
    const sorted = (await shownData("image")).data.sort((a, b) => a - b);
    expect(limits[0]).toBeGreaterThanOrEqual(sorted[9]!);
    expect(limits[0]).toBeLessThanOrEqual(sorted[10]!);
    expect(limits[1]).toBeGreaterThanOrEqual(sorted[181]!);
    expect(limits[1]).toBeLessThanOrEqual(sorted[182]!);
  });

  it.each([
    [480, "light"],
    [480, "dark"],
    [1600, "light"],
    [1600, "dark"],
  ] as const)("fits %d px in the %s theme", async (width, theme) => {
    await views.fit(width, theme);
    await mount({
      shape: [48, 64, 64, 64],
      state: {
        ...(theme === "dark" && { spectrumPart: "phase", spectrumLook: spectrumLooks.phase }),
        spectrum: "hann",
        cepstrum: true,
        histograms: { pattern: false, image: true },
      },
    });
    const overflow = await page.evaluate(() => document.body.scrollWidth - document.body.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    if (pictured) await page.screenshot({ path: join(screenshots, `transforms ${width} ${theme}.png`) });
  });
});
