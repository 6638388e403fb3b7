import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { DescanOrigin } from "#core/calibration/fitOrigin.js";
import { findChromium, settled } from "./harness/browser.js";
import { cutElements } from "./harness/cutElements.js";
import { textContrasts } from "./harness/looks.js";
import type { Harness } from "./harness/page.js";
import { viewsPage } from "./harness/viewsPage.js";

declare const harness: Harness;

const chromium = findChromium();
const screenshots = mkdtempSync(join(tmpdir(), "ronchi-screenshots-"));
const pictured = process.env.RONCHI_SCREENSHOTS === "1";

/** At position [y, x] of 12 x 16 the beam is at 15.5 + 3 v, 15.5 - 4 u, with v and u from -1 to 1. */
const origin: DescanOrigin = {
  model: "plane",
  scanShape: [12, 16],
  y: [15.5, 3, 0],
  x: [15.5, 0, -4],
  scatter: 0.03,
  used: 0.98,
};
const circle = { shape: "circle", centre: [15.5, 15.5], radius: 4 } as const;
const ofCircle = { detector: circle, detectors: [{ name: "A", detector: circle }] };

describe.skipIf(chromium === undefined)("Detectors that follow the descan in a browser", () => {
  const views = viewsPage(chromium!, 1000);
  const { mount } = views;
  let page: Page;
  beforeEach(() => {
    page = views.page;
  });
  afterAll(() => console.log(`Screenshots of the followed descan: ${screenshots}`));

  const follow = () => page.getByRole("button", { name: /^Follow the descan/ });
  const stage = (pane: RegExp) => page.getByRole("application", { name: pane });
  const choose = (pattern: string) => page.getByRole("radio", { name: pattern, exact: true }).click();
  const status = () => page.locator(".ronchi-StatusBar").textContent();
  const code = () => page.locator("code").first().textContent();
  const descan = () => page.evaluate(() => harness.kernels[0]!.get("descan"));
  const detector = () =>
    page.evaluate(() => harness.kernels[0]!.get("detector")) as Promise<unknown> as Promise<{
      readonly centre: readonly [number, number];
      readonly runs: readonly number[];
    }>;

  /** Place on the page of a pattern px. */
  async function placeOf([y, x]: readonly [number, number]): Promise<[number, number]> {
    const box = (await stage(/diffraction pattern/).boundingBox())!;
    const scale = Math.min(box.width, box.height) / 32;
    return [box.x + box.width / 2 + (x - 15.5) * scale, box.y + box.height / 2 + (y - 15.5) * scale];
  }

  /** Middle of the drawn outline, pattern px [y, x]. */
  async function drawnCentre(): Promise<[number, number]> {
    const box = (await page.locator(".ronchi-Shape-line").boundingBox())!;
    const [left, top] = await placeOf([0, 0]);
    const [right] = await placeOf([0, 31]);
    const scale = (right - left) / 31;
    return [(box.y + box.height / 2 - top) / scale, (box.x + box.width / 2 - left) / scale];
  }

  async function expectCentre([y, x]: readonly [number, number]): Promise<void> {
    await expect.poll(async () => Math.abs((await drawnCentre())[0] - y)).toBeLessThan(0.15);
    expect(Math.abs((await drawnCentre())[1] - x)).toBeLessThan(0.15);
  }

  it("is measured by one press, then detectors are drawn where the beam of the shown position is", async () => {
    await mount({ origin, state: { ...ofCircle, cursor: [0, 0] } });
    await expectCentre([15.5, 15.5]);
    await follow().click();
    await expectCentre([12.5, 19.5]);
    expect(await follow().getAttribute("aria-pressed")).toBe("true");
    expect(await descan()).toEqual({ origin, follows: true, measured: true });
    expect(await detector()).toEqual(circle);
    const beam =
      "direct beam at y 12.50–18.50, x 11.50–19.50 px, scatter 0.03 px, 98 % of the positions used";
    await expect.poll(status).toContain(beam);
    expect(await code()).toBe(
      "const origin = await measureOrigin(scan); const { image } = await virtualImages(scan, " +
        "{ image: circle({ radius: 4, centre: [15.5, 15.5] }) }, { origin });",
    );
    expect(await page.locator("section[aria-label='virtual image'] .ronchi-Pane-title").textContent()).toBe(
      "Virtual image",
    );
    await expect(page.locator("section[aria-label='virtual image']").textContent()).resolves.toContain(
      "circle radius 4 px, following the descan",
    );
  });

  it("moves the marks with the scan position, to their mean on the sum and in a region; O ends and takes it up", async () => {
    await mount({ origin, state: { ...ofCircle, cursor: [0, 15] } });
    await stage(/virtual image/).focus();
    await page.keyboard.press("o");
    await expectCentre([12.5, 11.5]);
    for (let i = 0; i < 11; i++) await page.keyboard.press("k");
    await expectCentre([18.5, 11.5]);
    await page.evaluate(() => harness.kernels[0]!.set("region", { y: [0, 2], x: [0, 2] }));
    await choose("region");
    // Rows and columns 0 and 1: v is -1 and -9/11, u is -1 and -13/15.
    await expectCentre([15.5 - (3 * 10) / 11, 15.5 + (4 * 14) / 15]);
    await choose("sum");
    await expectCentre([15.5, 15.5]);
    await choose("at cursor");
    await stage(/virtual image/).focus();
    await page.keyboard.press("o");
    await expectCentre([15.5, 15.5]);
    expect(await follow().getAttribute("aria-pressed")).toBe("false");
    expect(await code()).not.toContain("origin");
    await page.keyboard.press("o");
    await expectCentre([18.5, 11.5]);
    const measured = await page.evaluate(
      () => harness.kernels[0]!.requests.filter(({ type }) => type === "measureOrigin").length,
    );
    expect(measured).toBe(1);
  });

  it("keeps for the mean origin what a hand drags elsewhere, and the image is that of the naive formula", async () => {
    await mount({
      origin,
      state: { ...ofCircle, cursor: [0, 0], descan: { origin, follows: true, measured: true } },
    });
    await page.mouse.move(...(await placeOf([12.5, 19.5])));
    await page.mouse.down();
    await page.mouse.move(...(await placeOf([10, 21])));
    await page.mouse.move(...(await placeOf([9.5, 22.5])));
    await page.mouse.up();
    await expectCentre([9.5, 22.5]);
    await settled(page);
    const { centre } = await detector();
    expect(Math.abs(centre[0] - 12.5)).toBeLessThan(0.1);
    expect(Math.abs(centre[1] - 18.5)).toBeLessThan(0.1);
    const wrong = await page.evaluate(
      ([cy, cx]) => {
        const { scanData } = harness.kernels[0]!;
        const { ronchi } = document.querySelector(".ronchi-DetectorPicker") as unknown as {
          ronchi: { image: { data: ArrayLike<number> } };
        };
        return Array.from(ronchi.image.data).filter((value, frame) => {
          const [v, u] = [(2 * Math.floor(frame / 16)) / 11 - 1, (2 * (frame % 16)) / 15 - 1];
          let sum = 0;
          for (let i = 0; i < 1024; i++)
            if (Math.hypot(Math.floor(i / 32) - cy! - 3 * v, (i % 32) - cx! + 4 * u) <= 4)
              sum += scanData[frame * 1024 + i]!;
          return sum !== value;
        }).length;
      },
      [centre[0], centre[1]],
    );
    expect(wrong).toBe(0);
  });

  it("keeps pixels of a painted mask that the shown pattern has no room for", async () => {
    // The last two columns; at [0, 0] they are shown four columns further right: beyond the camera.
    const runs = Array.from({ length: 32 }, () => [30, 2]).flat();
    const bitmap = { shape: "bitmap", size: [32, 32], runs } as const;
    await mount({
      state: {
        detector: bitmap,
        detectors: [{ name: "A", detector: bitmap }],
        cursor: [0, 0],
        descan: { origin, follows: true, measured: true },
      },
    });
    await page.mouse.move(...(await placeOf([10, 10])));
    await page.mouse.down();
    await page.mouse.move(...(await placeOf([10, 12])));
    await page.mouse.up();
    const { runs: kept } = await detector();
    const mask = kept.flatMap((run, i) => Array<number>(run).fill(i % 2));
    const columns = [30, 31].map((x) => Array.from({ length: 32 }, (_, y) => mask[y * 32 + x]));
    expect(columns.flat()).toEqual(Array(64).fill(1));
    // Painted at [10, 10..12], which is [13, 6..8] for the mean origin.
    expect([6, 7, 8].map((x) => mask[13 * 32 + x])).toEqual([1, 1, 1]);
  });

  it("says why there is nothing to follow", async () => {
    await mount();
    await follow().click();
    await expect
      .poll(status)
      .toContain("The direct beam is not found: No direct disk: found an even pattern.");
    expect(await follow().getAttribute("aria-pressed")).toBe("false");
    expect(await descan()).toBe(null);
  });

  it("forgets a measurement whose kernel is gone", async () => {
    await mount({ origin });
    await page.evaluate(() => {
      harness.kernels[0]!.manual = true;
    });
    await follow().click();
    await expect.poll(status).toContain("Measuring the direct beam");
    await page.evaluate(() => harness.kernels[0]!.emit("disconnected"));
    await expect.poll(status).not.toContain("Measuring");
  });

  it("keeps the origin that a cell gives while it measures", async () => {
    await mount({ origin });
    const given = { origin: { ...origin, y: [16, 0, 0] }, follows: true, measured: false };
    await page.evaluate(() => {
      harness.kernels[0]!.manual = true;
    });
    await follow().click();
    await page.evaluate((descan) => {
      const kernel = harness.kernels[0]!;
      kernel.set("descan", descan);
      kernel.answer({ type: "measureOrigin" });
    }, given);
    await expect.poll(status).not.toContain("Measuring");
    expect(await descan()).toEqual(given);
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
      origin: { ...origin, scanShape: [48, 64], y: [31.5, 3, 0], x: [31.5, 0, -4] },
    });
    await follow().click();
    await expect.poll(status).toContain("98 % of the positions used");
    await settled(page);
    expect(await page.evaluate(cutElements)).toEqual([]);
    for (const { text, ratio } of await page.evaluate(textContrasts))
      expect(ratio, text).toBeGreaterThanOrEqual(4.5);
    if (pictured) await page.screenshot({ path: join(screenshots, `descan ${width} ${theme}.png`) });
  });
});
