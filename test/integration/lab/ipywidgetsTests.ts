import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import type { Lab } from "./lab.js";
import { type LabPage, type Output, textOf } from "./labPage.js";

/** Widgets of Jupyter's own manager, made by TypeScript in cells. */
export function ipywidgetsTests(lab: Lab): void {
  it("a slider moved by mouse changes the value in the kernel, what observes it prints, and a reload keeps it", async () => {
    const tab = await openCells(lab, "slider.ipynb", [
      `import { IntSlider } from "ronchi/ipywidgets";
const slider = new IntSlider({ value: 3, max: 10, description: "counts" });
slider`,
      'slider.observe("value", (value, previous) => console.log(previous, "to", value));',
    ]);
    await dragBy(tab, 400);
    await tab.page.locator(".jp-OutputArea-output", { hasText: "to 10" }).waitFor();
    expect(textOf((await tab.runCell("console.log(slider.value)"))[0])).toBe("10\n");
    const outputs = await tab.outputs();
    expect(outputs[0]?.map(({ output_type }) => output_type)).toEqual(["execute_result"]);
    expect(textOf(outputs[1]?.[0])).toMatch(/^3 to \d+\n(.*\n)*.*to 10\n$/);
    await tab.runCell("slider.value = 6");
    await readoutIs(tab, "6");
    await tab.command("docmanager:save");
    await tab.page.reload();
    await tab.restored();
    await readoutIs(tab, "6");
    await dragBy(tab, 400);
    await readoutIs(tab, "10");
    // The page keeps its last value back until the kernel has taken the one before.
    await expect.poll(async () => textOf((await tab.runCell("console.log(slider.value)"))[0])).toBe("10\n");
    await tab.close();
  });

  it("interact runs a function with the values of its widgets, and shows what it prints and returns in their place", async () => {
    const tab = await openCells(lab, "interact.ipynb", [
      `import { interact } from "ronchi/ipywidgets";
interact(({ count, name }) => { console.log("count is", count); return name.repeat(count); },
  { count: [0, 10], name: ["ab", "cd"] });`,
    ]);
    const shown = tab.page.locator(".widget-interact .jp-OutputArea-output");
    await expect.poll(() => shown.allTextContents()).toEqual(["count is 5\n", `'${"ab".repeat(5)}'`]);
    await tab.page.locator(".widget-slider .noUi-handle").focus();
    await tab.page.keyboard.press("ArrowRight");
    await expect.poll(() => shown.allTextContents()).toEqual(["count is 6\n", `'${"ab".repeat(6)}'`]);
    await tab.page.locator(".widget-interact select").selectOption("cd");
    await expect.poll(() => shown.allTextContents()).toEqual(["count is 6\n", `'${"cd".repeat(6)}'`]);
    expect((await tab.outputs())[0]?.map(({ output_type }) => output_type)).toEqual(["display_data"]);
    await tab.close();
  });

  it("an Output shows what a function prints and displays while it captures, and nothing else", async () => {
    const tab = await openCells(lab, "output.ipynb", [
      'import { Output } from "ronchi/ipywidgets";\nconst output = new Output();\noutput',
      `await output.capture(async () => {
  console.log("one");
  await new Promise((done) => setTimeout(done, 20));
  await display("two");
});
console.log("outside");`,
    ]);
    const shown = tab.page.locator(
      ".jupyter-widgets.jupyter-widget-output .jp-OutputArea-output, .widget-output .jp-OutputArea-output",
    );
    await expect.poll(() => shown.allTextContents()).toEqual(["one\n", "'two'"]);
    expect((await tab.outputs())[1]?.map(textOf)).toEqual(["outside\n"]);
    await tab.runCell("output.clearOutput()");
    await expect.poll(() => shown.count()).toBe(0);
    await tab.close();
  });

  it("a progress bar fills, and stops where an interrupt ends its loop", async () => {
    const tab = await openCells(lab, "progress.ipynb", [
      `import { progress } from "ronchi/ipywidgets";
for (const row of progress([1, 2], { title: "rows" })) for (const _ of progress([1, 2, 3])) globalThis.last = row;`,
    ]);
    const bars = tab.page.locator(".progress-bar");
    await expect.poll(() => bars.count()).toBe(2);
    await tab.page.locator(".widget-label", { hasText: /^2 in / }).waitFor();
    await tab.addCell(
      "for await (const n of progress(Array(1000))) await new Promise((done) => setTimeout(done, 50));",
    );
    const ran = tab.command("notebook:run-cell");
    await tab.page.locator(".widget-label", { hasText: /^[1-9]\d* of 1000/ }).waitFor();
    await tab.command("notebook:interrupt-kernel");
    await tab.page.locator(".widget-label", { hasText: /^stopped after \d+ of 1000$/ }).waitFor();
    await ran;
    await tab.close();
  });

  it("an anywidget module draws its model, gets typed arrays, and answers with messages", async ({
    skip,
  }) => {
    if (!hasAnywidget(lab)) skip("The environment of JupyterLab has no anywidget: `pip install anywidget`.");
    const tab = await openCells(lab, "anywidget.ipynb", [
      `import { AnyWidget } from "ronchi/ipywidgets";
const counter = new AnyWidget({ _esm: ${JSON.stringify(counterModule)}, _css: ".counter { color: rgb(1, 2, 3) }",
  value: 2, data: Uint16Array.of(300, 40, 2) });
counter.onCustom((content, buffers) => console.log(content.clicked, buffers[0]?.length));
counter`,
    ]);
    const button = tab.page.locator("button.counter");
    await expect.poll(() => button.textContent()).toBe("2: 342");
    expect(await button.evaluate((element) => getComputedStyle(element).color)).toBe("rgb(1, 2, 3)");
    await button.click();
    await expect.poll(() => button.textContent()).toBe("3: 7");
    await tab.page.locator(".jp-OutputArea-output", { hasText: "yes 4" }).waitFor();
    expect(textOf((await tab.runCell("console.log(counter.value, counter.data)"))[0])).toBe(
      "3 Uint16Array(1) [ 7 ]\n",
    );
    await tab.runCell("counter.data = Uint16Array.of(1000)");
    await expect.poll(() => button.textContent()).toBe("3: 1000");
    await tab.close();
  });
}

