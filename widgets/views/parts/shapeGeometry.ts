import { runsOfMask } from "#core/virtual/bitmapRuns.js";
import { boundsOf, centreOf } from "#widgets/models/detectorBounds.js";
import { roundedDetector } from "#widgets/models/detectorCode.js";
import { movedDetector } from "#widgets/models/movedDetector.js";
import { type DrawableDetector, drawnMask } from "#widgets/models/pickerDetector.js";
import { cornersOf, withCorners } from "./corners.js";
import { scaledCorners, withCornerMoved } from "./polygonGeometry.js";
import type { Grab } from "./shapeHandles.js";
import type { Pair } from "./viewTransform.js";

/** The shapes that can be drawn by hand, in the order of their buttons. */
export const drawnShapes = [
  "point",
  "circle",
  "annulus",
  "rectangle",
  "lattice",
  "polygon",
  "bitmap",
] as const;
export type DrawnShape = (typeof drawnShapes)[number];

const smallestRadius = 0.5;
const smallestSide = 1;

/**
 * The shape after a drag.
 * @param start the shape when the drag began
 * @param grab what was taken
 * @param from where, image px; the grip under the pointer is kept, so nothing jumps at the first move
 * @param to where the pointer is now
 * @param constrain a move keeps to one axis, a size to whole pixels
 */
export function draggedDetector(
  start: DrawableDetector,
  grab: Grab,
  from: Pair,
  to: Pair,
  constrain: boolean,
): DrawableDetector {
  if (start.shape === "inversion")
    return { ...start, detector: draggedDetector(start.detector, grab, from, to, constrain) };
  switch (grab.part) {
    case "body":
      return movedDetector(start, movedBy(from, to, constrain));
    case "side":
      return withSideMoved(start, grab.sides, [to[0] - from[0], to[1] - from[1]], constrain);
    case "corner": {
      const moved = withCornerMoved(cornersOf(start) ?? [], grab.index, movedBy(from, to, constrain));
      return withCorners(start, moved);
    }
    default: {
      const centre = centreOf(start) ?? from;
      return resizedDetector(start, grab.part, distance(centre, to) - distance(centre, from), constrain);
    }
  }
}

function movedBy(from: Pair, to: Pair, oneAxis: boolean): Pair {
  const by: Pair = [to[0] - from[0], to[1] - from[1]];
  if (!oneAxis) return by;
  return Math.abs(by[0]) > Math.abs(by[1]) ? [by[0], 0] : [0, by[1]];
}

/**
 * Changes the inner or outer radius by px; of a rectangle both sides, of a polygon the distance of its farthest side from
 * the middle, of a lattice the disks; of others nothing.
 */
export function resizedDetector(
  detector: DrawableDetector,
  part: "inner" | "outer",
  change: number,
  wholePixels = false,
): DrawableDetector {
  const step = (size: number) => (wholePixels ? Math.round(size) : size);
  switch (detector.shape) {
    case "inversion":
      return { ...detector, detector: resizedDetector(detector.detector, part, change, wholePixels) };
    case "circle":
    case "lattice":
      return part === "inner" ? detector : { ...detector, radius: step(detector.radius + change) };
    case "annulus":
    case "sector":
      if (part === "inner") {
        const inner = Math.min(step(detector.inner + change), detector.outer - smallestRadius);
        return { ...detector, inner };
      }
      return { ...detector, outer: Math.max(step(detector.outer + change), detector.inner + smallestRadius) };
    case "rectangle": {
      if (part === "inner") return detector;
      const [height, width] = [step(detector.height + 2 * change), step(detector.width + 2 * change)];
      return { ...detector, height, width };
    }
    case "polygon":
      return part === "inner" ? detector : resizedPolygon(detector, change);
    default:
      return detector;
  }
}

function resizedPolygon(detector: DrawableDetector & { shape: "polygon" }, change: number): DrawableDetector {
  const [centre, reach] = [centreOf(detector), reachOf(detector)];
  if (centre === undefined || reach === undefined) return detector;
  const factor = Math.max(reach + change, smallestRadius) / Math.max(reach, smallestRadius);
  return { ...detector, points: scaledCorners(detector.points, centre, factor) };
}

