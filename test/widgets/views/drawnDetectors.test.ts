import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { DrawableDetector } from "#widgets/models/pickerDetector.js";
import { findChromium } from "./harness/browser.js";
import { cutElements } from "./harness/cutElements.js";
import { pickerImage } from "./harness/naivePictures.js";
import type { Harness } from "./harness/page.js";
import { syntheticScan } from "./harness/syntheticScan.js";
import { viewsPage } from "./harness/viewsPage.js";

declare const harness: Harness;

const chromium = findChromium();
const screenshots = mkdtempSync(join(tmpdir(), "ronchi-screenshots-"));
const pictured = process.env.RONCHI_SCREENSHOTS === "1";
const shape = [12, 16, 32, 32] as const;
const scan = syntheticScan(shape);

describe.skipIf(chromium === undefined)("Detectors drawn by hand", () => {
  const views = viewsPage(chromium!, 900);
  const { mount } = views;
  let page: Page;
  beforeEach(() => {
    page = views.page;
  });

  afterAll(() => console.log(`Screenshots of drawn detectors: ${screenshots}`));

  const stage = () => page.getByRole("application", { name: /diffraction pattern/ }).first();
  const choose = (name: string) => page.getByRole("radio", { name, exact: true }).click();
  const detector = () =>
    page.evaluate(() => harness.kernels.at(-1)!.get("detector")) as Promise<DrawableDetector>;
  const corners = async () => (await detector()) as DrawableDetector & { shape: "polygon" };

  async function placeOf([y, x]: readonly [number, number]): Promise<[number, number]> {
    const box = (await stage().boundingBox())!;
    const scale = Math.min(box.width, box.height) / 32;
    return [box.x + box.width / 2 + (x - 15.5) * scale, box.y + box.height / 2 + (y - 15.5) * scale];
  }

  async function click(at: readonly [number, number]): Promise<void> {
    await page.mouse.click(...(await placeOf(at)));
  }

  async function drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    await page.mouse.move(...(await placeOf(from)));
    await page.mouse.down();
    await page.mouse.move(...(await placeOf([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2])));
    await page.mouse.move(...(await placeOf(to)));
    await page.mouse.up();
  }

  async function expectImage(): Promise<void> {
    const expected = [...pickerImage(scan, { detector: await detector() }).data];
    await expect
      .poll(() =>
        page.evaluate(() => {
          const root = document.querySelector(".ronchi-DetectorPicker") as unknown as {
            ronchi: { image: { data: Uint32Array } };
          };
          return [...root.ronchi.image.data];
        }),
      )
      .toEqual(expected);
  }

  const triangle = [
    [6, 8],
    [6, 24],
    [24, 20],
  ] as const;

  it("a polygon is clicked, closed by its first corner, and sums what lies inside", async () => {
    await mount();
    await choose("polygon");
    for (const corner of triangle) await click(corner);
    expect((await detector()).shape).toBe("annulus");
    await click(triangle[0]);
    const { points } = await corners();
    expect(points).toHaveLength(3);
    for (const [i, [y, x]] of points.entries()) {
      expect(y).toBeCloseTo(triangle[i]![0], 0);
      expect(x).toBeCloseTo(triangle[i]![1], 0);
    }
    await expectImage();
  });

  it("Backspace takes a corner back, a double click closes, and Esc leaves the old detector", async () => {
    await mount();
    await choose("polygon");
    for (const corner of [...triangle, [12, 3]] as const) await click(corner);
    await page.keyboard.press("Backspace");
    await page.mouse.dblclick(...(await placeOf([20, 10])));
    expect((await corners()).points).toHaveLength(4);
    await choose("polygon");
    await click([4, 4]);
    await page.keyboard.press("Escape");
    expect((await corners()).points).toHaveLength(4);
    expect(await page.getByRole("radio", { name: "polygon" }).getAttribute("aria-checked")).toBe("true");
  });

  it("a polygon is drawn and its corners are moved, added and removed by keys alone", async () => {
    await mount();
    await choose("polygon");
    const keys = ["Shift+ArrowUp", " ", "Shift+ArrowRight", "Shift+ArrowRight", " ", "Shift+ArrowDown", " "];
    for (const key of keys) await page.keyboard.press(key);
    await page.keyboard.press("Enter");
    const drawn = [
      [10.5, 15.5],
      [10.5, 25.5],
      [15.5, 25.5],
    ];
    expect((await corners()).points).toEqual(drawn);
    for (const key of ["n", "ArrowLeft", "Shift+ArrowUp", "Insert"]) await page.keyboard.press(key);
    expect((await corners()).points).toEqual([[5.5, 14.5], [8, 20], drawn[1], drawn[2]]);
    await page.keyboard.press("Delete");
    expect((await corners()).points).toEqual([[5.5, 14.5], drawn[1], drawn[2]]);
    await expectImage();
    for (let undo = 0; undo < 4; undo++) await page.keyboard.press("Control+z");
    expect((await corners()).points).toEqual(drawn);
  });

  it("its corners and its body follow the mouse, Shift keeps to one axis, numbers mirror them", async () => {
    const points = triangle.map(([y, x]) => [y, x] as const);
    await mount({ state: { detector: { shape: "polygon", points } } });
    await drag([6, 8], [10, 5]);
    const [y, x] = (await corners()).points[0]!;
    expect(y).toBeCloseTo(10, 0);
    expect(x).toBeCloseTo(5, 0);
    await expect.poll(() => page.getByLabel("Corner y").inputValue()).toBe(String(y));
    await page.keyboard.down("Shift");
    await drag([12, 18], [12.5, 21]);
    await page.keyboard.up("Shift");
    const moved = (await corners()).points;
    expect(moved[0]![0]).toBe(y);
    expect(moved[0]![1]).toBeCloseTo(x + 3, 0);
    await page.getByLabel("Corner, number").fill("2");
    await page.getByLabel("Corner, number").press("Enter");
    await page.getByLabel("Corner x").fill("30");
    await page.getByLabel("Corner x").press("Enter");
    expect((await corners()).points[1]![1]).toBe(30);
    await page.mouse.dblclick(
      ...(await placeOf([(moved[2]![0] + moved[0]![0]) / 2, (moved[2]![1] + moved[0]![1]) / 2])),
    );
    expect((await corners()).points).toHaveLength(4);
    await expectImage();
  });

  it("any detector is painted over and erased; [ and ] change the brush; the picture is its pixels", async () => {
    await mount();
    await choose("bitmap");
    const before = await detector();
    expect(before.shape).toBe("bitmap");
    await stage().focus();
    for (const key of ["]", "]", "["]) await page.keyboard.press(key);
    await expect.poll(() => page.getByLabel(/Brush size/).inputValue()).toBe("6");
    await drag([2, 2], [2, 20]);
    await expectImage();
    const painted = await detector();
    expect(painted).not.toEqual(before);
    await page.keyboard.down("Alt");
    await drag([2, 2], [2, 20]);
    await page.keyboard.up("Alt");
    await page.keyboard.press("Control+z");
    expect(await detector()).toEqual(painted);
    await page.keyboard.press("Control+z");
    expect(await detector()).toEqual(before);
    await page.mouse.move(...(await placeOf([15.5, 22])));
    for (const key of ["x", " "]) await page.keyboard.press(key);
    expect(await detector()).not.toEqual(before);
    await expectImage();
  });

  it("what no hand edits is shown as its outline and moved as a whole", async () => {
    const union: DrawableDetector = {
      shape: "union",
      detectors: [
        { shape: "circle", centre: [10, 10], radius: 4 },
        { shape: "sector", centre: [16, 16], inner: 2, outer: 12, count: 4, index: 0, rotation: 0 },
      ],
    };
    await mount({ state: { detector: union } });
    expect((await page.locator(".ronchi-Shape-line").getAttribute("d"))!.length).toBeGreaterThan(200);
    await drag([10, 10], [7, 12]);
    const moved = (await detector()) as DrawableDetector & { shape: "union" };
    const [circle, sector] = moved.detectors as unknown as { centre: [number, number] }[];
    expect(circle!.centre[0]).toBeCloseTo(7, 0);
    expect(sector!.centre[1] - circle!.centre[1]).toBeCloseTo(6, 5);
    await expectImage();
    await page.getByRole("button", { name: "All pixels but these" }).click();
    expect((await detector()).shape).toBe("inversion");
    await expectImage();
  });

  describe("a lattice", () => {
    const made = { shape: "lattice", centre: [15.5, 15.5], g1: [-6, 2], g2: [1.5, 7], radius: 1.6 } as const;
    const mountLattice = () =>
      mount({ state: { detector: made, detectors: [{ name: "A", detector: made }] } });
    const lattice = async () => (await detector()) as DrawableDetector & { shape: "lattice" };

    it("begins on the spots of the sum pattern, which comes and goes; T goes from shape to shape", async () => {
      // Spots of both grains: those of the stronger one, a fifth of the camera from each other.
      await mount({ state: { pattern: "cursor" } });
      await choose("lattice");
      await expect.poll(async () => (await detector()).shape).toBe("lattice");
      const { centre, g1, g2, radius } = await lattice();
      for (const along of centre) expect(Math.abs(along - 15.5)).toBeLessThan(0.5);
      for (const vector of [g1, g2]) expect(Math.abs(Math.hypot(...vector) - 32 / 5)).toBeLessThan(0.5);
      expect(Math.abs(radius - 32 / 13)).toBeLessThan(0.5);
      expect(await page.evaluate(() => harness.kernels[0]!.get("pattern"))).toBe("cursor");
      await expect
        .poll(() => page.locator(".ronchi-StatusBar").textContent())
        .toContain("Lattice of the spots of the sum pattern: drag the ends of g1 and g2 onto spots");
      await stage().focus();
      await page.keyboard.press("Shift+T");
      expect((await detector()).shape).toBe("rectangle");
      await page.keyboard.press("t");
      await expect.poll(async () => (await detector()).shape).toBe("lattice");
      // The pen of the polygon is taken, and left again for the brush.
      await page.keyboard.press("t");
      await page.keyboard.press("t");
      expect((await detector()).shape).toBe("bitmap");
      await page.keyboard.press("t");
      expect((await detector()).shape).toBe("point");
    });

    it("is square, and says so, where nothing shows a lattice", async () => {
      await mount();
      await page.evaluate(() => harness.kernels[0]!.scanData.fill(0));
      await page.getByRole("radio", { name: "sum", exact: true }).click();
      await choose("lattice");
      await expect.poll(async () => (await detector()).shape).toBe("lattice");
      expect(await lattice()).toMatchObject({ centre: [15.5, 15.5], g1: [0, 6], g2: [6, 0], radius: 2 });
      await expect
        .poll(() => page.locator(".ronchi-StatusBar").textContent())
        .toContain("No lattice of spots is found: drag the ends of g1 and g2 onto spots");
    });

    it("has its vectors dragged by their ends, and set by fields; the centre and the other vector stay", async () => {
      await mountLattice();
      await drag([9.5, 17.5], [8, 14]);
      const { g1, ...others } = await lattice();
      expect(Math.abs(g1[0] + 7.5)).toBeLessThan(0.1);
      expect(Math.abs(g1[1] + 1.5)).toBeLessThan(0.1);
      expect(g1.map((value) => Number(value.toFixed(2)))).toEqual([...g1]);
      const { g1: _, ...kept } = made;
      expect(others).toEqual(kept);
      await expectImage();
      await page.getByLabel("Lattice vector g2, y").fill("2.5");
      await page.keyboard.press("Enter");
      await expect.poll(async () => (await lattice()).g2).toEqual([2.5, 7]);
      await expectImage();
    });

    it("has its vectors chosen by N and moved by arrows, and undone", async () => {
      await mountLattice();
      await stage().focus();
      for (const key of ["n", "ArrowUp", "n", "Shift+ArrowRight"]) await page.keyboard.press(key);
      expect(await lattice()).toMatchObject({ g1: [-7, 2], g2: [1.5, 12], centre: [15.5, 15.5] });
      await expectImage();
      for (const key of ["Insert", "Delete"]) await page.keyboard.press(key);
      expect(await lattice()).toMatchObject({ g1: [-7, 2], g2: [1.5, 12] });
      await page.keyboard.press("Control+z");
      await page.keyboard.press("Control+z");
      expect(await detector()).toEqual(made);
    });

    it.each([
      [480, "dark"],
      [1600, "light"],
    ] as const)("fits with its fields, %d px in the %s theme", async (width, theme) => {
      await views.fit(width, theme);
      await mountLattice();
      await stage().focus();
      await page.keyboard.press("n");
      expect(await page.evaluate(cutElements)).toEqual([]);
      if (pictured) await page.screenshot({ path: join(screenshots, `lattice ${width} ${theme}.png`) });
    });

    it("is moved by its disks, and is never made of vectors that span no cell", async () => {
      await mountLattice();
      await drag([15.5, 15.5], [16.5, 17.5]);
      const { centre } = await lattice();
      expect(Math.abs(centre[0] - 16.5)).toBeLessThan(0.1);
      expect(await lattice()).toMatchObject({ g1: made.g1, g2: made.g2 });
      await page.keyboard.press("Control+z");
      // Onto g2, where both would be parallel; on the way there every angle of 30 degrees or more is taken.
      await drag([9.5, 17.5], [17, 22.5]);
      const { g1, g2 } = await lattice();
      const sine = Math.abs(g1[0] * g2[1] - g1[1] * g2[0]) / (Math.hypot(...g1) * Math.hypot(...g2));
      expect(sine).toBeGreaterThanOrEqual(0.5);
      await expectImage();
    });
  });
});
