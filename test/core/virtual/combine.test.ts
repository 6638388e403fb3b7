import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { difference, intersection, invert, union } from "#core/virtual/combine.js";
import { bitmap, circle } from "#core/virtual/detector.js";
import { anyShape, maskOf, shape } from "./anyDetector.js";

describe("combinations of detectors", () => {
  it("follow the algebra of sets, pixel by pixel", () => {
    fc.assert(
      fc.property(anyShape, anyShape, anyShape, (a, b, c) => {
        const [A, B] = [maskOf(a), maskOf(b)];
        expect(maskOf(union(a, b))).toEqual(A.map((value, i) => Math.max(value, B[i]!)));
        expect(maskOf(intersection(a, b))).toEqual(A.map((value, i) => value * B[i]!));
        expect(maskOf(invert(a))).toEqual(A.map((value) => 1 - value));
        expect(maskOf(difference(a, b))).toEqual(A.map((value, i) => (value === 1 && B[i] === 0 ? 1 : 0)));
        expect(maskOf(invert(union(a, b)))).toEqual(maskOf(intersection(invert(a), invert(b))));
        expect(maskOf(intersection(a, union(b, c)))).toEqual(
          maskOf(union(intersection(a, b), intersection(a, c))),
        );
        expect(maskOf(invert(invert(a)))).toEqual(A);
      }),
      { numRuns: 60 },
    );
  });

  it("never change a bitmap that goes into them", () => {
    const mask = Uint8Array.from({ length: 31 * 27 }, (_, i) => i % 2);
    const dots = bitmap({ size: shape, mask });
    maskOf(invert(union(dots, circle({ radius: 5 }))));
    expect(dots.mask).toEqual(mask);
  });

  it("of nothing are refused", () => {
    expect(() => maskOf(union())).toThrow(/union of detectors: found no detectors/);
    expect(() => maskOf(invert(intersection()))).toThrow(/intersection of detectors/);
  });
});
