import { roundedDetector } from "#widgets/models/detectorCode.js";
import type { DrawableDetector } from "#widgets/models/detectorPickerState.js";
import type { Pair } from "./viewTransform.js";

/** The shapes that can be drawn by hand. */
export type DrawnShape = DrawableDetector["shape"];

/** What a pointer took hold of: the whole shape, a radius, or sides of a rectangle (−1 top or left, 1 bottom or right). */
export type Grab =
  | { readonly part: "body" }
  | { readonly part: "inner" | "outer" }
  | { readonly part: "side"; readonly sides: Pair };

export interface Handle {
  readonly grab: Grab;
  /** [y, x], image px. */
  readonly at: Pair;
}

const smallestRadius = 0.5;
const smallestSide = 1;
const body: Grab = { part: "body" };

/** The places where a shape is resized, image px. */
export function handlesOf(detector: DrawableDetector): readonly Handle[] {
  switch (detector.shape) {
    case "point":
      return [];
    case "circle":
      return ringHandles(detector.centre, detector.radius, "outer");
    case "annulus":
      return [
        ...ringHandles(detector.centre, detector.outer, "outer"),
        ...ringHandles(detector.centre, detector.inner, "inner"),
      ];
    case "rectangle":
      return rectangleHandles(detector);
  }
}

function ringHandles([y, x]: Pair, radius: number, part: "inner" | "outer"): Handle[] {
  const grab: Grab = { part };
  return [
    { grab, at: [y, x + radius] },
    { grab, at: [y + radius, x] },
    { grab, at: [y, x - radius] },
    { grab, at: [y - radius, x] },
  ];
}

function rectangleHandles(detector: DrawableDetector & { shape: "rectangle" }): Handle[] {
  const { centre, height, width } = detector;
  const handles: Handle[] = [];
  for (const sy of [-1, 0, 1])
    for (const sx of [-1, 0, 1])
      if (sy !== 0 || sx !== 0)
        handles.push({
          grab: { part: "side", sides: [sy, sx] },
          at: [centre[0] + (sy * height) / 2, centre[1] + (sx * width) / 2],
        });
  return handles;
}

/**
 * What lies under a pointer: the nearest handle, else the outline (the whole circumference of a ring resizes it, so a
 * ring larger than the pane can be grabbed too), else the inside.
 * @param slack how near is near enough, image px
 */
export function grabAt(detector: DrawableDetector, at: Pair, slack: number): Grab | undefined {
  const near = nearestHandle(detector, at, slack);
  if (near !== undefined) return near.grab;
  return outlineAt(detector, at, slack * 0.6) ?? (contains(detector, at, slack) ? body : undefined);
}

function nearestHandle(detector: DrawableDetector, at: Pair, slack: number): Handle | undefined {
  let nearest: Handle | undefined;
  let smallest = slack;
  for (const handle of handlesOf(detector)) {
    const away = distance(handle.at, at);
    if (away > smallest) continue;
    nearest = handle;
    smallest = away;
  }
  return nearest;
}

function outlineAt(detector: DrawableDetector, at: Pair, slack: number): Grab | undefined {
  if (detector.shape === "point" || detector.shape === "rectangle") return undefined;
  const away = distance(detector.centre, at);
  const outer = detector.shape === "circle" ? detector.radius : detector.outer;
  const toOuter = Math.abs(away - outer);
  const toInner = detector.shape === "annulus" ? Math.abs(away - detector.inner) : Number.POSITIVE_INFINITY;
  if (Math.min(toInner, toOuter) > slack) return undefined;
  return { part: toInner < toOuter ? "inner" : "outer" };
}

