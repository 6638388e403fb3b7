import { expect, it } from "vitest";
import type { RealSlice } from "#core/data/realSlice.js";
import { imageDifference } from "#core/virtual/imageDifference.js";

function image(name: string, data: RealSlice["data"], shape: RealSlice["shape"] = [2, 2]): RealSlice {
  const provenance = { operation: "open", parameters: {}, inputs: [], version: "0" };
  const overflow = { pixels: 0, frames: 0 };
  return { kind: "RealSlice", name, data, shape, unit: "counts", calibration: {}, provenance, overflow };
}

const a = image("a", Uint32Array.of(0, 4, 10, 2));
const b = image("b", Uint32Array.of(1, 1, 4, 2));

it("subtracts counts without wrapping below 0", () => {
  expect(imageDifference(a, b)).toMatchObject({ data: Float64Array.of(-1, 3, 6, 0), unit: "counts" });
});

it("divides each image by its mean first where asked to; an empty image counts as 0", () => {
  const { data, unit } = imageDifference(a, b, { perMean: true });
  expect([...data]).toEqual([0 / 4 - 1 / 2, 4 / 4 - 1 / 2, 10 / 4 - 4 / 2, 2 / 4 - 2 / 2]);
  expect(unit).toBe("× mean");
  const empty = image("none", new Uint32Array(4));
  expect([...imageDifference(a, empty, { perMean: true }).data]).toEqual([0, 1, 2.5, 0.5]);
});

it("refuses images of different shapes", () => {
  expect(() => imageDifference(a, image("c", new Uint32Array(6), [2, 3]))).toThrow("2 x 2 and 2 x 3");
});
