import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outlineStrokes } from "#widgets/draw/outlineStrokes.js";
import { boundsOf, centreOf } from "#widgets/models/detectorBounds.js";
import { movedDetector } from "#widgets/models/movedDetector.js";
import { type DrawableDetector, drawnMask } from "#widgets/models/pickerDetector.js";
import { paintLine } from "#widgets/views/parts/paintedMask.js";
import {
  nearestSide,
  withCorner,
  withCornerMoved,
  withoutCorner,
} from "#widgets/views/parts/polygonGeometry.js";
import { invertedDetector, resizedDetector, withShape } from "#widgets/views/parts/shapeGeometry.js";
import { belongs } from "./harness/naivePictures.js";

const frame = [12, 16] as const;
const place = fc.tuple(
  fc.double({ min: -3, max: 14, noNaN: true }),
  fc.double({ min: -3, max: 18, noNaN: true }),
);
const polygon: DrawableDetector = {
  shape: "polygon",
  points: [
    [2, 3],
    [9, 4],
    [7, 12],
  ],
};
const circle: DrawableDetector = { shape: "circle", centre: [5, 7], radius: 3 };
const sector: DrawableDetector = {
  shape: "sector",
  centre: [5.5, 7.5],
  inner: 1,
  outer: 5,
  count: 4,
  index: 1,
  rotation: 0,
};
const shapes: readonly DrawableDetector[] = [
  polygon,
  circle,
  sector,
  { shape: "union", detectors: [circle, polygon] },
  { shape: "inversion", detector: circle },
  { shape: "bitmap", size: frame, runs: [5, 3, 20, 4, 160] },
];

function naiveMask(detector: DrawableDetector): number[] {
  return Array.from({ length: frame[0] * frame[1] }, (_, i) =>
    belongs(detector, Math.floor(i / frame[1]), i % frame[1]) ? 1 : 0,
  );
}

describe("a brush", () => {
  it("paints the pixels whose centre is under it, and those nearest to its middle", () => {
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 9 }), (at, size) => {
        const mask = new Uint8Array(frame[0] * frame[1]);
        paintLine(mask, frame, at, at, { size, value: 1 });
        const expected = mask.map((_, i) => {
          const [dy, dx] = [Math.floor(i / frame[1]) - at[0], (i % frame[1]) - at[1]];
          const nearest =
            Math.floor(i / frame[1]) === Math.round(at[0]) && i % frame[1] === Math.round(at[1]);
          return nearest || (size > 1 && Math.hypot(dy, dx) <= size / 2) ? 1 : 0;
        });
        expect(mask).toEqual(expected);
      }),
    );
  });

  it("leaves no gap on its way, and erases what it painted", () => {
    const mask = new Uint8Array(frame[0] * frame[1]);
    paintLine(mask, frame, [2, 1], [2, 13], { size: 1, value: 1 });
    expect([...mask.subarray(2 * 16, 3 * 16)]).toEqual([0, ...Array(13).fill(1), 0, 0]);
    paintLine(mask, frame, [2, 1], [2, 13], { size: 3, value: 0 });
    expect(mask.every((value) => value === 0)).toBe(true);
  });
});

describe("any detector", () => {
  it.each(shapes)("is painted on as exactly its pixels: $shape", (detector) => {
    const painted = withShape(detector, "bitmap", 4, frame);
    expect([...drawnMask(painted, frame)]).toEqual(naiveMask(detector));
  });

  it.each(shapes)("moves by whole pixels with all its pixels, and back: $shape", (detector) => {
    const moved = drawnMask(movedDetector(detector, [2, -1]), frame);
    // What comes in at a border was not seen before: only the inside is compared.
    for (let y = 2; y < frame[0]; y++)
      for (let x = 0; x < frame[1] - 1; x++)
        expect(moved[y * frame[1] + x]).toBe(belongs(detector, y - 2, x + 1) ? 1 : 0);
    const [there, back] = [centreOf(movedDetector(detector, [2, -1]))!, centreOf(detector)!];
    expect([there[0] - back[0], there[1] - back[1]]).toEqual([2, -1]);
  });

  it.each(shapes)("is inverted pixel by pixel, and inverted back: $shape", (detector) => {
    const inverted = invertedDetector(detector);
    expect([...drawnMask(inverted, frame)]).toEqual(naiveMask(detector).map((value) => 1 - value));
    expect([...drawnMask(invertedDetector(inverted), frame)]).toEqual(naiveMask(detector));
  });

  it("has a box around all its pixels", () => {
    for (const detector of shapes.filter(({ shape }) => shape !== "inversion")) {
      const { least, most } = boundsOf(detector)!;
      naiveMask(detector).forEach((value, i) => {
        if (value === 0) return;
        const [y, x] = [Math.floor(i / frame[1]), i % frame[1]];
        expect(y >= least[0] && y <= most[0] && x >= least[1] && x <= most[1]).toBe(true);
      });
    }
  });
});

describe("the outline of a bitmap", () => {
  it("is every border between a pixel in and a pixel out, once", () => {
    const detector = shapes.at(-1)!;
    const isIn = (y: number, x: number) =>
      y >= 0 && x >= 0 && y < frame[0] && x < frame[1] && belongs(detector, y, x);
    let borders = 0;
    for (let y = 0; y <= frame[0]; y++)
      for (let x = 0; x <= frame[1]; x++) {
        if (isIn(y, x) !== isIn(y - 1, x)) borders += 1;
        if (isIn(y, x) !== isIn(y, x - 1)) borders += 1;
      }
    const length = outlineStrokes(detector, frame).reduce(
      (sum, stroke) =>
        "from" in stroke
          ? sum + Math.hypot(stroke.to[0] - stroke.from[0], stroke.to[1] - stroke.from[1])
          : Number.NaN,
      0,
    );
    expect(length).toBe(borders);
  });
});

describe("the corners of a polygon", () => {
  const points = [
    [0, 0],
    [0, 10],
    [10, 10],
    [10, 0],
  ] as const;

  it("are found by the nearest side, also the one that closes the line", () => {
    expect(nearestSide(points, [5, -1])).toEqual({ index: 3, on: [5, 0], away: 1 });
    expect(nearestSide(points, [-2, 4])).toEqual({ index: 0, on: [0, 4], away: 2 });
  });

  it("are added, moved and removed; three always stay", () => {
    expect(withCorner(points, 3, [5, -1]).at(-1)).toEqual([5, -1]);
    expect(withCornerMoved(points, 1, [1, 2])[1]).toEqual([1, 12]);
    const triangle = withoutCorner(points, 0);
    expect(triangle).toEqual(points.slice(1));
    expect(withoutCorner(triangle, 0)).toBe(triangle);
  });

  it("move away from the middle together when the polygon grows", () => {
    const grown = resizedDetector({ shape: "polygon", points }, "outer", 5);
    expect(boundsOf(grown)).toEqual({ least: [-5, -5], most: [15, 15] });
  });
});
