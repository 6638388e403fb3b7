import type { Page } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import type { DescanOrigin } from "#core/calibration/fitOrigin.js";
import { findChromium, settled } from "./harness/browser.js";
import type { Harness } from "./harness/page.js";
import { pickerOnPage } from "./harness/pickerOnPage.js";
import { viewsPage } from "./harness/viewsPage.js";

declare const harness: Harness;

const chromium = findChromium();

/** Links as `link` makes them, of pickers that no kernel brings together. */
const linked = (share: readonly ("detector" | "scan" | "looks")[], sameData = false) => ({
  state: { links: [{ key: "one", share, sameData }], pattern: "cursor" as const },
});

const plane = (y: number): DescanOrigin => ({
  model: "plane",
  scanShape: [12, 16],
  y: [y, 3, 0],
  x: [15.5, 0, -4],
  scatter: 0.03,
  used: 0.98,
});

describe.skipIf(chromium === undefined)("Linked pickers in a browser", () => {
  const views = viewsPage(chromium!, 2200);
  const { mount } = views;
  const [a, b] = [pickerOnPage(views, 0), pickerOnPage(views, 1)];
  let page: Page;
  beforeEach(() => {
    page = views.page;
  });

  const root = (at = 0) => page.locator(".ronchi-DetectorPicker").nth(at);
  const title = (at: number) => root(at).locator("section[aria-label='virtual image']").textContent();
  const asked = async (type: "image" | "pattern", picker = b) => (await picker.requests(type)).at(-1);

  it("follow the detector and the cursor while a hand still drags, without the kernel's help", async () => {
    await mount(linked(["detector", "scan"]));
    await mount(linked(["detector", "scan"]));
    await a.drag("pattern", [15.5, 22], [12.5, 20]);
    await expect.poll(() => asked("image")).toMatchObject({ detector: { shape: "annulus" } });
    await settled(page);
    expect(await b.shownData("image")).toEqual(await a.shownData("image"));
    expect(await asked("image")).toMatchObject({
      detector: ((await asked("image", a)) as unknown as { detector: object }).detector,
    });
    await page.mouse.up();
    await a.drag("image", [6, 8], [2, 4]);
    await expect.poll(() => asked("pattern")).toMatchObject({ cursor: [2, 4] });
    await page.mouse.up();
  });

  it("follow another selection, a new detector, a composite and an undo at once, while no kernel tells them", async () => {
    const named = [
      { name: "bf", detector: { shape: "circle", centre: [15.5, 15.5], radius: 4 } },
      { name: "spot", detector: { shape: "circle", centre: [9, 20], radius: 3 } },
    ] as const;
    const state = {
      ...linked(["detector"]).state,
      detectors: named,
      selected: "bf",
      detector: named[0].detector,
    };
    await mount({ state });
    await mount({ state });
    const chips = (at: number) =>
      root(at)
        .locator(".ronchi-Chip")
        .evaluateAll((all) => all.map((chip) => [chip.textContent, chip.getAttribute("aria-checked")]));
    await a.stage("pattern").focus();
    await page.keyboard.press("2");
    await expect.poll(() => title(1)).toContain("spot: circle radius 3 px");
    expect(await chips(1)).toEqual(await chips(0));
    await expect.poll(() => asked("image")).toMatchObject({ detector: named[1].detector });
    expect(await b.trait("selected")).toBe("spot");
    expect(await page.evaluate(() => harness.kernels[1]!.saved)).toEqual([]);
    await root().getByRole("radio", { name: "RGB" }).click();
    await expect.poll(() => title(1)).toContain("RGB: ");
    await settled(page);
    expect(await b.shownData("image")).toEqual(await a.shownData("image"));
    await root().getByRole("radio", { name: "one" }).click();
    await a.stage("pattern").focus();
    await page.keyboard.press("p");
    await expect.poll(async () => (await chips(1)).length).toBe(3);
    await page.keyboard.press("Control+z");
    await expect.poll(() => chips(1)).toEqual(await chips(0));
    expect((await chips(1)).length).toBe(2);
  });

  it("share only what their link says, and looks as they are dragged", async () => {
    await mount(linked(["looks"]));
    await mount(linked(["looks"]));
    const before = await asked("image");
    await a.stage("pattern").focus();
    await page.keyboard.press("d");
    await settled(page);
    expect(await asked("image")).toEqual(before);
    const ticks = (at: number) =>
      root(at).locator("section[aria-label='virtual image'] .ronchi-ColorBar-tick").allTextContents();
    await root()
      .getByRole("combobox", { name: /^Limits, percentiles, of the virtual image/ })
      .selectOption("5,95");
    await root().getByRole("combobox", { name: "Colour map of the virtual image" }).selectOption("gray");
    const light = (picker: typeof a) =>
      picker
        .stage("image")
        .evaluate((element) => (element as HTMLElement).style.getPropertyValue("--ronchi-map-light"));
    await expect.poll(() => light(b)).toBe(await light(a));
    expect((await ticks(1)).length).toBe(5);
  });

  it("of one data set follow one fit of its descan; the other one measures nothing", async () => {
    await mount({ ...linked(["detector"], true), origin: plane(15.5) });
    await mount({ ...linked(["detector"], true), origin: plane(14) });
    await a.stage("pattern").focus();
    await page.keyboard.press("o");
    await expect
      .poll(() => b.trait("descan"))
      .toEqual({ origin: plane(15.5), follows: true, measured: true });
    await expect.poll(() => title(1)).toContain("following the descan");
    expect(await b.requests("measureOrigin")).toEqual([]);
    await b.stage("pattern").focus();
    await page.keyboard.press("o");
    await expect.poll(() => a.trait("descan")).toMatchObject({ follows: false });
  });

  it("of two data sets follow each its own descan, measured when the first one begins to follow", async () => {
    await mount({ ...linked(["detector"]), origin: plane(15.5) });
    await mount({ ...linked(["detector"]), origin: plane(14) });
    await a.stage("pattern").focus();
    await page.keyboard.press("o");
    await expect.poll(() => b.trait("descan")).toEqual({ origin: plane(14), follows: true, measured: true });
    expect(await a.trait("descan")).toEqual({ origin: plane(15.5), follows: true, measured: true });
    await page.keyboard.press("o");
    await expect.poll(() => b.trait("descan")).toMatchObject({ origin: plane(14), follows: false });
    await page.keyboard.press("o");
    await expect.poll(() => b.trait("descan")).toMatchObject({ origin: plane(14), follows: true });
    expect((await b.requests("measureOrigin")).length).toBe(1);
  });

  it("follow a drag also on another page of the browser, and never turn the hand back", async () => {
    await mount(linked(["detector", "scan"]));
    const [other] = await Promise.all([
      page.waitForEvent("popup"),
      page.evaluate(() => void window.open(location.href)),
    ]);
    await other.waitForFunction(() => "harness" in window);
    const options = linked(["detector", "scan"]);
    await other.evaluate((given) => void harness.mount(given), options);
    await settled(other);
    const far = pickerOnPage({ page: other });
    await a.drag("pattern", [15.5, 22], [12.5, 20]);
    const dragged = (await asked("image", a)) as unknown as { detector: { centre: readonly number[] } };
    expect(dragged.detector.centre).not.toEqual([15.5, 15.5]);
    await expect.poll(() => asked("image", far)).toMatchObject({ detector: dragged.detector });
    await page.mouse.up();
    // What the other page asks comes back to this one: it is old news here, and not told again.
    await a.drag("image", [6, 8], [2, 4]);
    await expect.poll(() => asked("pattern", far)).toMatchObject({ cursor: [2, 4] });
    expect(await asked("pattern", a)).toMatchObject({ cursor: [2, 4] });
    expect(await asked("image", a)).toMatchObject({ detector: dragged.detector });
    await page.mouse.up();
    await other.close();
  });
});
