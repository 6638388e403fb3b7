import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { difference, intersection, invert, union } from "#core/virtual/combine.js";
import {
  annulus,
  bitmap,
  circle,
  type DetectorSpec,
  isSimpleDetector,
  lattice,
  type Pair,
  point,
  polygon,
  rectangle,
} from "#core/virtual/detector.js";
import { detectorMask, isSoft } from "#core/virtual/mask.js";
import { placeDetector } from "#core/virtual/placeDetector.js";
import { quadrants, rings, segments } from "#core/virtual/segments.js";
import { detectorWeights } from "#core/virtual/weights.js";

const shape = [31, 27] as const;
const maskOf = (spec: DetectorSpec, size: Pair = shape): Uint8Array =>
  detectorMask(placeDetector(spec, size, {}), size);
const weightsOf = (spec: DetectorSpec, size: Pair = shape): Float32Array =>
  detectorWeights(placeDetector(spec, size, {}), size);
const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);
const total = (masks: readonly Uint8Array[]): Uint8Array =>
  masks.reduce((a, b) => a.map((value, i) => value + b[i]!));

/** Sixteenths of a pixel, so that borders are hit and squares stay exact. */
const coordinate = fc.integer({ min: -80, max: 560 }).map((value) => value / 16);
const place = fc.tuple(coordinate, coordinate);
const radius = fc.integer({ min: 0, max: 240 }).map((value) => value / 16);
const angle = fc.double({ min: -7, max: 7, noNaN: true });
const anyShape: fc.Arbitrary<DetectorSpec> = fc.oneof(
  place.map((centre) => point({ centre })),
  fc.tuple(place, radius).map(([centre, r]) => circle({ centre, radius: r })),
  fc.tuple(place, radius, radius).map(([centre, a, b]) => annulus({ centre, inner: a, outer: a + b })),
  fc.tuple(place, radius, radius).map(([centre, height, width]) => rectangle({ centre, height, width })),
  fc.array(place, { minLength: 3, maxLength: 7 }).map((points) => polygon({ points })),
  fc.tuple(place, radius).map(([centre, outer]) => segments({ centre, outer, count: 3, rotation: 0.3 })[1]!),
);

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

describe("lattices of disks", () => {
  it("hold one disk for each node on the detector", () => {
    const grid = lattice({ centre: [15, 13], g1: [10, 0], g2: [0, 9], radius: 1 });
    // 15 ± 10 and 13 ± 9: three by three disks of five pixels.
    expect(sum(maskOf(grid))).toBe(45);
    expect(sum(maskOf({ ...grid, directBeam: false }))).toBe(40);
    expect(sum(maskOf({ ...grid, order: 0 }))).toBe(5);
    expect(sum(maskOf({ ...grid, extent: 10 }))).toBe(25);
  });

  it("are the union of the circles at h g1 + k g2, for any lattice", () => {
    const step = fc.integer({ min: -200, max: 200 }).map((value) => value / 16);
    fc.assert(
      fc.property(place, fc.tuple(step, step), fc.tuple(step, step), (centre, g1, g2) => {
        fc.pre(Math.abs(g1[0] * g2[1] - g1[1] * g2[0]) > 4);
        const circles: DetectorSpec[] = [];
        for (let h = -60; h <= 60; h++) {
          for (let k = -60; k <= 60; k++) {
            const node: Pair = [centre[0] + h * g1[0] + k * g2[0], centre[1] + h * g1[1] + k * g2[1]];
            const isOn = node[0] >= -0.5 && node[0] <= 15.5 && node[1] >= -0.5 && node[1] <= 11.5;
            if (isOn) circles.push(circle({ centre: node, radius: 1.5 }));
          }
        }
        const mask = maskOf(lattice({ centre, g1, g2, radius: 1.5, order: 60 }), [16, 12]);
        if (circles.length === 0) expect(sum(mask)).toBe(0);
        else expect(mask).toEqual(maskOf(union(...circles), [16, 12]));
      }),
      { numRuns: 30 },
    );
  });

  it("refuse vectors that are parallel or vanish", () => {
    expect(() => maskOf(lattice({ g1: [4, 2], g2: [2, 1], radius: 1 }))).toThrow(/lattice\.g1, lattice\.g2/);
    expect(() => maskOf(lattice({ g1: [0, 0], g2: [2, 1], radius: 1, order: 3 }))).toThrow(/lattice\.g1/);
    expect(() => maskOf(lattice({ g1: [1e-6, 0], g2: [0, 1e-6], radius: 1 }))).toThrow(/lattice\.g1/);
  });
});

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
    expect(isSimpleDetector(placeDetector(soft, shape, {}))).toBe(false);
    expect(isSimpleDetector(placeDetector(hard, shape, {}))).toBe(true);
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
