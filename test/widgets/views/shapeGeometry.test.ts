import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SimpleDetector } from "#core/virtual/detector.js";
import type { DrawableDetector } from "#widgets/models/detectorPickerState.js";
import { movedDetector } from "#widgets/models/movedDetector.js";
import {
  draggedDetector,
  sameDetector,
  settledDetector,
  withShape,
} from "#widgets/views/parts/shapeGeometry.js";
import { grabAt, handlesOf } from "#widgets/views/parts/shapeHandles.js";

const frame = [64, 96] as const;
const number = fc.double({ min: -200, max: 200, noNaN: true });
const pair = fc.tuple(number, number);
const detectors: fc.Arbitrary<SimpleDetector> = fc.oneof(
  fc.record({ shape: fc.constant("point" as const), centre: pair }),
  fc.record({ shape: fc.constant("circle" as const), centre: pair, radius: number }),
  fc.record({ shape: fc.constant("annulus" as const), centre: pair, inner: number, outer: number }),
  fc.record({ shape: fc.constant("rectangle" as const), centre: pair, height: number, width: number }),
);

describe("settledDetector", () => {
  it("makes any numbers a detector that can be: on the frame, positive, inner below outer, to 0.01 px", () => {
    fc.assert(
      fc.property(detectors, (given) => {
        const settled = settledDetector(given, frame) as SimpleDetector;
        expect(settled.centre[0]).toBeGreaterThanOrEqual(0);
        expect(settled.centre[1]).toBeLessThanOrEqual(95);
        for (const size of sizesOf(settled)) expect(size).toBe(Number(size.toFixed(2)));
        if (settled.shape === "annulus") expect(settled.inner).toBeLessThan(settled.outer);
        if (settled.shape === "circle") expect(settled.radius).toBeGreaterThan(0);
        if (settled.shape === "rectangle") expect(Math.min(settled.height, settled.width)).toBeGreaterThan(0);
      }),
    );
  });

  it("leaves a settled detector as it is", () => {
    fc.assert(
      fc.property(detectors, (given) => {
        const settled = settledDetector(given, frame);
        expect(sameDetector(settledDetector(settled, frame), settled)).toBe(true);
      }),
    );
  });
});

describe("grabAt", () => {
  const annulus: DrawableDetector = { shape: "annulus", centre: [30, 40], inner: 10, outer: 20 };

  it.each([
    ["a handle of the outer circle", [30, 60], { part: "outer" }],
    [
      "the outer circle away from its handles",
      [30 + 20 * Math.SQRT1_2, 40 + 20 * Math.SQRT1_2],
      { part: "outer" },
    ],
    ["the inner circle", [20, 40], { part: "inner" }],
    ["the ring", [30, 55], { part: "body" }],
    ["the hole, which moves the ring", [30, 40], { part: "body" }],
    ["nothing outside", [30, 75], undefined],
  ] as const)("takes %s", (_, at, expected) => {
    expect(grabAt(annulus, at, 2, frame)).toEqual(expected);
  });

  it("finds every handle of a rectangle at its sides and corners", () => {
    const rectangle: DrawableDetector = { shape: "rectangle", centre: [30, 40], height: 10, width: 30 };
    expect(handlesOf(rectangle)).toHaveLength(8);
    for (const { at, grab } of handlesOf(rectangle)) expect(grabAt(rectangle, at, 2, frame)).toEqual(grab);
  });
});

describe("draggedDetector", () => {
  it("moves a body by what the pointer moved, so nothing jumps at the start", () => {
    fc.assert(
      fc.property(detectors, pair, (given, at) => {
        expect(draggedDetector(given, { part: "body" }, at, at, false)).toEqual(movedDetector(given, [0, 0]));
      }),
    );
  });

  it("keeps the opposite side of a rectangle in place", () => {
    const start: DrawableDetector = { shape: "rectangle", centre: [30, 40], height: 10, width: 30 };
    const grab = { part: "side", sides: [-1, 1] } as const;
    const dragged = draggedDetector(start, grab, [25, 55], [21, 65], false);
    expect(dragged).toEqual({ shape: "rectangle", centre: [28, 45], height: 14, width: 40 });
  });

  it("gives whole pixels for a constrained radius", () => {
    const start: DrawableDetector = { shape: "circle", centre: [30, 40], radius: 10 };
    const dragged = draggedDetector(start, { part: "outer" }, [30, 50], [30, 53.7], true);
    expect(dragged).toMatchObject({ radius: 14 });
  });
});

it("keeps place and reach when the shape changes", () => {
  const circle: DrawableDetector = { shape: "circle", centre: [30, 40], radius: 12 };
  expect(withShape(circle, "annulus", 8, frame)).toEqual({
    shape: "annulus",
    centre: [30, 40],
    inner: 6,
    outer: 12,
  });
  expect(withShape(withShape(circle, "point", 8, frame), "circle", 8, frame)).toMatchObject({ radius: 8 });
});

function sizesOf({ shape: _, centre, ...sizes }: SimpleDetector): number[] {
  return [...centre, ...Object.values(sizes as Record<string, number>)];
}
