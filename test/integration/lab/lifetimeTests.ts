import { statSync } from "node:fs";
import { join } from "node:path";
import { decode } from "fast-png";
import { expect, it } from "vitest";
import { viewMimeType } from "#widgets/models/detectorPickerState.js";
import type { Lab } from "./lab.js";
import type { LabPage, Output, SavedCell } from "./labPage.js";
import { Picker } from "./picker.js";
import { openPicker } from "./pickerTests.js";
import { screenshot } from "./screenshots.js";

const largestGrowth = 300_000;
const ribbon = ".jp-RonchiSnapshot-ribbon";
const picture = ".jp-RonchiSnapshot img";

/** What stays of a picker when its kernel goes, and in the saved notebook. */
export function lifetimeTests(lab: Lab): void {
  it("keeps the last picture, labelled, when the kernel is killed", async () => {
    const { tab, picker } = await openPicker(lab, "killed.ipynb");
    const before = { image: await picker.shown("image"), colour: await picker.colourAt("image", [31, 40]) };
    await tab.killKernel();
    await picker.root
      .getByText(/Kernel disconnected/)
      .first()
      .waitFor();
    // JupyterLab says in a dialog that it restarts the kernel; the widget's other half does not come back with it.
    await tab.page.getByRole("button", { name: "Ok" }).click();
    await tab.kernelReady();
    expect(await picker.root.getByText(/Kernel disconnected/).count()).toBeGreaterThan(0);
    expect((await picker.shown("image")).data).toEqual(before.image.data);
    expect(await picker.colourAt("image", [31, 40])).toEqual(before.colour);
    await tab.showCell(2);
    await screenshot(tab.page, "picker-disconnected", "dist");
    await tab.close();
  });

  it("saves a picture with the notebook, of at most 300 kB", async () => {
    const { tab } = await openSaved(lab, "saved.ipynb");
    const saved = tab.readNotebook("saved.ipynb").cells[2]!;
    expect(coloursOf(pngOf(saved)), "different colours in the picture").toBeGreaterThan(50);
    const without = JSON.stringify({ ...saved, outputs: [] }).length;
    expect(JSON.stringify(saved).length - without).toBeLessThan(largestGrowth);
    expect(statSync(join(lab.server.folder, "saved.ipynb")).size).toBeLessThan(largestGrowth);
    await tab.close();
  });

  it("shows the labelled picture when the notebook is opened without a kernel", async () => {
    const { tab } = await openSaved(lab, "reopened.ipynb");
    await tab.close();
    const again = await lab.tab();
    again.forgetKernel("reopened.ipynb");
    await again.goto("lab/tree/reopened.ipynb?reset");
    await again.page.locator(".jp-Dialog").getByRole("button", { name: "No Kernel" }).click();
    await expectSnapshot(again);
    await again.command("application:toggle-left-area");
    await screenshot(again.page, "picker-snapshot");
    await again.close();
  });

  it("shows the labelled picture beside a fresh kernel, and the widget again once the cells ran", async () => {
    const { tab } = await openSaved(lab, "fresh.ipynb");
    await tab.close();
    const again = await lab.tab();
    await again.openNotebook("fresh.ipynb");
    await expectSnapshot(again);
    await again.runAll();
    await new Picker(again.page).settled();
    expect(await again.page.locator(ribbon).count()).toBe(0);
    await again.close();
  });
}

/** A notebook with a picker, run, and saved after its picture had arrived. */
async function openSaved(lab: Lab, name: string): Promise<{ tab: LabPage }> {
  const { tab, picker } = await openPicker(lab, name);
  await picker.startDrag("pattern", [47, 47], [47, 48], 5);
  await picker.endDrag();
  await picker.settled();
  const code = await picker.code();
  const caption = async () => captionOf((await tab.outputs())[2]);
  await expect.poll(caption).toBe(code);
  await tab.command("docmanager:save");
  return { tab };
}

async function expectSnapshot(tab: LabPage): Promise<void> {
  await tab.showCell(2);
  await tab.page.locator(ribbon).waitFor();
  expect(await tab.page.locator(ribbon).textContent()).toMatch(/Snapshot of .*\d\d:\d\d:\d\d/);
  const width = await tab.page.locator(picture).evaluate(async (image) => {
    await (image as HTMLImageElement).decode();
    return (image as HTMLImageElement).naturalWidth;
  });
  expect(width).toBeGreaterThan(100);
  const output = await tab.page.locator(".jp-Cell-outputArea").last().textContent();
  expect(output).not.toMatch(/error|not found|could not|undefined/i);
}

/** The output that shows the widget; a progress bar may have left an empty one before it. */
function pictureOf(outputs: readonly Output[] | undefined): Output | undefined {
  return outputs?.find((output) => output.data?.["image/png"] !== undefined);
}

/** The line of code that is kept with the picture. */
function captionOf(outputs: readonly Output[] | undefined): unknown {
  return (pictureOf(outputs)?.data?.[viewMimeType] as { caption?: unknown } | undefined)?.caption;
}

function pngOf(cell: SavedCell): Uint8Array {
  const base64 = pictureOf(cell.outputs)?.data?.["image/png"];
  expect(typeof base64, "the saved output holds image/png").toBe("string");
  return Buffer.from(base64 as string, "base64");
}

function coloursOf(png: Uint8Array): number {
  const { data, channels } = decode(png);
  const colours = new Set<string>();
  for (let i = 0; i < data.length; i += channels) colours.add(data.subarray(i, i + channels).join());
  return colours.size;
}
