import fc from "fast-check";
import { expect, it } from "vitest";
import { maskOfRuns, runsOfMask } from "#core/virtual/bitmapRuns.js";
import { bitmap } from "#core/virtual/detector.js";

const masks = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .chain(([height, width]) =>
    fc.record({
      size: fc.constant([height, width] as const),
      mask: fc.uint8Array({ min: 0, max: 1, minLength: height * width, maxLength: height * width }),
    }),
  );

it("runs give any mask back", () => {
  fc.assert(
    fc.property(masks, ({ size, mask }) => {
      const runs = runsOfMask(mask);
      expect(runs.reduce((sum, run) => sum + run, 0)).toBe(mask.length);
      expect(bitmap({ size, runs }).mask).toEqual(mask);
    }),
  );
});

it("runs count the pixels left out first", () => {
  expect(runsOfMask(Uint8Array.of(0, 0, 1, 1, 1, 0))).toEqual([2, 3, 1]);
  expect(runsOfMask(Uint8Array.of(1, 0))).toEqual([0, 1, 1]);
});

it.each([
  [[3, 4], "runs of 7 pixels"],
  [[1e12, -1e12 + 9], "no lengths"],
  [[1e15], "runs of 1000000000000000 pixels"],
  [[4.5, 4.5], "no lengths"],
])("runs %j do not fill 3 x 3 pixels", (runs, found) => {
  expect(() => maskOfRuns(runs, [3, 3])).toThrow(found);
});