/** Shows a number and the sum of an array; a click changes both and says so. */
const counterModule = `
function render({ model, el }) {
  const button = document.createElement("button");
  button.className = "counter";
  const show = () => {
    const { buffer, byteOffset, byteLength } = model.get("data");
    const sum = new Uint16Array(buffer, byteOffset, byteLength / 2).reduce((a, b) => a + b, 0);
    button.textContent = model.get("value") + ": " + sum;
  };
  button.onclick = () => {
    model.set("value", model.get("value") + 1);
    model.set("data", new DataView(Uint16Array.of(7).buffer));
    model.save_changes();
    model.send({ clicked: "yes" }, undefined, [new Uint8Array(4).buffer]);
  };
  model.on("change:value", show);
  model.on("change:data", show);
  show();
  el.append(button);
}
export default { render };
`;

function hasAnywidget(lab: Lab): boolean {
  const program = "import importlib.util; print(importlib.util.find_spec('anywidget') is not None)";
  return execFileSync(lab.python, ["-c", program], { encoding: "utf8" }).trim() === "True";
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

async function readoutIs(tab: LabPage, text: string): Promise<void> {
  await expect.poll(() => tab.page.locator(".widget-slider .widget-readout").textContent()).toBe(text);
}

/** Drags the handle of the slider to the right. */
async function dragBy(tab: LabPage, pixels: number): Promise<void> {
  const box = (await tab.page.locator(".widget-slider .noUi-handle").boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await tab.page.mouse.move(x, y);
  await tab.page.mouse.down();
  await tab.page.mouse.move(x + pixels / 2, y, { steps: 5 });
  await tab.page.mouse.move(x + pixels, y, { steps: 5 });
  await tab.page.mouse.up();
}
