import fc from "fast-check";
import { expect, it } from "vitest";
import * as combine from "#core/virtual/combine.js";
import * as shapes from "#core/virtual/detector.js";
import { segments } from "#core/virtual/segments.js";
import { detectorToCode, pickerCode, roundedDetector } from "#widgets/models/detectorCode.js";
import { type DrawableDetector, packDetector } from "#widgets/models/pickerDetector.js";

const px = fc.double({ min: -50, max: 300, noNaN: true });
const centre = fc.tuple(px, px);
const simple: fc.Arbitrary<DrawableDetector> = fc.oneof(
  fc.record({ shape: fc.constant("point" as const), centre }),
  fc.record({ shape: fc.constant("circle" as const), centre, radius: px, softEdge: px }),
  fc.record({ shape: fc.constant("annulus" as const), centre, inner: px, outer: px }),
  fc.record({ shape: fc.constant("rectangle" as const), centre, height: px, width: px }),
  fc.record({
    shape: fc.constant("polygon" as const),
    points: fc.array(centre, { minLength: 3, maxLength: 5 }),
  }),
  fc.record({
    shape: fc.constant("lattice" as const),
    centre,
    g1: centre,
    g2: centre,
    radius: px,
    order: fc.nat(),
  }),
  fc.record({
    shape: fc.constant("sector" as const),
    centre,
    inner: px,
    outer: px,
    rotation: px,
    count: fc.constant(4),
    index: fc.nat(3),
  }),
  fc.constant({ shape: "bitmap" as const, size: [2, 3] as const, runs: [1, 2, 3] }),
);
const anyDetector: fc.Arbitrary<DrawableDetector> = fc.oneof(
  simple,
  fc
    .array(simple, { minLength: 1, maxLength: 3 })
    .map((detectors) => ({ shape: "union" as const, detectors })),
  simple.map((detector) => ({ shape: "inversion" as const, detector })),
);

const scan = { variable: "scan", shape: [4, 6, 96, 96], calibration: {} } as const;

it("reads as a user would write it", () => {
  const ring = { shape: "annulus", inner: 24, outer: 46, centre: [47.5, 47.5] } as const;
  expect(detectorToCode(ring)).toBe("annulus({ inner: 24, outer: 46, centre: [47.5, 47.5] })");
  expect(pickerCode({ scan, detector: ring })).toBe(
    "const { image } = await virtualImages(scan, { image: annulus({ inner: 24, outer: 46, centre: [47.5, 47.5] }) });",
  );
});

it("makes the very same detector when it is run", () => {
  const words = { ...shapes, ...combine, segments };
  fc.assert(
    fc.property(anyDetector, (detector) => {
      const run = new Function(...Object.keys(words), `return ${detectorToCode(detector)}`);
      const made = packDetector(run(...Object.values(words)));
      // Text has no negative zero, and no detector differs by it.
      expect(JSON.parse(JSON.stringify(made))).toEqual(JSON.parse(JSON.stringify(detector)));
    }),
  );
});

it("names the picker's own detector where a bitmap is too long for a line", () => {
  const runs = Array<number>(1000).fill(9);
  expect(detectorToCode({ shape: "bitmap", size: [90, 100], runs })).toBe("picker.detector");
});

it("rounds every number of a shape to hundredths of a pixel", () => {
  const detector = { shape: "circle", centre: [47.504999, 1 / 3], radius: 12.005001 } as const;
  expect(roundedDetector(detector)).toEqual({ shape: "circle", centre: [47.5, 0.33], radius: 12.01 });
});
