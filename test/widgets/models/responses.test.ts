import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DataCube } from "#core/data/dataCube.js";
import type { NumberArray } from "#core/data/dtype.js";
import { centerOfMass } from "#core/udf/library/centerOfMass.js";
import { maxImages } from "#core/udf/library/maxImages.js";
import { maxPattern } from "#core/udf/library/maxPattern.js";
import { meanPattern, pattern, sumPattern } from "#core/udf/library/sumPattern.js";
import { virtualImages } from "#core/udf/library/virtualImages.js";
import { annulus, circle, point, rectangle } from "#core/virtual/detector.js";
import { patternCode, pickerCode } from "#widgets/models/detectorCode.js";
import type { PatternMode, PickerRegion } from "#widgets/models/detectorPickerState.js";
import { runImage } from "#widgets/models/runImage.js";
import { runPattern } from "#widgets/models/runPattern.js";
import { storeCube } from "../../core/udf/cubes.js";
import { serialExecutor } from "../../core/udf/serialExecutor.js";

const shape = [5, 7, 16, 12] as const;
const [height, width] = [shape[2], shape[3]];
const excluded = Uint8Array.from({ length: height * width }, (_, i) => (i === 70 ? 1 : 0));
const pixels = Uint16Array.from(
  { length: shape[0] * shape[1] * height * width },
  (_, i) => ((i * 2_654_435_761) >>> 0) % 90,
);
const stored = storeCube(shape, "uint16", pixels, { excluded });
const detector = { shape: "circle", centre: [6.5, 5], radius: 4 } as const;
const members = [...Array(height * width).keys()].filter(
  (i) => Math.hypot(Math.floor(i / width) - 6.5, (i % width) - 5) <= 4 && excluded[i] === 0,
);

function cubeWith(origin: readonly [number, number] | undefined): DataCube {
  return new DataCube({
    name: "test",
    description: stored.description,
    calibration: origin === undefined ? {} : { origin },
    metadata: {},
    provenance: { operation: "open", parameters: {}, inputs: ["test"], version: "0" },
    executor: serialExecutor(stored.files, 2),
  });
}

const frameAt = (frame: number): Uint16Array =>
  pixels.subarray(frame * height * width, (frame + 1) * height * width);

/** Centre of mass [y, x] of the detector's pixels in one frame. */
function naiveCentre(frame: number): [number, number] {
  const data = frameAt(frame);
  let [sum, y, x] = [0, 0, 0];
  for (const i of members) {
    sum += data[i]!;
    y += data[i]! * Math.floor(i / width);
    x += data[i]! * (i % width);
  }
  return [y / sum, x / sum];
}

/** Runs a line of code as a cell does, and gives what it defines. */
async function definedBy(line: string, name: string, scan: DataCube): Promise<{ data: NumberArray }> {
  const library = { annulus, centerOfMass, circle, maxImages, maxPattern, meanPattern };
  const all = { ...library, pattern, point, rectangle, sumPattern, virtualImages, scan };
  const body = `return (async () => { ${line} return ${name}; })()`;
  return new Function(...Object.keys(all), body)(...Object.values(all));
}

const frames = [...Array(shape[0] * shape[1]).keys()];
const code = (cube: DataCube) => ({ variable: "scan", shape, calibration: cube.calibration });

