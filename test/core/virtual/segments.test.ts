import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { annulus } from "#core/virtual/detector.js";
import { quadrants, rings, segments } from "#core/virtual/segments.js";
import { maskOf, place, radius, sum, total } from "./anyDetector.js";

const angle = fc.double({ min: -7, max: 7, noNaN: true });

describe("segmented detectors", () => {
  it("sectors share no pixel and leave none of their ring out, for any centre, count and rotation", () => {
    fc.assert(
      fc.property(
        place,
        radius,
        radius,
        fc.integer({ min: 1, max: 17 }),
        angle,
        (centre, a, b, count, turn) => {
          const geometry = { centre, inner: a, outer: a + b };
          const parts = segments({ ...geometry, count, rotation: turn }).map((part) => maskOf(part));
          expect(total(parts)).toEqual(maskOf(annulus(geometry)));
        },
      ),
      { numRuns: 100 },
    );
  });

  it("quadrants a, b, c, d lie towards (+x, +y), (-x, +y), (-x, -y), (+x, -y)", () => {
    const ring = quadrants({ centre: [15, 13], outer: 9 });
    const place = [
      [20, 18],
      [20, 8],
      [10, 8],
      [10, 18],
    ];
    ring.forEach((part, i) => {
      place.forEach(([y, x], at) => {
        expect(maskOf(part)[y! * 27 + x!]).toBe(at === i ? 1 : 0);
      });
    });
  });

  it("quadrants about a pixel corner hold equally many pixels, and a border goes to the sector that begins there", () => {
    const counts = quadrants({ centre: [14.5, 12.5], inner: 3, outer: 10 }).map((part) => sum(maskOf(part)));
    expect(new Set(counts).size).toBe(1);
    const [a, b, c, d] = quadrants({ centre: [15, 13], outer: 9 }).map((part) => maskOf(part));
    expect([a![15 * 27 + 16], b![16 * 27 + 13], c![15 * 27 + 12], d![14 * 27 + 13]]).toEqual([1, 1, 1, 1]);
  });

  it("rings share no pixel and make the ring from the least to the largest radius", () => {
    fc.assert(
      fc.property(place, fc.uniqueArray(radius, { minLength: 2, maxLength: 6 }), (centre, unordered) => {
        const radii = unordered.sort((a, b) => a - b);
        const parts = rings(radii, { centre }).map((ring) => maskOf(ring));
        expect(parts).toHaveLength(radii.length - 1);
        expect(total(parts)).toEqual(maskOf(annulus({ centre, inner: radii[0]!, outer: radii.at(-1)! })));
      }),
      { numRuns: 60 },
    );
  });

  it("impossible counts and radii are refused by name", () => {
    expect(() => segments({ outer: 4, count: 2.5 })).toThrow(/segments\.count: found 2\.5/);
    expect(() => rings([4, 4])).toThrow(/rings\.radii: found \[4, 4\]/);
    expect(() => rings([4])).toThrow(/two or more radii/);
  });
});
