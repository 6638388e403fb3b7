import { expect, it } from "vitest";
import type { Lab } from "./lab.js";
import { textOf } from "./labPage.js";
import { type AnyShape, naiveSums, type Picker, type Place } from "./picker.js";
import { openPicker } from "./pickerTests.js";

/** Drawing, painting and putting together detectors, against sums by h5py and NumPy. */
export function detectorTests(lab: Lab): void {
  const sums = (detector: AnyShape) => naiveSums(lab.python, lab.server.folder, detector);
  const expectSums = async (picker: Picker, name = "image") => {
    const detector = (await picker.namedDetectors())[name]!;
    expect((await picker.shown("image")).data).toEqual(await sums(detector));
    return detector;
  };
  const choose = (picker: Picker, name: string) =>
    picker.root.getByRole("radio", { name, exact: true }).first().click();

  it("sums over a polygon that is clicked, and its code gives the same image in a cell", async () => {
    const { tab, picker } = await openPicker(lab, "polygon.ipynb");
    await choose(picker, "polygon");
    const corners: Place[] = [
      [20, 30],
      [30, 70],
      [70, 60],
      [60, 25],
    ];
    for (const corner of corners) await tab.page.mouse.click(...(await picker.placeOf("pattern", corner)));
    await tab.page.keyboard.press("Enter");
    await picker.settled();
    const drawn = await expectSums(picker);
    expect(drawn.points).toHaveLength(4);
    await picker.startDrag("pattern", [30, 70], [35, 80], 8);
    await picker.endDrag();
    await tab.page.keyboard.press("n");
    await tab.page.keyboard.press("Delete");
    await picker.settled();
    expect((await expectSums(picker)).points).toHaveLength(3);
    const imports = 'import { polygon } from "ronchi";';
    const outputs = await tab.runCell(
      `${imports}\n${await picker.code()}\nconsole.log(JSON.stringify([...image.data]));`,
    );
    expect(JSON.parse(textOf(outputs[0]))).toEqual((await picker.shown("image")).data);
    await tab.close();
  });

  it("sums over pixels that are painted with mouse and keyboard, and its runs give the same image in a cell", async () => {
    const { tab, picker } = await openPicker(lab, "bitmap.ipynb");
    await choose(picker, "circle");
    await choose(picker, "bitmap");
    await picker.startDrag("pattern", [10, 10], [14, 60], 10);
    await picker.endDrag();
    await tab.page.keyboard.press("x");
    await tab.page.keyboard.press(" ");
    await picker.settled();
    await expectSums(picker);
    const outputs = await tab.runCell(
      `import { bitmap } from "ronchi";\n${await picker.code()}\nconsole.log(JSON.stringify([...image.data]));`,
    );
    expect(JSON.parse(textOf(outputs[0]))).toEqual((await picker.shown("image")).data);
    await tab.close();
  });

  it("shows several detectors as RGB and as a difference, follows a drag, and gives all of them to a cell", async () => {
    const { tab, picker } = await openPicker(lab, "several.ipynb");
    const { page } = tab;
    await picker.stage("pattern").focus();
    await page.keyboard.press("p");
    await page.keyboard.press("c");
    for (let step = 0; step < 3; step++) await page.keyboard.press("Shift+ArrowRight");
    await choose(picker, "RGB");
    await picker.settled();
    const planes = () =>
      picker.root.evaluate((root) =>
        (
          root as unknown as { ronchi: { image: { channels: { name: string; data: Uint32Array }[] } } }
        ).ronchi.image.channels.map(({ name, data }) => ({ name, data: [...data] })),
      );
    const detectors = await picker.namedDetectors();
    expect(Object.keys(detectors)).toEqual(["A", "B", "C"]);
    for (const { name, data } of await planes()) expect(data, name).toEqual(await sums(detectors[name]!));
    await choose(picker, "A − B");
    await picker.settled();
    const { A, C } = await picker.namedDetectors();
    expect([A, C].filter((detector) => detector !== undefined)).toHaveLength(2);
    const { centre } = (await picker.namedDetectors()).C as unknown as { centre: [number, number] };
    await picker.startDrag("pattern", centre, [centre[0] - 12, centre[1] - 4], 10);
    await picker.endDrag();
    await picker.settled();
    const moved = await picker.namedDetectors();
    expect(moved.C).not.toEqual(C);
    const [c, a] = [await sums(moved.C!), await sums(moved.A!)];
    const shown = (await picker.shown("image")).data;
    expect(shown).toEqual(c.map((value, i) => value - a[i]!));
    const code = await picker.code();
    const outputs = await tab.runCell(
      `import { imageDifference } from "ronchi";\n{ ${code}\nconsole.log(JSON.stringify([...image.data])); }`,
    );
    expect(JSON.parse(textOf(outputs[0]))).toEqual(shown);
    await tab.close();
  });
}
