import type { Pair } from "#core/virtual/detector.js";
import type { DrawableDetector, RunBitmap } from "./pickerDetector.js";

/** A box on the detector, px, borders included. */
export interface Bounds {
  /** Upper left corner, [y, x]. */
  readonly least: Pair;
  /** Lower right corner, [y, x]. */
  readonly most: Pair;
}

/**
 * The box around a detector; of an inversion, around what is left out; of a lattice, around its central disk. undefined for
 * a bitmap without pixels.
 */
export function boundsOf(detector: DrawableDetector): Bounds | undefined {
  switch (detector.shape) {
    case "point":
      return around(detector.centre, 0, 0);
    case "circle":
    case "lattice":
      return around(detector.centre, detector.radius, detector.radius);
    case "annulus":
    case "sector":
      return around(detector.centre, detector.outer, detector.outer);
    case "rectangle":
      return around(detector.centre, detector.height / 2, detector.width / 2);
    case "polygon":
      return boxOf(detector.points);
    case "bitmap":
      return boxOfBitmap(detector);
    case "inversion":
      return boundsOf(detector.detector);
    case "union":
    case "intersection": {
      const boxes = detector.detectors.flatMap((part) => boundsOf(part) ?? []);
      return boxOf(boxes.flatMap(({ least, most }) => [least, most]));
    }
  }
}

/** What a detector is moved by and measured from, px [y, x]: its own centre, or the middle of its box. */
export function centreOf(detector: DrawableDetector): Pair | undefined {
  if ("centre" in detector) return detector.centre;
  const box = boundsOf(detector);
  return box && [(box.least[0] + box.most[0]) / 2, (box.least[1] + box.most[1]) / 2];
}

function around([y, x]: Pair, dy: number, dx: number): Bounds {
  return { least: [y - dy, x - dx], most: [y + dy, x + dx] };
}

function boxOf(places: readonly Pair[]): Bounds | undefined {
  if (places.length === 0) return undefined;
  let [top, left, bottom, right] = [...places[0]!, ...places[0]!] as [number, number, number, number];
  for (const [y, x] of places) {
    top = Math.min(top, y);
    left = Math.min(left, x);
    bottom = Math.max(bottom, y);
    right = Math.max(right, x);
  }
  return { least: [top, left], most: [bottom, right] };
}

/** A run that goes on in the next row reaches both sides. */
function boxOfBitmap({ runs, size }: RunBitmap): Bounds | undefined {
  const corners: Pair[] = [];
  let at = 0;
  for (const [i, run] of runs.entries()) {
    const [first, last] = [at, at + run - 1];
    at += run;
    if (i % 2 === 0 || run === 0) continue;
    const [top, bottom] = [Math.floor(first / size[1]), Math.floor(last / size[1])];
    corners.push([top, top === bottom ? first % size[1] : 0]);
    corners.push([bottom, top === bottom ? last % size[1] : size[1] - 1]);
  }
  return boxOf(corners);
}
