import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { intersection, invert, union } from "#core/virtual/combine.js";
import { annulus, circle, type DetectorSpec, lattice, polygon, rectangle } from "#core/virtual/detector.js";
import { isSoft } from "#core/virtual/mask.js";
import { placeDetector } from "#core/virtual/placeDetector.js";
import { quadrants } from "#core/virtual/segments.js";
import { anyShape, maskOf, shape, sum, weightsOf } from "./anyDetector.js";

describe("soft edges", () => {
  // Areas averaged over borders shifted in and out by half the width: Steiner's formula for the box.
  it.each([
    [
      "circle",
      circle({ centre: [31.3, 30.8], radius: 18.4, softEdge: 3 }),
      Math.PI * (18.4 ** 2 + 3 ** 2 / 12),
    ],
    [
      "annulus",
      annulus({ centre: [31.3, 30.8], inner: 9, outer: 20, softEdge: 2 }),
      Math.PI * (20 ** 2 - 9 ** 2),
    ],
    [
      "rectangle",
      rectangle({ centre: [31, 30], height: 30, width: 20, softEdge: 4 }),
      600 + ((4 + Math.PI) * 4 ** 2) / 24,
    ],
    [
      "polygon",
      polygon({
        points: [
          [10, 10],
          [10, 50],
          [50, 50],
        ],
        softEdge: 2,
      }),
      800,
    ],
    ["quadrant", quadrants({ centre: [31, 30], outer: 25, softEdge: 2 })[2]!, (Math.PI * 25 ** 2) / 4],
    [
      "lattice",
      lattice({ centre: [31, 30], g1: [20, 0], g2: [0, 20], radius: 6, order: 1, softEdge: 2 }),
      9 * Math.PI * (36 + 1 / 3),
    ],
  ] as const)("weights of a soft %s add up to its area", (_, detector, area) => {
    expect(Math.abs(sum(weightsOf(detector, [64, 62])) / area - 1)).toBeLessThan(0.006);
  });

  it("weigh 1/2 on the border and change by the distance over the width", () => {
    const weights = weightsOf(circle({ centre: [15, 13], radius: 8, softEdge: 4 }));
    const along = [5, 6, 7, 8, 9, 10, 11].map((dx) => weights[15 * 27 + 13 + dx]);
    expect(along).toEqual([1, 1, 0.75, 0.5, 0.25, 0, 0]);
  });

  it("without width are the mask, and with the least width agree with it away from the border", () => {
    fc.assert(
      fc.property(anyShape, (spec) => {
        const mask = maskOf(spec);
        expect(weightsOf(spec)).toEqual(Float32Array.from(mask));
        if (spec.shape === "point") return;
        weightsOf({ ...spec, softEdge: 1e-9 } as DetectorSpec).forEach((weight, i) => {
          if (weight === 0 || weight === 1) expect(weight).toBe(mask[i]);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("combine as fuzzy sets, and make no binary mask", () => {
    const soft = circle({ radius: 8, softEdge: 4 });
    const [plain, inverse] = [weightsOf(soft), weightsOf(invert(soft))];
    inverse.forEach((weight, i) => {
      expect(weight).toBeCloseTo(1 - plain[i]!, 6);
    });
    const hard = rectangle({ height: 5, width: 40 });
    const either = weightsOf(union(soft, hard));
    expect(either).toEqual(plain.map((weight, i) => Math.max(weight, maskOf(hard)[i]!)));
    expect(() => maskOf(invert(soft))).toThrow(/circle\.softEdge: found a soft edge/);
    expect(isSoft(placeDetector(intersection(hard, soft), shape, {}))).toBe(true);
    expect(isSoft(placeDetector(intersection(hard, hard), shape, {}))).toBe(false);
  });
});