/** The opposite side stays where it is. */
function withSideMoved(
  start: DrawableDetector,
  sides: Pair,
  by: Pair,
  wholePixels: boolean,
): DrawableDetector {
  if (start.shape !== "rectangle") return start;
  const along = (axis: 0 | 1, size: number): Pair => {
    const wanted = Math.max(size + sides[axis] * by[axis], smallestSide);
    const length = wholePixels && sides[axis] !== 0 ? Math.round(wanted) : wanted;
    return [length, start.centre[axis] + (sides[axis] * (length - size)) / 2];
  };
  const [height, y] = along(0, start.height);
  const [width, x] = along(1, start.width);
  return { ...start, centre: [y, x], height, width };
}

/**
 * Another shape in the same place with about the same reach, from what is shown now; a bitmap of exactly its pixels.
 * @param reach radius to give a shape that comes from a point, px
 * @param frame shape of the detector, px [y, x]
 */
export function withShape(
  detector: DrawableDetector,
  shape: Exclude<DrawnShape, "lattice">,
  reach: number,
  frame: Pair,
): DrawableDetector {
  const centre = centreOf(detector) ?? [(frame[0] - 1) / 2, (frame[1] - 1) / 2];
  const outer = reachOf(detector) || reach;
  switch (shape) {
    case "point":
      return { shape, centre };
    case "circle":
      return { shape, centre, radius: outer };
    case "annulus":
      return { shape, centre, inner: outer / 2, outer };
    case "rectangle":
      return { shape, centre, height: 2 * outer, width: 2 * outer };
    case "polygon":
      return { shape, points: hexagon(centre, outer) };
    case "bitmap":
      return { shape, size: [...frame], runs: runsOfMask(drawnMask(detector, frame)) };
  }
}

function hexagon([y, x]: Pair, radius: number): Pair[] {
  return Array.from({ length: 6 }, (_, i) => {
    const angle = (i * Math.PI) / 3;
    return [y + radius * Math.sin(angle), x + radius * Math.cos(angle)];
  });
}

/** Half of the longer side of the box around a shape, px. */
function reachOf(detector: DrawableDetector): number | undefined {
  const box = boundsOf(detector);
  return box && Math.max(box.most[0] - box.least[0], box.most[1] - box.least[1]) / 2;
}

/**
 * A geometry that can be: centre on the detector, sizes positive and no larger than its diagonal, inner below
 * outer, rounded so that the line of code gives the same numbers.
 * @param frame shape of the detector, px [y, x]
 */
export function settledDetector(detector: DrawableDetector, frame: Pair): DrawableDetector {
  const centre = centreOf(detector);
  if (centre === undefined || detector.shape === "bitmap") return detector;
  const back: Pair = [
    between(centre[0], 0, frame[0] - 1) - centre[0],
    between(centre[1], 0, frame[1] - 1) - centre[1],
  ];
  const inside = back[0] === 0 && back[1] === 0 ? detector : movedDetector(detector, back);
  return roundedDetector(withSettledSize(inside, frame));
}

function withSettledSize(detector: DrawableDetector, frame: Pair): DrawableDetector {
  const diagonal = Math.hypot(frame[0], frame[1]);
  switch (detector.shape) {
    case "circle":
    case "lattice":
      return { ...detector, radius: between(detector.radius, smallestRadius, diagonal) };
    case "annulus":
    case "sector": {
      const outer = between(detector.outer, smallestRadius, diagonal);
      return { ...detector, inner: between(detector.inner, 0, outer - smallestRadius), outer };
    }
    case "rectangle": {
      const height = between(detector.height, smallestSide, 2 * frame[0]);
      return { ...detector, height, width: between(detector.width, smallestSide, 2 * frame[1]) };
    }
    case "inversion":
      return { ...detector, detector: withSettledSize(detector.detector, frame) };
    default:
      return detector;
  }
}

/** The pixels that a detector leaves out; of what is left out already, the detector itself; of a bitmap, a bitmap. */
export function invertedDetector(detector: DrawableDetector): DrawableDetector {
  if (detector.shape === "inversion") return detector.detector;
  if (detector.shape !== "bitmap") return { shape: "inversion", detector };
  const { runs } = detector;
  return { ...detector, runs: runs[0] === 0 ? runs.slice(1) : [0, ...runs] };
}

export function sameDetector(a: DrawableDetector, b: DrawableDetector): boolean {
  return a === b || JSON.stringify(settledOrder(a)) === JSON.stringify(settledOrder(b));
}

/** Key order is not part of a geometry. */
function settledOrder(detector: DrawableDetector): unknown[] {
  return Object.entries(detector).sort(([a], [b]) => (a < b ? -1 : 1));
}

function between(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

function distance(a: Pair, b: Pair): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
