import fc from "fast-check";
import { expect, it } from "vitest";
import { fillFromNearest, nearestProcessed } from "#core/udf/nearestProcessed.js";

const scans = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
  .chain(([height, width]) =>
    fc.record({
      shape: fc.constant([height, width] as const),
      processed: fc
        .array(fc.nat(3), { minLength: height * width, maxLength: height * width })
        .map((marks) => Uint8Array.from(marks, (mark) => (mark === 0 ? 1 : 0)))
        .filter((marks) => marks.includes(1)),
    }),
  );

it("takes each position from a processed one that no other is nearer than", () => {
  fc.assert(
    fc.property(scans, ({ shape: [height, width], processed }) => {
      const known = [...processed.keys()].filter((i) => processed[i] === 1);
      const steps = (a: number, b: number): number =>
        Math.abs(Math.floor(a / width) - Math.floor(b / width)) + Math.abs((a % width) - (b % width));
      const nearest = nearestProcessed(processed, [height, width]);
      for (let i = 0; i < height * width; i++) {
        expect(processed[nearest[i]!]).toBe(1);
        expect(steps(i, nearest[i]!)).toBe(Math.min(...known.map((k) => steps(i, k))));
      }
    }),
  );
});

it("leaves what is processed as it is, and fills the rest with its values", () => {
  const values = Float64Array.of(5, 0, 0, 0, 0, 7);
  const filled = fillFromNearest(values, nearestProcessed(Uint8Array.of(1, 0, 0, 0, 0, 1), [2, 3]));
  expect([filled[0], filled[5]]).toEqual([5, 7]);
  expect([...filled].every((value) => value === 5 || value === 7)).toBe(true);
  expect(values[1]).toBe(0);
});
