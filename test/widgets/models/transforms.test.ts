import { describe, expect, it } from "vitest";
import { DataCube } from "#core/data/dataCube.js";
import type { NumberArray } from "#core/data/dtype.js";
import type { Executor, RunOptions } from "#core/data/executor.js";
import type { FourierSlice } from "#core/data/fourierSlice.js";
import { ewpc } from "#core/fourier/ewpc.js";
import { fft } from "#core/fourier/fft.js";
import { integrateCenterOfMass } from "#core/phase/integrateCenterOfMass.js";
import { centerOfMass } from "#core/udf/library/centerOfMass.js";
import { meanPattern, pattern, sumPattern } from "#core/udf/library/sumPattern.js";
import { virtualImages } from "#core/udf/library/virtualImages.js";
import { circle } from "#core/virtual/detector.js";
import { patternCode, pickerCode } from "#widgets/models/detectorCode.js";
import type { ShownImage, ShownPattern } from "#widgets/models/detectorPickerState.js";
import { type PassMemo, runImage } from "#widgets/models/runImage.js";
import { type PatternMemo, runPattern } from "#widgets/models/runPattern.js";
import { storeCube } from "../../core/udf/cubes.js";
import { serialExecutor } from "../../core/udf/serialExecutor.js";

const shape = [5, 7, 16, 12] as const;
const excluded = Uint8Array.from({ length: 192 }, (_, i) => (i === 70 ? 1 : 0));
const pixels = Uint16Array.from({ length: 35 * 192 }, (_, i) => ((i * 2_654_435_761) >>> 0) % 90);
const stored = storeCube(shape, "uint16", pixels, { excluded });
const calibration = {
  scanStep: [4, 4],
  detectorPixel: [0.03, 0.02],
  energy: 200_000,
  origin: [7, 6],
} as const;
const detector = { shape: "circle", centre: [6.5, 5], radius: 4 } as const;

/** A cube whose runs are counted and may tell partial results first. */
function countedCube(partial?: (options: RunOptions | undefined) => void) {
  const inner = serialExecutor(stored.files, 2);
  const counted = { runs: 0 };
  const executor: Executor = {
    async run(plan, options) {
      counted.runs += 1;
      const made = await inner.run(plan, options);
      partial?.(options);
      return made;
    },
  };
  const cube = new DataCube({
    name: "test",
    description: stored.description,
    calibration,
    metadata: {},
    provenance: { operation: "open", parameters: {}, inputs: ["test"], version: "0" },
    executor,
  });
  return { cube, counted };
}

/** Runs a line of code as a cell does, and gives what it defines. */
async function definedBy(line: string, name: string, scan: DataCube): Promise<{ data: NumberArray }> {
  const library = { centerOfMass, circle, ewpc, fft, integrateCenterOfMass, meanPattern, pattern };
  const all = { ...library, sumPattern, virtualImages, scan };
  const body = `return (async () => { ${line} return ${name}; })()`;
  return new Function(...Object.keys(all), body)(...Object.values(all));
}

const { cube } = countedCube();
const scan = { variable: "scan", shape, calibration };

