import type { Page } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { colormapTable } from "#widgets/draw/colormap.js";
import { percentileLimits, scaleValue } from "#widgets/draw/contrast.js";
import { findChromium, settled } from "./harness/browser.js";
import type { Harness } from "./harness/page.js";
import { pickerOnPage, shape } from "./harness/pickerOnPage.js";
import { viewsPage } from "./harness/viewsPage.js";

declare const harness: Harness;

const chromium = findChromium();

describe.skipIf(chromium === undefined)("The link of a picker to its kernel", () => {
  const views = viewsPage(chromium!, 900);
  const mount = views.show;
  const { stage, trait, requests, shownData, drag, drawnSeq, nextFrame, canvasPixel, placeOf } =
    pickerOnPage(views);
  let page: Page;
  beforeEach(() => {
    page = views.page;
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

  it("lets go of the model when its signal ends", async () => {
    const left = await page.evaluate(() => {
      const { kernel, element, close } = harness.mount();
      close();
      return [kernel.listenerCount(), element.childElementCount];
    });
    expect(left).toEqual([0, 0]);
  });

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

  it("draws a coarse picture of boxes where its positions are, the last ones cut off, and reads it by position", async () => {
    await mount();
    await settled(page);
    const exact = await shownData("image");
    const box = 5;
    await answerHello({ complete: 0.2, box });
    const cornerOf = (y: number, x: number) => exact[(y - (y % box)) * shape[1] + x - (x % box)]!;
    const expected = exact.map((_, i) => cornerOf(Math.floor(i / shape[1]), i % shape[1]));
    await expect.poll(() => shownData("image")).toEqual(expected);
    const corners = Uint32Array.from([0, 5, 10].flatMap((y) => [0, 5, 10, 15].map((x) => cornerOf(y, x))));
    const limits = percentileLimits(corners, [0.1, 99.9]);
    const places: [number, number][] = [
      [0, 0],
      [4, 9],
      [5, 10],
      [11, 15],
    ];
    for (const [y, x] of places) {
      const level = Math.round(scaleValue(cornerOf(y, x), limits, "linear") * 255);
      const colour = [...colormapTable("viridis").slice(level * 4, level * 4 + 4)];
      expect(await canvasPixel("image", [y, x]), `at ${y}, ${x}`).toEqual(colour);
    }
    await page.mouse.move(...(await placeOf("image", [9, 13])));
    const readout = page.getByLabel("Value in the virtual image");
    await expect.poll(() => readout.textContent()).toContain(`I\u00a0=\u00a0${cornerOf(9, 13)}`);
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
    const before = await shownData("image");
    await page.evaluate(() => harness.kernels[0]!.emit("disconnected"));
    await expect
      .poll(() => stage("image").textContent())
      .toMatch(/Kernel disconnected – picture of \d\d:\d\d:\d\d/);
    expect(await shownData("image")).toEqual(before);
    const colour = await canvasPixel("image", [5, 8]);
    await page.getByRole("combobox", { name: "Colour map of the virtual image" }).selectOption("gray");
    expect(await canvasPixel("image", [5, 8])).not.toEqual(colour);
    await drag("pattern", [15.5, 15.5], [20, 20]);
    await page.mouse.up();
    expect(await trait("detector")).toMatchObject({ centre: [15.5, 15.5] });
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
});

function acks(pane: string, requests: readonly unknown[]): number[] {
  return (requests as { pane: string; seq: number }[])
    .filter((ack) => ack.pane === pane)
    .map(({ seq }) => seq);
}
