import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../fixtures/root.js";
import { buildPage, findChromium, launch, settled } from "./harness/browser.js";
import { cutElements } from "./harness/cutElements.js";
import { notesOutside, textContrasts } from "./harness/looks.js";
import type { Harness } from "./harness/page.js";

declare const harness: Harness;

const chromium = findChromium();
const pictured = process.env.RONCHI_SCREENSHOTS === "1";
const folder = join(root, "dist/figures/states");
/** What pictures show well; fewer counts are soon summed. */
const shape = pictured ? ([48, 64, 64, 64] as const) : ([12, 16, 24, 24] as const);
/** WCAG AA for text. */
const leastContrast = 4.5;
const readError =
  "gold_grains_data_000003.h5: found 1.2 MB; expected at least 4.0 MB. Copy the file again: it is not whole.";

/** How each state comes about, and what it says over the picture. */
const states: Record<string, { reach(page: Page): Promise<void>; says: RegExp }> = {
  exact: { reach: (page) => answer(page), says: /^$/ },
  empty: {
    async reach(page) {
      await answer(page);
      await page.evaluate(
        (n) => harness.kernels.at(-1)!.frame("image", 1, new Uint32Array(n)),
        shape[0] * shape[1],
      );
    },
    says: /No counts in the detector: drag it onto the pattern/,
  },
  loading: { reach: async () => {}, says: /summing [\d\u202f]+ patterns/ },
  partial: { reach: (page) => answer(page, { complete: 0.43, skipped: 2 }), says: /43 %/ },
  stale: {
    async reach(page) {
      await answer(page);
      await press(page, "Shift+D");
    },
    says: /Recomputing/,
  },
  error: {
    async reach(page) {
      await answer(page);
      await page.evaluate((words) => harness.kernels.at(-1)!.fail("image", 1, words), readError);
    },
    says: /found 1.2 MB.*Copy the file again/,
  },
  disconnected: {
    async reach(page) {
      await answer(page);
      await press(page, "Shift+D");
      await page.evaluate(() => harness.kernels.at(-1)!.emit("disconnected"));
    },
    says: /Kernel disconnected – picture of \d\d:\d\d:\d\d.*Not of the marked detector/s,
  },
};

async function answer(page: Page, how: object = {}): Promise<void> {
  await page.evaluate((given) => harness.kernels.at(-1)!.answer({ type: "hello" }, given), how);
  if (!("complete" in how)) await settled(page);
}

async function press(page: Page, key: string): Promise<void> {
  await page.locator(".ronchi-Stage").first().focus();
  await page.keyboard.press(key);
  await page.waitForFunction(() => harness.kernels.at(-1)!.requests.some(({ type }) => type === "image"));
}

describe.skipIf(chromium === undefined)("each state of a picker", () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launch(chromium!);
    page = await browser.newPage();
    await page.goto(await buildPage());
    mkdirSync(folder, { recursive: true });
  });
  afterAll(() => browser?.close());

  const layouts = [480, 1600].flatMap((width) => ["light", "dark"].map((theme) => ({ width, theme })));
  const cases = layouts.flatMap((layout) => Object.keys(states).map((name) => ({ ...layout, name })));

  it.each(cases)("$name, $width px wide, $theme: says so readably, nothing is cut", async (given) => {
    const { name, width, theme } = given;
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate(
      (light) => {
        document.body.replaceChildren();
        document.body.setAttribute("data-jp-theme-light", light);
      },
      String(theme === "light"),
    );
    await page.evaluate((of) => void harness.mount({ shape: of, manual: true }), shape);
    const { reach, says } = states[name]!;
    await reach(page);
    const image = page.getByRole("application", { name: /virtual image/ });
    await expect.poll(() => image.locator(".ronchi-Notes").textContent()).toMatch(says);
    if (pictured)
      await page.screenshot({
        path: join(folder, `${name}-${width}-${theme}.png`),
        fullPage: true,
        animations: "disabled",
      });
    expect(await page.evaluate(cutElements)).toEqual([]);
    expect(await page.evaluate(notesOutside)).toEqual([]);
    const unreadable = (await page.evaluate(textContrasts)).filter(({ ratio }) => ratio < leastContrast);
    expect(unreadable).toEqual([]);
  });

  it("moves nothing by itself where a reader has asked for that", async () => {
    await page.evaluate((of) => void harness.mount({ shape: of }), shape);
    const durations = () =>
      page.evaluate(() =>
        [...document.querySelectorAll(".ronchi-DetectorPicker *")].flatMap((element) => {
          const { transitionDuration, animationName } = getComputedStyle(element);
          return [
            ...(transitionDuration === "0s" ? [] : [transitionDuration]),
            ...(animationName === "none" ? [] : [animationName]),
          ];
        }),
      );
    expect(await durations()).not.toEqual([]);
    await page.emulateMedia({ reducedMotion: "reduce" });
    expect(await durations()).toEqual([]);
  });

  it("has values that are read out, and is a group that takes its keys for itself", async () => {
    const group = page.getByRole("group", { name: /^Detector picker/ }).first();
    expect(await group.getAttribute("data-lm-suppress-shortcuts")).toBe("true");
    for (const name of ["diffraction pattern", "virtual image"]) {
      const value = group.getByRole("status", { name: `Value in the ${name}` });
      expect(await value.getAttribute("aria-live")).toBe("polite");
    }
  });
});
