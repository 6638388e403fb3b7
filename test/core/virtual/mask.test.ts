import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Detector } from "#core/virtual/detector.js";
import { annulus, bitmap, circle, point, rectangle } from "#core/virtual/detector.js";
import { detectorMask } from "#core/virtual/mask.js";
import { placeDetector } from "#core/virtual/placeDetector.js";

const count = (detector: Detector, shape: readonly [number, number]): number =>
  detectorMask(detector, shape).reduce((sum, value) => sum + value, 0);

describe("detector masks", () => {
  it("a disk of radius 1 about a pixel centre holds the pixel and its four neighbours, for the border counts", () => {
    expect(count({ shape: "circle", centre: [3, 3], radius: 1 }, [7, 7])).toBe(5);
  });

  it("an annulus takes its inner border and leaves its outer one: rings that touch share no pixel", () => {
    const centre = [10, 12] as const;
    const shape = [21, 25] as const;
    const inner: Detector = { shape: "annulus", centre, inner: 0, outer: 5 };
    const outer: Detector = { shape: "annulus", centre, inner: 5, outer: 9 };
    const both = detectorMask(inner, shape).map((v, i) => v + detectorMask(outer, shape)[i]!);
    expect(Math.max(...both)).toBe(1);
    const whole: Detector = { shape: "annulus", centre, inner: 0, outer: 9 };
    expect(both).toEqual(detectorMask(whole, shape));
  });

  it("a point is the pixel nearest to its centre", () => {
    const mask = detectorMask({ shape: "point", centre: [2.4, 0.6] }, [4, 3]);
    expect(mask.indexOf(1)).toBe(2 * 3 + 1);
    expect(mask.reduce((sum, value) => sum + value, 0)).toBe(1);
  });

  it("a rectangle of 2 x 4 px about a pixel corner holds 2 x 4 pixels, and one about a pixel centre 3 x 5", () => {
    expect(count({ shape: "rectangle", centre: [4.5, 4.5], height: 2, width: 4 }, [10, 10])).toBe(8);
    expect(count({ shape: "rectangle", centre: [4, 4], height: 2, width: 4 }, [10, 10])).toBe(15);
  });

  it("membership of a disk equals the definition by Math.hypot for any centre and radius", () => {
    const coordinate = fc.integer({ min: -40, max: 400 }).map((v) => v / 8);
    fc.assert(
      fc.property(coordinate, coordinate, fc.integer({ min: 0, max: 200 }), (cy, cx, eighths) => {
        const radius = eighths / 8;
        const mask = detectorMask({ shape: "circle", centre: [cy, cx], radius }, [33, 17]);
        mask.forEach((value, i) => {
          // Eighths of a pixel square exactly in float64, so the border is decided the same way.
          const inside = Math.hypot(Math.floor(i / 17) - cy, (i % 17) - cx) <= radius + 1e-12;
          expect(value).toBe(inside ? 1 : 0);
        });
      }),
      { numRuns: 50 },
    );
  });
});

describe("placing a detector", () => {
  it("takes the calibrated origin as centre, and the middle (n - 1) / 2 when there is none", () => {
    expect(placeDetector(circle({ radius: 3 }), [96, 64], { origin: [40.5, 30] })).toMatchObject({
      centre: [40.5, 30],
    });
    expect(placeDetector(annulus({ inner: 3, outer: 5 }), [96, 64], {})).toMatchObject({
      centre: [47.5, 31.5],
    });
    expect(placeDetector(point(), [3, 3], {})).toMatchObject({ centre: [1, 1] });
  });

  it.each([
    [circle({ radius: -1 }), "circle.radius"],
    [annulus({ inner: 9, outer: 4 }), "annulus.outer"],
    [rectangle({ height: Number.NaN, width: 4 }), "rectangle.height"],
    [circle({ radius: 4, centre: [Number.POSITIVE_INFINITY, 0] }), "circle.centre[0]"],
  ])("names the number that can't be: %o", (spec, subject) => {
    expect(() => placeDetector(spec, [8, 8], {})).toThrow(
      expect.objectContaining({ code: "invalid-argument", subject }),
    );
  });

  it("refuses a property that the shape has not, instead of leaving it out", () => {
    const american = { ...circle({ radius: 4 }), center: [2, 2] };
    expect(() => placeDetector(american, [8, 8], {})).toThrow(
      expect.objectContaining({ code: "invalid-argument", found: 'a property "center"' }),
    );
  });

  it("refuses a bitmap of another size and says both sizes", () => {
    const spec = bitmap({ size: [4, 4], mask: new Uint8Array(16) });
    expect(() => placeDetector(spec, [8, 8], {})).toThrow(/4 x 4.*8 x 8/);
  });
});