/** The hole of an annulus belongs to its body: it is what one takes to move the ring. */
function contains(detector: DrawableDetector, at: Pair, slack: number): boolean {
  const dy = Math.abs(at[0] - detector.centre[0]);
  const dx = Math.abs(at[1] - detector.centre[1]);
  switch (detector.shape) {
    case "point":
      return Math.hypot(dy, dx) <= slack;
    case "circle":
      return Math.hypot(dy, dx) <= Math.max(detector.radius, slack);
    case "annulus":
      return Math.hypot(dy, dx) <= Math.max(detector.outer, slack);
    case "rectangle":
      return dy <= Math.max(detector.height / 2, slack) && dx <= Math.max(detector.width / 2, slack);
  }
}

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
  if (grab.part === "body") return movedDetector(start, movedBy(from, to, constrain));
  if (grab.part === "side")
    return withSideMoved(start, grab.sides, [to[0] - from[0], to[1] - from[1]], constrain);
  const change = distance(start.centre, to) - distance(start.centre, from);
  return resizedDetector(start, grab.part, change, constrain);
}

function movedBy(from: Pair, to: Pair, oneAxis: boolean): Pair {
  const by: Pair = [to[0] - from[0], to[1] - from[1]];
  if (!oneAxis) return by;
  return Math.abs(by[0]) > Math.abs(by[1]) ? [by[0], 0] : [0, by[1]];
}

/** The same shape elsewhere. @param by [y, x], px */
export function movedDetector(detector: DrawableDetector, by: Pair): DrawableDetector {
  return { ...detector, centre: [detector.centre[0] + by[0], detector.centre[1] + by[1]] };
}

/** Changes the inner or outer radius by px; of a rectangle both sides, of a point nothing. */
export function resizedDetector(
  detector: DrawableDetector,
  part: "inner" | "outer",
  change: number,
  wholePixels = false,
): DrawableDetector {
  const step = (size: number) => (wholePixels ? Math.round(size) : size);
  switch (detector.shape) {
    case "point":
      return detector;
    case "circle":
      return part === "inner" ? detector : { ...detector, radius: step(detector.radius + change) };
    case "annulus":
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
  }
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
  return { shape: "rectangle", centre: [y, x], height, width };
}

/**
 * Another shape in the same place with about the same reach, from what is shown now.
 * @param reach radius to give a shape that comes from a point, px
 */
export function withShape(detector: DrawableDetector, shape: DrawnShape, reach: number): DrawableDetector {
  const { centre } = detector;
  const outer = outerReach(detector) ?? reach;
  switch (shape) {
    case "point":
      return { shape, centre };
    case "circle":
      return { shape, centre, radius: outer };
    case "annulus":
      return { shape, centre, inner: outer / 2, outer };
    case "rectangle":
      return { shape, centre, height: 2 * outer, width: 2 * outer };
  }
}

function outerReach(detector: DrawableDetector): number | undefined {
  switch (detector.shape) {
    case "point":
      return undefined;
    case "circle":
      return detector.radius;
    case "annulus":
      return detector.outer;
    case "rectangle":
      return Math.max(detector.height, detector.width) / 2;
  }
}

/**
 * A geometry that can be: centre on the detector, sizes positive and no larger than its diagonal, inner below
 * outer, rounded so that the line of code gives the same numbers.
 * @param frame shape of the detector, px [y, x]
 */
export function settledDetector(detector: DrawableDetector, frame: Pair): DrawableDetector {
  const centre: Pair = [
    between(detector.centre[0], 0, frame[0] - 1),
    between(detector.centre[1], 0, frame[1] - 1),
  ];
  return roundedDetector(withSettledSize({ ...detector, centre }, frame));
}

function withSettledSize(detector: DrawableDetector, frame: Pair): DrawableDetector {
  const diagonal = Math.hypot(frame[0], frame[1]);
  switch (detector.shape) {
    case "point":
      return detector;
    case "circle":
      return { ...detector, radius: between(detector.radius, smallestRadius, diagonal) };
    case "annulus": {
      const outer = between(detector.outer, smallestRadius, diagonal);
      return { ...detector, inner: between(detector.inner, 0, outer - smallestRadius), outer };
    }
    case "rectangle": {
      const height = between(detector.height, smallestSide, 2 * frame[0]);
      return { ...detector, height, width: between(detector.width, smallestSide, 2 * frame[1]) };
    }
  }
}

export function sameDetector(a: DrawableDetector, b: DrawableDetector): boolean {
  return JSON.stringify(settledOrder(a)) === JSON.stringify(settledOrder(b));
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
