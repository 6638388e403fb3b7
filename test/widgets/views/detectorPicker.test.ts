import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decode } from "fast-png";
import type { Page } from "playwright-core";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { colormapTable } from "#widgets/draw/colormap.js";
import { percentileLimits, scaleValue } from "#widgets/draw/contrast.js";
import { findChromium, settled } from "./harness/browser.js";
import { cutElements } from "./harness/cutElements.js";
import type { Harness } from "./harness/page.js";
import { syntheticScan } from "./harness/syntheticScan.js";
import { viewsPage } from "./harness/viewsPage.js";

declare const harness: Harness;
type Box = { x: number; y: number; width: number; height: number };

const chromium = findChromium();
const shape = [12, 16, 32, 32] as const;
const scan = syntheticScan(shape);
const screenshots = mkdtempSync(join(tmpdir(), "ronchi-screenshots-"));

describe.skipIf(chromium === undefined)("DetectorPicker in a browser", () => {
  const views = viewsPage(chromium!, 900);
  const mount = views.show;
  let page: Page;
  beforeEach(() => {
    page = views.page;
  });

  const stage = (pane: "pattern" | "image") =>
    page
      .getByRole("application", { name: pane === "pattern" ? /diffraction pattern/ : /virtual image/ })
      .first();
  const state = (name: "detector" | "cursor" | "pattern" | "diffraction" | "image") =>
    page.evaluate((trait) => harness.kernels.at(-1)!.get(trait) as never, name) as Promise<never>;
  const requests = (type: string) =>
    page.evaluate(
      (kind) => harness.kernels.at(-1)!.requests.filter((request) => request.type === kind),
      type,
    );
  const shownImage = (pane: "pattern" | "image") =>
    page.evaluate((name) => {
      const root = document.querySelector(".ronchi-DetectorPicker") as unknown as {
        ronchi: Record<string, { data: Uint32Array }>;
      };
      return [...root.ronchi[name]!.data];
    }, pane);

  /** Place of an image px on the page; the images here are square or fitted by width. */
  async function placeOf(
    pane: "pattern" | "image",
    [y, x]: readonly [number, number],
  ): Promise<[number, number]> {
    const box = (await stage(pane).boundingBox()) as Box;
    const [height, width] = pane === "pattern" ? [shape[2], shape[3]] : [shape[0], shape[1]];
    const scale = Math.min(box.width / width, box.height / height);
    return [
      box.x + box.width / 2 + (x - (width - 1) / 2) * scale,
      box.y + box.height / 2 + (y - (height - 1) / 2) * scale,
    ];
  }

  async function drag(
    pane: "pattern" | "image",
    from: readonly [number, number],
    to: readonly [number, number],
  ) {
    await page.mouse.move(...(await placeOf(pane, from)));
    await page.mouse.down();
    await page.mouse.move(...(await placeOf(pane, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2])));
    await page.mouse.move(...(await placeOf(pane, to)));
  }

  async function drawnSeq(pane: "pattern" | "image"): Promise<number> {
    return Number(await page.locator(`canvas[data-pane=${pane}]`).getAttribute("data-seq"));
  }

  it("draws the pattern at the cursor and the virtual image, pixel by pixel in the colours of the map", async () => {
    await mount();
    await settled(page);
    const detector = { inner: 4, outer: 10, centre: [15.5, 15.5] } as const;
    const expected = naiveAnnulus(detector);
    expect(await shownImage("image")).toEqual(expected);
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

  async function canvasPixel(pane: "pattern" | "image", at: readonly [number, number]): Promise<number[]> {
    const [x, y] = await placeOf(pane, at);
    return page.evaluate(
      ([name, px, py]) => {
        const canvas = document.querySelector<HTMLCanvasElement>(`canvas[data-pane=${name}]`)!;
        const box = canvas.getBoundingClientRect();
        const ratio = canvas.width / box.width;
        const [left, top] = [Math.round((px - box.x) * ratio), Math.round((py - box.y) * ratio)];
        return [...canvas.getContext("2d")!.getImageData(left, top, 1, 1).data];
      },
      [pane, x, y] as const,
    );
  }

  it("moves the annulus with the mouse: the image follows while dragging, the trait when it is released", async () => {
    await mount();
    await settled(page);
    await drag("pattern", [15.5, 15.5], [18.5, 12.5]);
    await expect.poll(async () => (await requests("image")).length).toBeGreaterThan(0);
    expect(await state("detector")).toMatchObject({ centre: [15.5, 15.5] });
    await page.mouse.up();
    const moved: { centre: [number, number]; inner: number; outer: number } = await state("detector");
    expect(moved.centre[0]).toBeCloseTo(18.5, 1);
    expect(moved.centre[1]).toBeCloseTo(12.5, 1);
    await expect.poll(() => shownImage("image")).toEqual(naiveAnnulus(moved));
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
    const outer: { outer: number } = await state("detector");
    expect(outer.outer).toBeCloseTo(13, 1);
    await drag("pattern", [11.5, 15.5], [9.5, 15.5]);
    await page.mouse.up();
    const resized: { centre: [number, number]; inner: number; outer: number } = await state("detector");
    expect(resized.inner).toBeCloseTo(6, 1);
    await expect.poll(() => shownImage("image")).toEqual(naiveAnnulus(resized));
  });

  it("keeps geometry to 0.01 px, so that the line of code makes the same image", async () => {
    await mount();
    await settled(page);
    await drag("pattern", [15.5, 15.5], [17.1234, 14.4321]);
    await page.mouse.up();
    const { centre, inner, outer }: { centre: number[]; inner: number; outer: number } =
      await state("detector");
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
    const moved: { centre: number[] } = await state("detector");
    expect(moved.centre[0]).toBe(15.5);
    expect(moved.centre[1]).toBeCloseTo(20.5, 1);
    await drag("pattern", [15.5, 20.5], [8, 8]);
    await page.keyboard.press("Escape");
    await page.mouse.up();
    expect(await state("detector")).toEqual(moved);
    await expect.poll(() => shownImage("image")).toEqual(naiveAnnulus(moved as never));
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
    expect(await state("detector")).toEqual({ shape: "annulus", centre: [19.5, 16.5], inner: 5, outer: 11 });
    await page.keyboard.press("Shift+L");
    await page.keyboard.press("i");
    expect(await state("cursor")).toEqual([5, 13]);
    await stage("image").focus();
    await page.keyboard.press("ArrowLeft");
    expect(await state("cursor")).toEqual([5, 12]);
    await expect.poll(() => shownImage("pattern")).toEqual(patternAt([5, 12]));
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
    expect(await state("detector")).toEqual(typed);
    await expect.poll(() => shownImage("image")).toEqual(naiveAnnulus(typed as never));
    await field.fill("1");
    await field.press("Escape");
    expect(await field.inputValue()).toBe("7.5");
    await field.fill("-3");
    await field.press("Enter");
    expect(await state("detector")).toMatchObject({ inner: 0, outer: 0.5 });
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
      expect(await state("detector")).toEqual(expected);
    }
    await page.getByRole("radio", { name: "rectangle" }).click();
    await drag("pattern", [15.5, 19.5], [15.5, 21.5]);
    await page.mouse.up();
    const widened: { width: number; centre: number[] } = await state("detector");
    expect(widened.width).toBeCloseTo(10, 1);
    expect(widened.centre[1]).toBeCloseTo(16.5, 1);
  });

  it("shows the pattern of the scan position that is pressed and dragged to, and the sum of all", async () => {
    await mount();
    await settled(page);
    await drag("image", [2, 3], [9, 14]);
    await expect.poll(() => shownImage("pattern")).toEqual(patternAt([9, 14]));
    expect(await state("cursor")).toEqual([6, 8]);
    await page.mouse.up();
    expect(await state("cursor")).toEqual([9, 14]);
    await page.getByRole("radio", { name: "sum" }).click();
    await expect.poll(() => shownImage("pattern")).toEqual(sumOfPatterns());
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

  it("has no more requests under way than credits, and the newest geometry wins", async () => {
    await mount({ manual: true });
    await answerHello();
    await settled(page);
    await stage("pattern").focus();
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press("d");
      await nextFrame();
    }
    const asked = (await requests("image")) as { seq: number }[];
    expect(asked).toHaveLength(4);
    await page.evaluate((seq) => {
      const kernel = harness.kernels[0]!;
      kernel.answer(kernel.requests.find((request) => request.type === "image" && request.seq === seq)!);
    }, asked.at(-1)!.seq);
    await expect
      .poll(async () => ((await requests("image")).at(-1) as { seq: number }).seq)
      .toBe(asked.at(-1)!.seq + 1);
    expect((await requests("image")).at(-1)).toMatchObject({ detector: { centre: [15.5, 27.5] } });
  });

  it("drops frames older than the drawn one, but acknowledges every frame once", async () => {
    await mount({ manual: true });
    await answerHello();
    await settled(page);
    await stage("pattern").focus();
    for (const key of ["d", "d"]) {
      await page.keyboard.press(key);
      await nextFrame();
    }
    const [first, second] = (await requests("image")) as { seq: number }[];
    await answerSeq(second!.seq);
    await expect.poll(() => drawnSeq("image")).toBe(second!.seq);
    await answerSeq(first!.seq);
    await expect.poll(async () => acks("image", await requests("ack"))).toEqual([0, second!.seq, first!.seq]);
    expect(await drawnSeq("image")).toBe(second!.seq);
  });

  it("shares one link between two views: a frame is drawn in both and acknowledged once", async () => {
    await page.evaluate(() => {
      const { kernel } = harness.mount();
      harness.mount({ kernel });
    });
    await settled(page);
    expect(await page.locator('canvas[data-pane="image"][data-seq="0"]').count()).toBe(2);
    expect(await requests("hello")).toHaveLength(1);
    expect(acks("image", await requests("ack"))).toEqual([0]);
  });

  it("moves the mark in every view of a widget while one of them is dragged", async () => {
    await page.setViewportSize({ width: 1000, height: 1600 });
    await page.evaluate(() => {
      const { kernel } = harness.mount();
      harness.mount({ kernel });
    });
    await settled(page);
    const outlines = () =>
      page.locator(".ronchi-Shape-line").evaluateAll((lines) => lines.map((line) => line.getAttribute("d")));
    const before = await outlines();
    await drag("pattern", [15.5, 15.5], [18, 12]);
    await expect.poll(async () => (await outlines())[1]).not.toBe(before[1]);
    const [first, second] = await outlines();
    expect(second).toBe(first);
    await page.mouse.up();
  });

  it("undoes changes of the detector, one at a time", async () => {
    await mount();
    await settled(page);
    const first = await state("detector");
    await stage("pattern").focus();
    await page.keyboard.press("d");
    const second = await state("detector");
    await page.keyboard.press("+");
    await page.keyboard.press("Control+z");
    expect(await state("detector")).toEqual(second);
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    expect(await state("detector")).toEqual(first);
  });

  it("lists the keys on demand, and Esc closes the list", async () => {
    await mount();
    const list = page.locator(".ronchi-Keys-list");
    await page.getByLabel("Keys and gestures").click();
    expect(await list.isVisible()).toBe(true);
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

  it("lets go of the model when its signal ends", async () => {
    const left = await page.evaluate(() => {
      const { kernel, element, close } = harness.mount();
      close();
      return [kernel.listenerCount(), element.childElementCount];
    });
    expect(left).toEqual([0, 0]);
  });

  const nextFrame = () =>
    page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  const answerHello = (answer = {}) =>
    page.evaluate((given) => harness.kernels[0]!.answer({ type: "hello" }, given), answer);
  const answerSeq = (seq: number, answer = {}) =>
    page.evaluate(
      ([wanted, given]) => {
        const kernel = harness.kernels[0]!;
        kernel.answer(
          kernel.requests.find(
            (request) => "seq" in request && request.type !== "ack" && request.seq === wanted,
          )!,
          given,
        );
      },
      [seq, answer] as const,
    );

  it("says what it waits for, how much is there, and what was left out", async () => {
    await mount({ manual: true });
    await expect.poll(() => stage("image").textContent()).toContain("summing 192 patterns");
    await answerHello({ complete: 0.43, overflow: { pixels: 3, frames: 2 }, skipped: 1 });
    await expect.poll(() => stage("image").textContent()).toContain("43 %");
    const status = await page.locator(".ronchi-StatusBar").textContent();
    expect(status).toContain("Partial: 43 %");
    expect(status).toContain("3 overflowed pixels in 2 frames");
    expect(status).toContain("2 frames skipped");
  });

  it("greys a picture whose successor takes long", async () => {
    await mount({ manual: true });
    await answerHello();
    await settled(page);
    await stage("pattern").focus();
    await page.keyboard.press("d");
    await expect.poll(() => stage("image").getAttribute("data-greyed")).toBe("");
    expect(await stage("image").textContent()).toContain("Recomputing");
    await answerSeq(((await requests("image"))[0] as { seq: number }).seq);
    await expect.poll(() => stage("image").getAttribute("data-greyed")).toBeNull();
  });

  it("shows an error in words instead of a wrong picture, and recovers", async () => {
    await mount({ manual: true });
    await answerHello();
    await settled(page);
    await page.evaluate(() =>
      harness.kernels[0]!.frame("image", 1, new Uint32Array(192), { bytes: new Uint8Array([1, 2, 3]) }),
    );
    await expect.poll(() => stage("image").getByRole("alert").count()).toBe(1);
    await page.evaluate(() =>
      harness.kernels[0]!.fail("image", 2, "gold.h5: found 12 bytes; expected 400. Copy the file again."),
    );
    await expect
      .poll(() => stage("image").getByRole("alert").textContent())
      .toContain("Copy the file again.");
    expect(await page.locator(".ronchi-StatusBar").textContent()).toContain("Virtual image: gold.h5");
    expect(await drawnSeq("image")).toBe(0);
    await stage("pattern").focus();
    await page.keyboard.press("d");
    await nextFrame();
    await answerSeq(((await requests("image"))[0] as { seq: number }).seq);
    await expect.poll(() => stage("image").getByRole("alert").count()).toBe(0);
  });

  it("refuses a picture of another shape", async () => {
    await mount({ manual: true });
    await page.evaluate(() =>
      harness.kernels[0]!.frame("pattern", 0, new Uint32Array(192), { asShape: [12, 16] }),
    );
    await expect.poll(() => stage("pattern").getByRole("alert").textContent()).toContain("32 × 32");
  });

  it("keeps the last picture with its time when the kernel is gone; contrast still works, geometry rests", async () => {
    await mount();
    await settled(page);
    const before = await shownImage("image");
    await page.evaluate(() => harness.kernels[0]!.emit("disconnected"));
    await expect
      .poll(() => stage("image").textContent())
      .toMatch(/Kernel disconnected – picture of \d\d:\d\d:\d\d/);
    expect(await shownImage("image")).toEqual(before);
    const colour = await canvasPixel("image", [5, 8]);
    await page.getByRole("combobox", { name: "Colour map of the virtual image" }).selectOption("gray");
    expect(await canvasPixel("image", [5, 8])).not.toEqual(colour);
    await drag("pattern", [15.5, 15.5], [20, 20]);
    await page.mouse.up();
    expect(await state("detector")).toMatchObject({ centre: [15.5, 15.5] });
    expect(await page.getByRole("spinbutton", { name: "Outer radius, px" }).isDisabled()).toBe(true);
    await page.evaluate(() => harness.kernels[0]!.emit("connected"));
    await settled(page);
    expect(await requests("hello")).toHaveLength(2);
  });

  it("says when the last picture is not that of the marked detector", async () => {
    await mount({ manual: true });
    await answerHello();
    await settled(page);
    await stage("pattern").focus();
    await page.keyboard.press("d");
    await nextFrame();
    await page.evaluate(() => harness.kernels[0]!.emit("disconnected"));
    await expect.poll(() => stage("image").textContent()).toContain("Not of the marked detector");
    expect(await stage("image").getAttribute("data-greyed")).toBe("");
    expect(await stage("pattern").textContent()).not.toContain("Not of");
  });

  it("rests while it cannot be seen: no frame is acknowledged before the page scrolls to it", async () => {
    await page.evaluate(() =>
      document.body.prepend(Object.assign(document.createElement("div"), { id: "above" })),
    );
    await page.locator("#above").evaluate((above) => {
      above.style.height = "4000px";
    });
    await mount();
    await expect.poll(async () => (await requests("hello")).length).toBe(1);
    // Longer than an answer takes that is not held back: the kernel here answers in the next turn.
    for (let i = 0; i < 10; i++) await nextFrame();
    expect(await requests("ack")).toHaveLength(0);
    await page.locator(".ronchi-DetectorPicker").scrollIntoViewIfNeeded();
    await expect.poll(async () => (await requests("ack")).length).toBe(2);
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

function acks(pane: string, requests: readonly unknown[]): number[] {
  return (requests as { pane: string; seq: number }[])
    .filter((ack) => ack.pane === pane)
    .map(({ seq }) => seq);
}

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
