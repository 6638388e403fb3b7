import { describe, expect, it } from "vitest";
import { sumPattern } from "#core/udf/library/sumPattern.js";
import { virtualImages } from "#core/udf/library/virtualImages.js";
import { circle } from "#core/virtual/detector.js";
import { cubeOf } from "../udf/cubeOf.js";
import { storeCube } from "../udf/cubes.js";

const all = { image: circle({ radius: 9, centre: [0.5, 1] }) };
const pixels = Uint16Array.of(1, 2, 4, 8, 16, 32, 3, 5, 7, 9, 11, 13);
const scan = (excluded?: Uint8Array) =>
  cubeOf(storeCube([1, 2, 2, 3], "uint16", pixels, excluded === undefined ? {} : { excluded }));

describe("pixels that a user excludes", () => {
  it("are left out of sums beside those of the file's mask; the cube before keeps them", async () => {
    const own = scan(Uint8Array.of(1, 0, 0, 0, 0, 0));
    const masked = own.withExcluded(Uint8Array.of(0, 0, 0, 0, 0, 1));
    expect([...(await virtualImages(masked, all)).image.data]).toEqual([2 + 4 + 8 + 16, 5 + 7 + 9 + 11]);
    expect([...(await sumPattern(masked)).data]).toEqual([0, 7, 11, 17, 27, 0]);
    expect([...(await virtualImages(own, all)).image.data]).toEqual([62, 45]);
  });

  it("are one byte a pixel of the detector; another number is refused", () => {
    expect(() => scan().withExcluded(new Uint8Array(5))).toThrow(
      /excluded pixels: found 5 values; expected 6, one for each of 2 x 3 detector pixels/,
    );
  });
});

it("a calibration is added to what is known, and nothing else changes", () => {
  const first = scan().withCalibration({ scanStep: [2, 3] });
  const second = first.withCalibration({ energy: 2e5 });
  expect(second.calibration).toEqual({ scanStep: [2, 3], energy: 2e5 });
  expect(first.calibration).toEqual({ scanStep: [2, 3] });
  expect(second.description).toBe(first.description);
});
