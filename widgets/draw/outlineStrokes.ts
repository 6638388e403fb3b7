import type { Pair, SectorDetector } from "#core/virtual/detector.js";
import { latticeNodes } from "#core/virtual/latticeNodes.js";
import { type DrawableDetector, drawnMask } from "../models/pickerDetector.js";

/** A piece of an outline, image px [y, x]; pixel (0, 0) has its centre there. */
export type Stroke =
  | { readonly centre: Pair; readonly radius: number }
  /** The last point is joined to the first. */
  | { readonly corners: readonly Pair[] }
  | { readonly from: Pair; readonly to: Pair };

/** Steps of an arc, a full turn. */
const arcSteps = 180;

/**
 * The outline of a detector, without that of a point, which every drawing marks in its own way. Disks, rings, boxes and
 * polygons are exact; what is put together, and bitmaps, follow the borders of their pixels.
 * @param frame shape of the detector, px [y, x]
 */
export function outlineStrokes(detector: DrawableDetector, frame: Pair): readonly Stroke[] {
  switch (detector.shape) {
    case "point":
      return [];
    case "circle":
      return [{ centre: detector.centre, radius: detector.radius }];
    case "annulus":
      return rings(detector.centre, [detector.inner, detector.outer]);
    case "rectangle":
      return [{ corners: boxCorners(detector.centre, detector.height / 2, detector.width / 2) }];
    case "polygon":
      return [{ corners: detector.points }];
    case "sector":
      return sectorStrokes(detector);
    case "lattice":
      return latticeNodes(detector, frame).map((centre) => ({ centre, radius: detector.radius }));
    case "inversion":
      return outlineStrokes(detector.detector, frame);
    default:
      return maskEdges(drawnMask(detector, frame), frame);
  }
}

function rings(centre: Pair, radii: readonly number[]): Stroke[] {
  return radii.filter((radius) => radius > 0).map((radius) => ({ centre, radius }));
}

function boxCorners([y, x]: Pair, dy: number, dx: number): Pair[] {
  return [
    [y - dy, x - dx],
    [y - dy, x + dx],
    [y + dy, x + dx],
    [y + dy, x - dx],
  ];
}

function sectorStrokes({ centre, inner, outer, count, index, rotation }: SectorDetector): readonly Stroke[] {
  if (count === 1) return rings(centre, [inner, outer]);
  const angle = (2 * Math.PI) / count;
  const first = rotation + index * angle;
  const steps = Math.max(2, Math.ceil(arcSteps / count));
  const arc = (radius: number): Pair[] =>
    Array.from({ length: steps + 1 }, (_, i) => {
      const at = first + (angle * i) / steps;
      return [centre[0] + radius * Math.sin(at), centre[1] + radius * Math.cos(at)];
    });
  return [{ corners: [...arc(outer), ...(inner > 0 ? arc(inner).reverse() : [centre])] }];
}

/** The borders between pixels in and out of a mask, each as long as it is straight. @param frame [y, x] of the mask */
function maskEdges(mask: Uint8Array, [height, width]: Pair): Stroke[] {
  const isIn = (y: number, x: number): boolean =>
    y >= 0 && x >= 0 && y < height && x < width && mask[y * width + x] === 1;
  const across = straightEdges(height, width, (y, x) => isIn(y - 1, x) !== isIn(y, x));
  const down = straightEdges(width, height, (x, y) => isIn(y, x - 1) !== isIn(y, x));
  return [
    ...across.map(([y, from, to]): Stroke => ({ from: [y, from], to: [y, to] })),
    ...down.map(([x, from, to]): Stroke => ({ from: [from, x], to: [to, x] })),
  ];
}

/** Runs of borders on each line between rows: [line, from, to], places of px borders. */
function straightEdges(
  lines: number,
  length: number,
  isEdge: (line: number, at: number) => boolean,
): [number, number, number][] {
  const edges: [number, number, number][] = [];
  for (let line = 0; line <= lines; line++) {
    let start: number | undefined;
    for (let at = 0; at <= length; at++) {
      const edge = at < length && isEdge(line, at);
      if (edge) start ??= at;
      else if (start !== undefined) {
        edges.push([line - 0.5, start - 0.5, at - 0.5]);
        start = undefined;
      }
    }
  }
  return edges;
}
