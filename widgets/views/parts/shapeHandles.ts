import { type DrawableDetector, drawnMask } from "#widgets/models/pickerDetector.js";
import { cornersOf } from "./corners.js";
import { nearestSide } from "./polygonGeometry.js";
import type { Pair } from "./viewTransform.js";

/** What a pointer took hold of: the whole shape, a radius, sides of a rectangle (−1 top or left, 1 bottom or right), a corner. */
export type Grab =
  | { readonly part: "body" }
  | { readonly part: "inner" | "outer" }
  | { readonly part: "side"; readonly sides: Pair }
  | { readonly part: "corner"; readonly index: number };

export interface Handle {
  readonly grab: Grab;
  /** [y, x], image px. */
  readonly at: Pair;
}

const body: Grab = { part: "body" };

/** The places where a shape is resized or its corners moved, image px; none where a hand can only move the whole. */
export function handlesOf(detector: DrawableDetector): readonly Handle[] {
  switch (detector.shape) {
    case "circle":
      return ringHandles(detector.centre, detector.radius, "outer");
    case "annulus":
      return [
        ...ringHandles(detector.centre, detector.outer, "outer"),
        ...ringHandles(detector.centre, detector.inner, "inner"),
      ];
    case "rectangle":
      return rectangleHandles(detector);
    case "sector":
      return sectorHandles(detector);
    case "polygon":
    case "lattice":
      return cornersOf(detector)!.map((at, index) => ({ grab: { part: "corner", index }, at }));
    case "inversion":
      return handlesOf(detector.detector);
    default:
      return [];
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

/** In the middle of its arcs. */
function sectorHandles(detector: DrawableDetector & { shape: "sector" }): Handle[] {
  const { centre, inner, outer, count, index, rotation } = detector;
  const angle = rotation + ((index + 0.5) * 2 * Math.PI) / count;
  const on = (radius: number): Pair => [
    centre[0] + radius * Math.sin(angle),
    centre[1] + radius * Math.cos(angle),
  ];
  const handles: Handle[] = [{ grab: { part: "outer" }, at: on(outer) }];
  return inner > 0 ? [...handles, { grab: { part: "inner" }, at: on(inner) }] : handles;
}

/**
 * What lies under a pointer: the nearest handle, else the outline (the whole circumference of a ring resizes it, so a
 * ring larger than the pane can be grabbed too), else the inside. Nothing of a bitmap: it is painted.
 * @param slack how near is near enough, image px
 * @param frame shape of the detector, px [y, x]
 */
export function grabAt(detector: DrawableDetector, at: Pair, slack: number, frame: Pair): Grab | undefined {
  if (detector.shape === "inversion") return grabAt(detector.detector, at, slack, frame);
  if (detector.shape === "bitmap") return undefined;
  const near = nearestHandle(detector, at, slack);
  if (near !== undefined) return near.grab;
  return outlineAt(detector, at, slack * 0.6) ?? (contains(detector, at, slack, frame) ? body : undefined);
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
  if (detector.shape !== "circle" && detector.shape !== "annulus") return undefined;
  const away = distance(detector.centre, at);
  const outer = detector.shape === "circle" ? detector.radius : detector.outer;
  const toOuter = Math.abs(away - outer);
  const toInner = detector.shape === "annulus" ? Math.abs(away - detector.inner) : Number.POSITIVE_INFINITY;
  if (Math.min(toInner, toOuter) > slack) return undefined;
  return { part: toInner < toOuter ? "inner" : "outer" };
}

/** The hole of an annulus belongs to its body: it is what one takes to move the ring. */
function contains(detector: DrawableDetector, at: Pair, slack: number, frame: Pair): boolean {
  switch (detector.shape) {
    case "point":
      return distance(detector.centre, at) <= slack;
    case "circle":
      return distance(detector.centre, at) <= Math.max(detector.radius, slack);
    case "annulus":
      return distance(detector.centre, at) <= Math.max(detector.outer, slack);
    case "rectangle": {
      const dy = Math.abs(at[0] - detector.centre[0]);
      const dx = Math.abs(at[1] - detector.centre[1]);
      return dy <= Math.max(detector.height / 2, slack) && dx <= Math.max(detector.width / 2, slack);
    }
    case "polygon":
      return isMarked(detector, at, frame) || nearestSide(detector.points, at).away <= slack * 0.6;
    default:
      return isMarked(detector, at, frame);
  }
}

function isMarked(detector: DrawableDetector, at: Pair, frame: Pair): boolean {
  const [y, x] = [Math.round(at[0]), Math.round(at[1])];
  if (y < 0 || x < 0 || y >= frame[0] || x >= frame[1]) return false;
  return cachedMask(detector, frame)[y * frame[1] + x] === 1;
}

/** Asked for with every move of the pointer. */
const masks = new WeakMap<DrawableDetector, Uint8Array>();

function cachedMask(detector: DrawableDetector, frame: Pair): Uint8Array {
  const known = masks.get(detector);
  if (known !== undefined) return known;
  const made = drawnMask(detector, frame);
  masks.set(detector, made);
  return made;
}

function distance(a: Pair, b: Pair): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
