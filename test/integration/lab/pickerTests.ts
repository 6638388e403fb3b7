import { expect, it } from "vitest";
import type { Lab } from "./lab.js";
import { type LabPage, pickerCells, textOf } from "./labPage.js";
import { expectedColour, naiveSums, Picker } from "./picker.js";
import { screenshot } from "./screenshots.js";

const notebook = "01-virtual-detectors.ipynb";

/** A DetectorPicker under the hands of a user. */
export function pickerTests(lab: Lab): void {
  it("opens notebook 01 with our kernel and runs every cell without an error", async () => {
    const tab = await lab.tab();
    await tab.openNotebook(notebook);
    await tab.runAll();
    const outputs = await tab.outputs();
    expect(outputs.flat().filter((output) => output.output_type === "error")).toEqual([]);
    expect(outputs.filter((cell) => cell.length > 0).length, "cells with an output").toBeGreaterThan(8);
    await tab.showCell(sources(tab, notebook).findIndex((source) => source.includes("new DetectorPicker")));
    await new Picker(tab.page).settled();
    await tab.close();
  });

  it("redraws the virtual image while the mouse still moves, and exactly once it is released", async () => {
    const { tab, picker } = await openPicker(lab, "drag.ipynb");
    await picker.record();
    const before = await picker.shown("image");
    const { centre } = await picker.detector();
    const [y, x] = [centre[0]!, centre[1]!];
    await picker.startDrag("pattern", [y, x], [y - 1, x + 2], 2);
    for (const step of [1, 2, 3, 4]) {
      const drawn = (await picker.recorded()).length;
      await picker.dragTo("pattern", [y - 1 - 2 * step, x + 2 + 3 * step]);
      const message = "another virtual image before the button was released";
      await expect.poll(async () => (await picker.recorded()).length, { message }).toBeGreaterThan(drawn);
    }
    await picker.endDrag();
    await picker.settled();
    const detector = await picker.detector();
    expect(detector.centre).not.toEqual(centre);
    const [shown, expected] = [
      await picker.shown("image"),
      await naiveSums(lab.python, lab.server.folder, detector),
    ];
    expect(shown.data).toEqual(expected);
    expect(shown.data).not.toEqual(before.data);
    for (const at of [
      [0, 0],
      [31, 40],
      [63, 95],
      [50, 12],
    ] as const) {
      const colour = expectedColour(expected, expected[at[0] * 96 + at[1]]!, "linear", "viridis");
      expect(await picker.colourAt("image", at), `colour at ${at}`).toEqual(colour);
    }
    await tab.close();
  });

  it("offers a line of code that gives the same image in a cell", async () => {
    const { tab, picker } = await openPicker(lab, "code.ipynb");
    await picker.startDrag("pattern", [47, 47], [40, 52], 5);
    await picker.endDrag();
    await picker.settled();
    const outputs = await tab.runCell(
      `${await picker.code()}\nconsole.log(JSON.stringify([...image.data]));`,
    );
    expect(JSON.parse(textOf(outputs[0]))).toEqual((await picker.shown("image")).data);
    await tab.close();
  });

  it("is alive again after the page was reloaded", async () => {
    const { tab, picker } = await openPicker(lab, "reload.ipynb");
    await picker.startDrag("pattern", [47, 47], [42, 50], 5);
    await picker.endDrag();
    await picker.settled();
    const before = { code: await picker.code(), image: await picker.shown("image") };
    await tab.command("docmanager:save");
    await tab.page.reload();
    await tab.restored();
    await picker.settled();
    expect(await picker.code()).toBe(before.code);
    const again = await picker.shown("image");
    expect(again.data).toEqual(before.image.data);
    await picker.startDrag("pattern", [42, 50], [52, 45], 5);
    await picker.endDrag();
    await picker.settled();
    const expected = await naiveSums(lab.python, lab.server.folder, await picker.detector());
    expect((await picker.shown("image")).data).toEqual(expected);
    await tab.close();
  });

  it("works by the keyboard alone: Tab enters, keys move detector and scan position, Tab leaves", async () => {
    const { tab, picker } = await openPicker(lab, "keyboard.ipynb");
    const { page } = tab;
    await tabTo(tab, () => picker.stage("pattern").evaluate((stage) => stage === document.activeElement));
    const before = { detector: await picker.detector(), ...(await picker.shown("image")) };
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("ArrowDown");
    await picker.settled();
    const { centre } = await picker.detector();
    expect(centre).toEqual([before.detector.centre[0]! + 1, before.detector.centre[1]! + 5]);
    const pattern = await picker.shown("pattern");
    await page.keyboard.press("l");
    await picker.settled();
    expect((await picker.shown("pattern")).data).not.toEqual(pattern.data);
    expect(await tab.outputs(), "no key reached the notebook").toHaveLength(pickerCells.length);
    await tabTo(tab, () => picker.root.evaluate((root) => !root.contains(document.activeElement)));
    await tab.close();
  });

  it("is readable in both themes, and as wide as the cell at 480 px and at 1600 px", async () => {
    const { tab, picker } = await openPicker(lab, "gold-film.ipynb");
    for (const [theme, name] of [
      ["JupyterLab Light", "light"],
      ["JupyterLab Dark", "dark"],
    ] as const) {
      await tab.theme(theme);
      await picker.settled();
      expect(await contrastOf(picker), `contrast of text in ${name}`).toBeGreaterThan(4.5);
      await screenshot(tab.page, `picker-${name}`);
      for (const width of [480, 1600]) {
        await tab.page.setViewportSize({ width, height: 900 });
        await picker.settled();
        const overflow = await picker.root.evaluate((root) => root.scrollWidth - root.clientWidth);
        expect(overflow, `px that stick out at ${width} px`).toBeLessThanOrEqual(0);
        await screenshot(tab.page, `picker-${width}-${name}`, "dist");
      }
      await tab.page.setViewportSize({ width: 1400, height: 900 });
    }
    await tab.close();
  });
}

function sources(tab: LabPage, name: string): string[] {
  return tab.readNotebook(name).cells.map(({ source }) => [source].flat().join(""));
}

/** A notebook with a picker, and with more cells, run. */
export async function openPicker(
  lab: Lab,
  name: string,
  more: readonly string[] = [],
): Promise<{ tab: LabPage; picker: Picker }> {
  const tab = await lab.tab();
  tab.writeNotebook(name, [...pickerCells, ...more]);
  await tab.openNotebook(name);
  await tab.command("application:toggle-left-area");
  await tab.runAll();
  const picker = new Picker(tab.page);
  await picker.root.scrollIntoViewIfNeeded();
  await picker.settled();
  return { tab, picker };
}

async function tabTo(tab: LabPage, arrived: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 200; i++) {
    await tab.page.keyboard.press("Tab");
    if (await arrived()) return;
  }
  throw new Error("200 presses of Tab did not get there");
}

/** Contrast ratio (WCAG) of the title's text on the background behind the picker. */
function contrastOf(picker: Picker): Promise<number> {
  return picker.root.evaluate((root) => {
    const numbers = (css: string) => (css.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (css: string) => {
      const [r, g, b] = numbers(css).map((v) =>
        v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    };
    const backgroundOf = (element: Element | null): string => {
      for (let at = element; at !== null; at = at.parentElement) {
        const css = getComputedStyle(at).backgroundColor;
        if (numbers(css)[3] !== 0) return css;
      }
      return "rgb(255, 255, 255)";
    };
    const title = root.querySelector(".ronchi-Title-contents")!;
    const [a, b] = [luminance(getComputedStyle(title).color), luminance(backgroundOf(title))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  });
}
