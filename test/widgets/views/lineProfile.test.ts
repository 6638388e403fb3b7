import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { findChromium, settled } from "./harness/browser.js";
import { cutElements } from "./harness/cutElements.js";
import type { Harness } from "./harness/page.js";
import { viewsPage } from "./harness/viewsPage.js";

declare const harness: Harness;
type PaneName = "diffraction pattern" | "virtual image";

const chromium = findChromium();
const screenshots = mkdtempSync(join(tmpdir(), "ronchi-screenshots-"));

describe.skipIf(chromium === undefined)("The line profile in a browser", () => {
  const views = viewsPage(chromium!, 1100);
  const { mount } = views;
  let page: Page;
  beforeEach(() => {
    page = views.page;
  });
  afterAll(() => console.log(`Screenshots of the line profile: ${screenshots}`));

  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
  const stage = (pane: PaneName) => page.getByRole("application", { name: new RegExp(pane) });
  const part = (pane: PaneName) =>
    page.getByRole("group", { name: `Line profile of the ${pane}`, exact: true });

  async function csv(pane: PaneName): Promise<{ readonly head: string; readonly rows: number[][] }> {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      button(`Save the profile of the ${pane} as CSV`).click(),
    ]);
    const [head, ...rows] = readFileSync(await download.path(), "utf8")
      .trimEnd()
      .split("\n");
    return { head: head!, rows: rows.map((row) => row.split(",").map(Number)) };
  }

  /** Values of a row of a pane's data. */
  const rowOf = (pane: "pattern" | "image", y: number, from: number, to: number) =>
    page.evaluate(
      ([name, row, start, end]) => {
        const { ronchi } = document.querySelector(".ronchi-DetectorPicker") as unknown as {
          ronchi: Record<string, { data: Uint32Array; shape: readonly [number, number] }>;
        };
        const { data, shape } = ronchi[name]!;
        return [...data.subarray(row * shape[1] + start, row * shape[1] + end + 1)];
      },
      [pane, y, from, to] as const,
    );

  async function drag(
    pane: PaneName,
    size: readonly [number, number],
    places: readonly (readonly number[])[],
  ) {
    const box = (await stage(pane).boundingBox())!;
    const scale = Math.min(box.width / size[1], box.height / size[0]);
    for (const [i, [y, x]] of places.entries()) {
      const at = [
        box.x + box.width / 2 + (x! - (size[1] - 1) / 2) * scale,
        box.y + box.height / 2 + (y! - (size[0] - 1) / 2) * scale,
      ] as const;
      await page.mouse.move(...at);
      if (i === 0) await page.mouse.down();
    }
    await page.mouse.up();
  }

  it("shows the pixels of a row by keys; G and Esc put it away", async () => {
    await mount();
    await stage("diffraction pattern").focus();
    await page.keyboard.press("g");
    expect(await part("diffraction pattern").isVisible()).toBe(true);
    // From [16, 8] to [16, 23]; the end by 6 px, then the start by 2, then all of it up.
    for (const key of [
      "Shift+ArrowRight",
      "ArrowRight",
      "Enter",
      "ArrowLeft",
      "ArrowLeft",
      "Enter",
      "ArrowUp",
    ])
      await page.keyboard.press(key);
    const { head, rows } = await csv("diffraction pattern");
    expect(head).toBe("distance (Å⁻¹),y (px),x (px),intensity (counts)");
    expect(rows.map((row) => row[3])).toEqual(await rowOf("pattern", 15, 6, 29));
    expect(rows.at(-1)!.slice(0, 3)).toEqual([expect.closeTo(23 * 0.0156, 6), 15, 29]);
    expect(await page.evaluate(() => harness.kernels[0]!.get("detector"))).toMatchObject({
      centre: [15.5, 15.5],
    });
    await stage("diffraction pattern").focus();
    await page.keyboard.press("Escape");
    expect(await part("diffraction pattern").isVisible()).toBe(false);
    expect(await button(/^Line profile of the diffraction pattern/).getAttribute("aria-pressed")).toBe(
      "false",
    );
  });

  it("is drawn, moved and widened by hand, follows the units, and puts the ruler away", async () => {
    await mount();
    await button(/Ruler on the virtual image/).click();
    await button(/^Line profile of the virtual image/).click();
    expect(await button(/Ruler on the virtual image/).getAttribute("aria-pressed")).toBe("false");
    await drag(
      "virtual image",
      [12, 16],
      [
        [2, 1],
        [2, 5],
        [2, 9],
      ],
    );
    await page.keyboard.press("+");
    await page.keyboard.press("+");
    expect(
      await page.getByRole("spinbutton", { name: /Width across the line of the virtual image/ }).inputValue(),
    ).toBe("3");
    await drag(
      "virtual image",
      [12, 16],
      [
        [2, 5],
        [4, 6],
        [5, 7],
      ],
    );
    await page.getByRole("combobox", { name: "Units of the virtual image" }).selectOption("px");
    const { head, rows } = await csv("virtual image");
    expect(head).toBe("distance (px),y (px),x (px),intensity (counts)");
    for (const [i, wanted] of [0, 5, 3].entries()) expect(rows[0]![i]).toBeCloseTo(wanted, 0);
    expect(rows.at(-1)![0]).toBeCloseTo(8, 0);
    const data = await Promise.all([4, 5, 6].map((y) => rowOf("image", y, 3, 11)));
    const range = data.flat();
    for (const row of rows) {
      expect(row[3]).toBeGreaterThanOrEqual(Math.min(...range) * 0.98);
      expect(row[3]).toBeLessThanOrEqual(Math.max(...range) * 1.02);
    }
  });

  it("keeps line, width and whether they are shown, for another view and a reload", async () => {
    await mount();
    await stage("virtual image").focus();
    for (const key of ["g", "ArrowRight", "ArrowRight", "+", "+"]) await page.keyboard.press(key);
    const kept = {
      line: [
        [6, 4],
        [6, 13],
      ],
      width: 3,
      on: true,
    };
    const saved = () => page.evaluate(() => harness.kernels[0]!.saved.at(-1)!.profiles);
    expect(await saved()).toEqual({ pattern: null, image: kept });
    const shown = await csv("virtual image");
    await page.evaluate(() => {
      const profiles = harness.kernels[0]!.get("profiles");
      document.body.replaceChildren();
      harness.mount({ state: { profiles } });
    });
    await settled(page);
    expect(await part("virtual image").isVisible()).toBe(true);
    expect(await csv("virtual image")).toEqual(shown);
    expect(shown.rows.map(([, y, x]) => [y, x])).toEqual(Array.from({ length: 10 }, (_, i) => [6, 4 + i]));
    expect(await part("diffraction pattern").isVisible()).toBe(false);
    await stage("virtual image").focus();
    await page.keyboard.press("g");
    expect(await page.evaluate(() => harness.kernels[1]!.get("profiles").image)).toEqual({
      ...kept,
      on: false,
    });
  });

  it.each([
    [480, "light"],
    [480, "dark"],
    [1600, "light"],
    [1600, "dark"],
  ] as const)("nothing sticks out, %i px, %s", async (width, theme) => {
    await page.setViewportSize({ width, height: 1100 });
    await page.evaluate(
      (light) => document.body.setAttribute("data-jp-theme-light", light),
      String(theme === "light"),
    );
    await mount({ shape: [48, 64, 64, 64] });
    await button(/^Line profile of the virtual image/).click();
    await button(/^Line profile of the diffraction pattern/).click();
    for (const key of ["Shift+ArrowDown", "+", "+", "+"]) await page.keyboard.press(key);
    await page.getByRole("button", { name: "Histogram of the virtual image", exact: true }).click();
    await settled(page);
    const boxes = await Promise.all(
      [".ronchi-Profile", ".ronchi-Histogram"].map((part) =>
        page.locator(`section[aria-label='virtual image'] ${part}`).boundingBox(),
      ),
    );
    expect(boxes[0]!.y + boxes[0]!.height).toBeLessThanOrEqual(boxes[1]!.y);
    await page.screenshot({ path: join(screenshots, `profile ${width} ${theme}.png`), fullPage: true });
    expect(await page.evaluate(cutElements)).toEqual([]);
  });
});
