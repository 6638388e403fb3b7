import fc from "fast-check";
import { expect, it } from "vitest";
import { coarseGrid } from "#core/udf/coarseGrid.js";
import { takeFrames } from "#core/udf/takeFrames.js";

const scans = fc
  .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }))
  .chain(([height, width]) =>
    fc.record({
      shape: fc.constant([height, width] as const),
      known: fc.uniqueArray(fc.nat(height * width - 1), { minLength: 1, maxLength: 30 }),
    }),
  );

function marksOf([height, width]: readonly [number, number], known: readonly number[]): Uint8Array {
  return Uint8Array.from({ length: height * width }, (_, i) => (known.includes(i) ? 1 : 0));
}

it("stands a processed position for each box, one of its own where it has any", () => {
  fc.assert(
    fc.property(scans, ({ shape, known }) => {
      const { box, positions } = coarseGrid(marksOf(shape, known), shape);
      const across = Math.ceil(shape[1] / box);
      const boxOf = (i: number) =>
        Math.floor(Math.floor(i / shape[1]) / box) * across + Math.floor((i % shape[1]) / box);
      expect(positions.length).toBe(Math.ceil(shape[0] / box) * across);
      for (const [at, position] of positions.entries()) {
        expect(known).toContain(position);
        if (known.some((i) => boxOf(i) === at)) expect(boxOf(position)).toBe(at);
      }
    }),
  );
});

it("has about four boxes a processed position, and never larger ones", () => {
  fc.assert(
    fc.property(scans, ({ shape, known }) => {
      const { box } = coarseGrid(marksOf(shape, known), shape);
      const each = (shape[0] * shape[1]) / known.length;
      expect(box === 1 || box ** 2 * 4 <= each).toBe(true);
      expect((box + 1) ** 2 * 4).toBeGreaterThan(each);
    }),
  );
});

it("has a box a position where that is wanted", () => {
  const { box, positions } = coarseGrid(marksOf([6, 6], [7]), [6, 6], true);
  expect([box, ...new Set(positions)]).toEqual([1, 7]);
  expect(positions).toHaveLength(36);
});

it("takes all values of a frame", () => {
  const values = Float64Array.of(0, 1, 10, 11, 20, 21);
  expect([...takeFrames(values, Uint32Array.of(2, 0, 2), 2)]).toEqual([20, 21, 0, 1, 20, 21]);
});