describe.each([
  ["a fitted origin", [7.25, 5.5] as const],
  ["no origin: the middle of the detector", undefined],
])("with %s", (_, origin) => {
  const cube = cubeWith(origin);
  const [originY, originX] = origin ?? [7.5, 5.5];

  it("the response integrate is the sum in counts, max the largest pixel of the detector", async () => {
    const sum = await runImage(cube, { detector, response: "integrate" });
    const max = await runImage(cube, { detector, response: "max" });
    expect([...sum.data]).toEqual(frames.map((f) => members.reduce((s, i) => s + frameAt(f)[i]!, 0)));
    expect([...max.data]).toEqual(frames.map((f) => Math.max(...members.map((i) => frameAt(f)[i]!))));
    expect([sum.unit, max.unit]).toEqual(["counts", "counts"]);
  });

  it("comX and comY are the centre of mass in px from the direct beam", async () => {
    const [x, y] = [
      await runImage(cube, { detector, response: "comX" }),
      await runImage(cube, { detector, response: "comY" }),
    ];
    for (const frame of frames) {
      expect(x.data[frame]).toBeCloseTo(naiveCentre(frame)[1] - originX, 10);
      expect(y.data[frame]).toBeCloseTo(naiveCentre(frame)[0] - originY, 10);
    }
    expect([x.unit, y.unit]).toEqual(["px", "px"]);
  });

  it("comVector has lengths, and angles from +x to +y, which is clockwise on the screen", async () => {
    const { data, direction, unit } = await runImage(cube, { detector, response: "comVector" });
    for (const frame of frames) {
      const [y, x] = naiveCentre(frame);
      expect(data[frame]! * Math.cos(direction![frame]!)).toBeCloseTo(x - originX, 5);
      expect(data[frame]! * Math.sin(direction![frame]!)).toBeCloseTo(y - originY, 5);
    }
    expect(unit).toBe("px");
  });

  it("the line of code of each response makes the same image", async () => {
    for (const response of ["integrate", "max", "comX", "comY"] as const) {
      const line = pickerCode({ scan: code(cube), detector, response });
      const { data } = await definedBy(line, "image", cube);
      expect(data).toEqual((await runImage(cube, { detector, response })).data);
    }
    const line = pickerCode({ scan: code(cube), detector, response: "comVector" });
    const [x, y] = [await definedBy(line, "x", cube), await definedBy(line, "y", cube)];
    const { data } = await runImage(cube, { detector, response: "comVector" });
    expect([...data]).toEqual(frames.map((frame) => Math.hypot(y.data[frame]!, x.data[frame]!)));
  });
});

describe("the pattern", () => {
  const cube = cubeWith(undefined);
  const modes: readonly PatternMode[] = ["cursor", "sum", "regionSum", "regionMean", "regionMax"];
  const regions: fc.Arbitrary<PickerRegion> = fc.option(
    fc
      .tuple(fc.nat(shape[0] - 1), fc.nat(shape[1] - 1), fc.nat(9), fc.nat(9))
      .map(([y, x, down, across]) => ({
        y: [y, Math.min(shape[0], y + 1 + down)],
        x: [x, Math.min(shape[1], x + 1 + across)],
      })),
  );

  function naivePattern(
    mode: PatternMode,
    cursor: readonly [number, number],
    region: PickerRegion,
  ): number[] {
    const inside = frames.filter((frame) => {
      const [y, x] = [Math.floor(frame / shape[1]), frame % shape[1]];
      if (mode === "cursor") return y === cursor[0] && x === cursor[1];
      if (mode === "sum" || region === null) return true;
      return y >= region.y[0] && y < region.y[1] && x >= region.x[0] && x < region.x[1];
    });
    return [...excluded].map((masked, i) => {
      const values = inside.map((frame) => (masked === 1 ? 0 : frameAt(frame)[i]!));
      if (mode === "regionMax") return Math.max(...values);
      const sum = values.reduce((a, b) => a + b, 0);
      return mode === "regionMean" ? sum / values.length : sum;
    });
  }

  it("is the naive one for every kind and region, and so is what its line of code makes", async () => {
    const cursors = fc.tuple(fc.nat(shape[0] - 1), fc.nat(shape[1] - 1));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...modes), cursors, regions, async (mode, cursor, region) => {
        const expected = naivePattern(mode, cursor, region);
        const { data, unit } = await runPattern(cube, { pattern: mode, cursor, region });
        expect([...data]).toEqual(expected);
        expect(unit).toBe(mode === "regionMean" ? "counts / frame" : "counts");
        const line = patternCode({ scan: code(cube), pattern: mode, cursor, region });
        expect([...(await definedBy(line, "diffraction", cube)).data]).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it("of a region outside the scan is refused, naming it", async () => {
    const region = { y: [0, 6], x: [0, 2] } as const;
    await expect(runPattern(cube, { pattern: "regionSum", cursor: [0, 0], region })).rejects.toThrow(
      "scan region",
    );
  });
});