describe("what the image pane shows", () => {
  it.each([
    { response: "integrate", spectrum: "plain" },
    { response: "comY", spectrum: "hann" },
    { response: "integrate", spectrum: "plain", part: "phase" },
    { response: "comX", spectrum: "hann", part: "imaginary" },
    { response: "comX", spectrum: "off", unit: "mrad" },
    { response: "comY", spectrum: "off", unit: "Å⁻¹" },
    { response: "icom", spectrum: "off" },
    { response: "icom", spectrum: "plain" },
  ] as const)("is what its code makes: %o", async (given) => {
    const shown: ShownImage = { detector, ...given };
    const made = await runImage(cube, shown);
    const name = given.spectrum === "off" ? "image" : "spectrum";
    const own = (await definedBy(pickerCode({ scan, ...shown }), name, cube)) as FourierSlice;
    expect([...made.data]).toEqual([...own.data]);
    expect(made.unit).toBe(own.unit);
    expect(made.fourier?.pixel).toEqual(own.pixel);
  });

  it.each([
    [{ response: "integrate" }, undefined],
    [{ response: "comX" }, "CoM x"],
    [{ response: "comY" }, "CoM y"],
    [{ response: "comVector" }, "|CoM|"],
    [{ response: "icom" }, "iCoM"],
    [{ response: "integrate", spectrum: "plain" }, "|F|"],
    [{ response: "comX", spectrum: "hann", part: "phase" }, "arg F"],
  ] as const)("says with each picture what its values are called: %o", async (given, symbol) => {
    const made = await runImage(cube, { detector, ...given });
    expect(made.symbol).toBe(symbol);
  });

  it("is in the unit that is asked for, vectors too, whose direction is that of px of unequal sides", async () => {
    const vectors = await runImage(cube, { detector, response: "comVector", unit: "Å⁻¹" });
    const { x, y } = await centerOfMass(cube, { detector });
    const at = 11;
    const [qy, qx] = [y.data[at]! * 0.03, x.data[at]! * 0.02];
    expect(vectors.unit).toBe("Å⁻¹");
    expect(vectors.data[at]).toBeCloseTo(Math.hypot(qy, qx), 12);
    expect(vectors.direction![at]).toBeCloseTo(Math.atan2(qy, qx), 6);
  });

  it("of vectors stays as it is where a transform is asked for", async () => {
    const made = await runImage(cube, { detector, response: "comVector", spectrum: "plain" });
    expect(made.fourier).toBeUndefined();
    expect(made.direction).toBeDefined();
  });

  it("is made from the last pass where that measured enough: transforms, units and centres of mass run nothing", async () => {
    const { cube: source, counted } = countedCube();
    const memo: PassMemo = {};
    const show = (shown: Omit<ShownImage, "detector">) => runImage(source, { detector, ...shown }, { memo });
    await show({ response: "integrate" });
    await show({ response: "integrate", spectrum: "hann" });
    expect(counted.runs).toBe(1);
    for (const response of ["comX", "comY", "comVector", "icom"] as const) await show({ response });
    await show({ response: "comX", unit: "mrad" });
    expect(counted.runs).toBe(2);
    await runImage(source, { detector: { ...detector, radius: 3 }, response: "comX" }, { memo });
    expect(counted.runs).toBe(3);
  });

  it("is coarse first: missing positions are filled before a phase or a transform is made", async () => {
    const coarse: { data: NumberArray; complete: number }[] = [];
    const sums = Float64Array.from({ length: 35 }, (_, i) => (i < 7 ? 10 + i : 0));
    const { cube: source } = countedCube((options) => {
      const processed = Uint8Array.from({ length: 35 }, (_, i) => (i < 7 ? 1 : 0));
      const wanted = options!.partialFrames!(processed);
      options!.onPartial!(
        {
          results: { images: { sums: Float64Array.from(wanted, (i) => sums[i]!) } },
          overflow: { pixels: 0, frames: 0 },
          processed,
        },
        { doneFrames: 7, totalFrames: 35 },
      );
    });
    await runImage(
      source,
      { detector, response: "integrate", spectrum: "plain" },
      { onCoarse: ({ data }, complete) => coarse.push({ data, complete }) },
    );
    // The first row everywhere: nothing changes along y.
    expect(coarse).toHaveLength(1);
    expect(coarse[0]!.complete).toBe(0.2);
    const data = coarse[0]!.data;
    for (const [i, value] of [...data].entries())
      if (Math.floor(i / 7) !== 2) expect(value).toBeCloseTo(0, 10);
    expect(Math.max(...data)).toBeGreaterThan(10);
  });
});

describe("what the pattern pane shows", () => {
  const region = { y: [1, 3], x: [2, 6] } as const;

  it.each(["cursor", "sum", "regionMean"] as const)(
    "is the cepstrum that its code makes, of %s",
    async (mode) => {
      const shown: ShownPattern = { pattern: mode, cursor: [2, 3], region, cepstrum: true };
      const made = await runPattern(cube, shown);
      const own = (await definedBy(patternCode({ scan, ...shown }), "cepstrum", cube)) as FourierSlice;
      expect([...made.data]).toEqual([...own.data]);
      expect(made.fourier).toEqual({ pixel: own.pixel, pixelUnit: "Å" });
      expect(made.fourier!.pixel![0]).toBeCloseTo(1 / (16 * 0.03), 12);
    },
  );

  it("is not run again for its cepstrum, and the sum never", async () => {
    const { cube: source, counted } = countedCube();
    const memo: PatternMemo = {};
    const cursor = [0, 0] as const;
    for (const cepstrum of [false, true, false])
      for (const mode of ["sum", "cursor"] as const)
        await runPattern(source, { pattern: mode, cursor, cepstrum }, { memo });
    expect(counted.runs).toBe(2);
  });

  it.each([
    ["sum", 35 / 7],
    ["regionSum", 8 / 4],
    ["regionMean", 1 / 4],
    ["regionMax", 1],
  ] as const)(
    "is coarse first: %s as if the other frames were like those that are done",
    async (mode, factor) => {
      const isRegion = mode !== "sum";
      const [doneFrames, totalFrames] = isRegion ? [4, 8] : [7, 35];
      const sum = Uint32Array.from({ length: 192 }, (_, i) => i);
      const seen: { data: NumberArray; complete: number }[] = [];
      const { cube: source } = countedCube((options) => {
        const tell = (values: Uint32Array) =>
          options?.onPartial?.(
            {
              results: { pattern: { sum: values, max: values } },
              overflow: { pixels: 0, frames: 0 },
              processed: new Uint8Array(35),
            },
            { doneFrames, totalFrames },
          );
        tell(new Uint32Array(192));
        tell(sum);
      });
      const onCoarse = ({ data }: { data: NumberArray }, complete: number) => seen.push({ data, complete });
      await runPattern(source, { pattern: mode, cursor: [0, 0], region }, { onCoarse });
      // Before the workers have told anything there is nothing to see.
      expect(seen).toHaveLength(1);
      expect(seen[0]!.data[100]).toBeCloseTo(100 * factor, 9);
      expect(seen[0]!.complete).toBe(doneFrames / totalFrames);
    },
  );
});
