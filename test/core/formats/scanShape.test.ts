import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseScanShape, factorPairs } from "#core/formats/scanShape.js";

describe("the scan shape", () => {
  it("is the given one when it fits, without a note", () => {
    expect(chooseScanShape(12, [2, 6], "x.h5")).toEqual({ shape: [2, 6] });
  });

  it("is the recorded one before any guess", () => {
    const recorded = { shape: [4, 9], from: "ntrigger x nimages" } as const;
    expect(chooseScanShape(36, undefined, "x.h5", recorded).shape).toEqual([4, 9]);
    expect(chooseScanShape(36, undefined, "x.h5", { ...recorded, shape: [4, 8] }).shape).toEqual([6, 6]);
  });

  it.each([
    [65536, [256, 256]],
    [320, [16, 20]],
    [2, [1, 2]],
    [40, [5, 8]],
    [1009, [1, 1009]],
    [2 * 1009, [1, 2018]],
  ])("of %i frames is guessed as %j, with a note", (frames, shape) => {
    const guessed = chooseScanShape(frames, undefined, "x.h5");
    expect(guessed.shape).toEqual(shape);
    expect(guessed.note).toContain(`guessed as ${shape.join(" x ")} from ${frames} frames`);
  });

  it("always holds exactly the frames", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300_000 }), (frames) => {
        const [y, x] = chooseScanShape(frames, undefined, "x.h5").shape;
        expect(y * x).toBe(frames);
      }),
    );
  });

  it("all factor pairs are known, the most square first", () => {
    expect(factorPairs(24)).toEqual([
      [4, 6],
      [3, 8],
      [2, 12],
      [1, 24],
    ]);
  });
});
