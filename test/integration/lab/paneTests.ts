import { expect, it } from "vitest";
import type { Lab } from "./lab.js";
import { textOf } from "./labPage.js";
import { Picker } from "./picker.js";
import { openPicker } from "./pickerTests.js";
import { screenshot } from "./screenshots.js";

const library =
  'import { centerOfMass, ewpc, fft, integrateCenterOfMass, pattern, sumPattern } from "ronchi"; await 0;';

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
    await tab.addCell("for (const end = Date.now() + 60_000; Date.now() < end; );");
    void tab.command("notebook:run-cell");
    await tab.status("busy");
    await tab.showCell(3);
    await picker.startDrag("pattern", [47, 47], [38, 56], 10);
    await expect
      .poll(async () => (await other.shown("image")).data, { timeout: 10_000 })
      .not.toEqual(before.data);
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
