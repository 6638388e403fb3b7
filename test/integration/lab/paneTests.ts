import { expect, it } from "vitest";
import type { Lab } from "./lab.js";
import { textOf } from "./labPage.js";
import { Picker } from "./picker.js";
import { openPicker } from "./pickerTests.js";
import { screenshot } from "./screenshots.js";

const library =
  'import { centerOfMass, ewpc, fft, integrateCenterOfMass, lineProfile, pattern, sumPattern } from "ronchi"; await 0;';

/** Transforms, phases and links of pickers, with a kernel that computes them. */
export function paneTests(lab: Lab): void {
  it("shows the FFT of the image and the cepstrum of the pattern by F, H and E, and their code makes the same", async () => {
    const { tab, picker } = await openPicker(lab, "transforms.ipynb");
    await picker.stage("image").focus();
    for (const key of ["f", "h", "e"]) await tab.page.keyboard.press(key);
    await picker.settled();
    const [image, pattern] = await picker.root.locator("code").allTextContents();
    const printed = "console.log(JSON.stringify([[...spectrum.data].map(Number), spectrum.pixel ?? null]));";
    const outputs = await tab.runCell(
      `${library}\n${image}\n${pattern}\n${printed}\nconsole.log(JSON.stringify([...cepstrum.data]));`,
    );
    const [spectrum, cepstrum] = outputs.map(textOf).join("").trim().split("\n");
    expect((JSON.parse(spectrum!) as [number[], unknown])[0]).toEqual((await picker.shown("image")).data);
    expect(JSON.parse(cepstrum!)).toEqual((await picker.shown("pattern")).data);
    const own = await tab.runCell(
      `const own = new DetectorPicker(scan);
own.spectrum = "hann";
own.cepstrum = true;
console.log((await own.pattern).kind, (await own.image).kind);`,
    );
    expect(own.map(textOf).join("")).toContain("FourierSlice FourierSlice");
    await picker.root.scrollIntoViewIfNeeded();
    await screenshot(tab.page, "picker-transforms");
    await tab.close();
  });

  it("shows iCoM at a click, and its code makes the same; it is there after a reload, with units and histogram", async () => {
    const { tab, picker } = await openPicker(lab, "icom.ipynb");
    await picker.root.getByRole("radio", { name: "iCoM" }).click();
    await picker.root.getByRole("button", { name: "Histogram of the virtual image" }).click();
    await picker.root.getByRole("combobox", { name: "Units of the diffraction pattern" }).selectOption("Å⁻¹");
    await picker.settled();
    const outputs = await tab.runCell(
      `${library}\n${await picker.code()}\nconsole.log(JSON.stringify([...image.data]));`,
    );
    const shown = await picker.shown("image");
    expect(JSON.parse(textOf(outputs[0]))).toEqual(shown.data);
    await tab.command("docmanager:save");
    await tab.page.reload();
    await tab.restored();
    await picker.settled();
    expect((await picker.shown("image")).data).toEqual(shown.data);
    expect(await picker.root.getByRole("group", { name: "Histogram of the virtual image" }).isVisible()).toBe(
      true,
    );
    expect(
      await picker.root.getByRole("combobox", { name: "Units of the diffraction pattern" }).inputValue(),
    ).toBe("Å⁻¹");
    await tab.close();
  });

  it("shows the intensity along a line drawn by mouse or moved by keys, and its code gives the same values", async () => {
    const { tab, picker } = await openPicker(lab, "profile.ipynb");
    await tab.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await picker.root.getByRole("button", { name: /^Line profile of the diffraction pattern/ }).click();
    await picker.startDrag("pattern", [20, 12], [60, 80], 10);
    await picker.endDrag();
    await picker.stage("image").focus();
    for (const key of ["g", "Shift+ArrowDown", "ArrowRight", "+", "+"]) await tab.page.keyboard.press(key);
    await picker.settled();
    await screenshot(tab.page, "picker-profile", "dist");
    const read = () => tab.page.evaluate(() => navigator.clipboard.readText());
    const copied = async (name: string, begins: RegExp) => {
      await picker.root.getByRole("button", { name, exact: true }).click();
      await expect.poll(read).toMatch(begins);
      return await read();
    };
    for (const label of ["diffraction pattern", "virtual image"]) {
      const csv = await copied(`Copy the profile of the ${label} as CSV`, /^distance/);
      const code = await copied(`Copy the code of the profile of the ${label}`, /lineProfile/);
      const outputs = await tab.runCell(
        `${library}\n${code}\nconsole.log(JSON.stringify([...profile.values]));`,
      );
      const values = JSON.parse(outputs.map(textOf).join("")) as number[];
      const rows = csv.trimEnd().split("\n").slice(1);
      expect(rows.map((row) => Number(row.split(",")[3]))).toEqual(values);
      expect(new Set(values).size, "different values along the line").toBeGreaterThan(10);
    }
    await picker.stage("image").focus();
    await tab.page.keyboard.press("Escape");
    expect(await picker.root.getByRole("group", { name: /^Line profile of the virtual/ }).count()).toBe(0);
    await tab.close();
  });

  it("a linked picker follows a drag while a cell is busy", async () => {
    const { tab } = await openPicker(lab, "linked.ipynb", [
      'import { link } from "ronchi/widgets";\nconst first = new DetectorPicker(scan);\nfirst',
      "const second = new DetectorPicker(scan);\nlink(first, second);\nsecond",
    ]);
    // Room for all of them: what cannot be seen is not drawn.
    await tab.page.setViewportSize({ width: 1400, height: 3200 });
    const [picker, other] = [new Picker(tab.page, 1), new Picker(tab.page, 2)];
    await picker.settled();
    await other.settled();
    const before = await other.shown("image");
    await tab.startCell("for (;;);");
    await tab.showCell(3);
    await picker.startDrag("pattern", [47, 47], [38, 56], 10);
    await expect.poll(async () => (await other.shown("image")).data).not.toEqual(before.data);
    await picker.endDrag();
    await picker.settled();
    await other.settled();
    expect(await other.code()).toBe(await picker.code());
    expect((await other.shown("image")).data).toEqual((await picker.shown("image")).data);
    await tab.page.getByRole("button", { name: /Interrupt the kernel/ }).click();
    await tab.status("idle");
    await tab.close();
  });
}
