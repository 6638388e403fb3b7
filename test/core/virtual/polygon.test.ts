import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Pair, polygon } from "#core/virtual/detector.js";
import { coordinate, maskOf, place, sum, total } from "./anyDetector.js";

describe("polygons", () => {
  it("hold the pixels that an even-odd ray to the right finds inside", () => {
    const tall = fc.tuple(coordinate, coordinate);
    fc.assert(
      fc.property(fc.array(tall, { minLength: 3, maxLength: 9 }), (points) => {
        const mask = maskOf(polygon({ points }));
        for (let i = 0; i < mask.length; i += 5) {
          const [y, x] = [Math.floor(i / 27), i % 27];
          if (distanceToLines(points, y, x) < 1e-9) continue;
          expect(mask[i]).toBe(Math.abs(anglesAround(points, y, x)) % 2);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("a box includes its left and upper borders, and a polygon cut in two loses and doubles no pixel", () => {
    const box: Pair[] = [
      [2, 3],
      [2, 9],
      [8, 9],
      [8, 3],
    ];
    const mask = maskOf(polygon({ points: box }));
    expect(sum(mask)).toBe(36);
    expect([mask[2 * 27 + 3], mask[7 * 27 + 8], mask[8 * 27 + 3], mask[2 * 27 + 9]]).toEqual([1, 1, 0, 0]);
    fc.assert(
      fc.property(place, place, place, place, (a, b, c, d) => {
        const apart = [polygon({ points: [a, b, c] }), polygon({ points: [a, c, d] })].map((part) =>
          maskOf(part),
        );
        const whole = maskOf(polygon({ points: [a, b, c, d] }));
        expect(total(apart).map((value) => value % 2)).toEqual(whole);
      }),
    );
  });

  it("hold about as many pixels as their area by the shoelace formula", () => {
    const points: Pair[] = [
      [10.3, 20.1],
      [80.2, 30.7],
      [110.9, 90.4],
      [60.5, 70.2],
      [20.8, 100.6],
    ];
    const twice = points.reduce((area, [y, x], i) => {
      const [yNext, xNext] = points[(i + 1) % points.length]!;
      return area + x * yNext - xNext * y;
    }, 0);
    const pixels = sum(maskOf(polygon({ points }), [128, 128]));
    expect(Math.abs(pixels - Math.abs(twice) / 2)).toBeLessThan(15);
  });

  it("need three corners of two numbers", () => {
    expect(() => maskOf(polygon({ points: [[1, 2]] }))).toThrow(/polygon\.points: found 1 points/);
    const broken = [[1, 2], [3, 4], [5]] as unknown as Pair[];
    expect(() => maskOf(polygon({ points: broken }))).toThrow(/polygon\.points\[2\]/);
  });
});

/** How often a closed line goes round a place, by the angles its sides subtend there: whole numbers. */
function anglesAround(points: readonly Pair[], y: number, x: number): number {
  const turns = points.reduce((angle, [y1, x1], i) => {
    const [y0, x0] = points.at(i - 1)!;
    const [ay, ax, by, bx] = [y0 - y, x0 - x, y1 - y, x1 - x];
    return angle + Math.atan2(ax * by - ay * bx, ax * bx + ay * by);
  }, 0);
  return Math.round(turns / (2 * Math.PI));
}

function distanceToLines(points: readonly Pair[], y: number, x: number): number {
  const distances = points.map(([y1, x1], i) => {
    const [y0, x0] = points.at(i - 1)!;
    const sides = Math.hypot(y0 - y, x0 - x) + Math.hypot(y1 - y, x1 - x);
    return sides - Math.hypot(y1 - y0, x1 - x0);
  });
  return Math.min(...distances);
}
