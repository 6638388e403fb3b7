import fc from "fast-check";
import { expect, it } from "vitest";
import * as shapes from "#core/virtual/detector.js";
import { detectorToCode, pickerCode, roundedDetector } from "#widgets/models/detectorCode.js";
import type { DrawableDetector } from "#widgets/models/detectorPickerState.js";

const px = fc.double({ min: -50, max: 300, noNaN: true });
const centre = fc.tuple(px, px);
const anyDetector: fc.Arbitrary<DrawableDetector> = fc.oneof(
  fc.record({ shape: fc.constant("point" as const), centre }),
  fc.record({ shape: fc.constant("circle" as const), centre, radius: px }),
  fc.record({ shape: fc.constant("annulus" as const), centre, inner: px, outer: px }),
  fc.record({ shape: fc.constant("rectangle" as const), centre, height: px, width: px }),
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
  fc.assert(
    fc.property(anyDetector, (detector) => {
      const run = new Function(
        "point",
        "circle",
        "annulus",
        "rectangle",
        `return ${detectorToCode(detector)}`,
      );
      const made = run(shapes.point, shapes.circle, shapes.annulus, shapes.rectangle);
      // Text has no negative zero, and no detector differs by it.
      expect(JSON.parse(JSON.stringify(made))).toEqual(JSON.parse(JSON.stringify(detector)));
    }),
  );
});

it("rounds every number of a shape to hundredths of a pixel", () => {
  const detector = { shape: "circle", centre: [47.504999, 1 / 3], radius: 12.005001 } as const;
  expect(roundedDetector(detector)).toEqual({ shape: "circle", centre: [47.5, 0.33], radius: 12.01 });
});
