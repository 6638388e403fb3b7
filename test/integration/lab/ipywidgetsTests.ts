import { expect, it } from "vitest";
import type { Lab } from "./lab.js";
import { type LabPage, type Output, textOf } from "./labPage.js";

/** Widgets of Jupyter's own manager, made by TypeScript in cells. */
export function ipywidgetsTests(lab: Lab): void {
  it("a slider moved by mouse changes the value in the kernel, and what observes it prints in its cell", async () => {
    const tab = await openCells(lab, "slider.ipynb", [
      `import { HBox, IntSlider, Label } from "ronchi/ipywidgets";
const slider = new IntSlider({ value: 3, max: 10, description: "counts" });
slider`,
      'slider.observe("value", (value, previous) => console.log(previous, "to", value));',
    ]);
    const handle = tab.page.locator(".widget-slider .noUi-handle");
    await dragBy(tab, handle, 400);
    await tab.page.locator(".jp-OutputArea-output", { hasText: "to 10" }).waitFor();
    expect(textOf((await tab.runCell("console.log(slider.value)"))[0])).toBe("10\n");
    const outputs = await tab.outputs();
    expect(outputs[0]?.map(({ output_type }) => output_type)).toEqual(["execute_result"]);
    expect(textOf(outputs[1]?.[0])).toMatch(/^3 to \d+\n(.*\n)*.*to 10\n$/);
    await tab.runCell("slider.value = 6");
    await expect.poll(() => tab.page.locator(".widget-slider .widget-readout").textContent()).toBe("6");
    await tab.close();
  });
}

async function openCells(lab: Lab, name: string, cells: readonly string[]): Promise<LabPage> {
  const tab = await lab.tab();
  tab.writeNotebook(name, cells);
  await tab.openNotebook(name);
  await tab.runAll();
  expect((await tab.outputs()).flat().filter(isError)).toEqual([]);
  return tab;
}

function isError({ output_type }: Output): boolean {
  return output_type === "error";
}

async function dragBy(
  tab: LabPage,
  handle: ReturnType<LabPage["page"]["locator"]>,
  pixels: number,
): Promise<void> {
  const box = (await handle.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await tab.page.mouse.move(x, y);
  await tab.page.mouse.down();
  await tab.page.mouse.move(x + pixels / 2, y, { steps: 5 });
  await tab.page.mouse.move(x + pixels, y, { steps: 5 });
  await tab.page.mouse.up();
}
