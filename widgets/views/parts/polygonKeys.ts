import type { DrawableDetector } from "#widgets/models/pickerDetector.js";
import { cornersOf, withCorners } from "./corners.js";
import { arrows } from "./paneGestures.js";
import { middleOfSide, nearestSide, withCorner, withCornerMoved, withoutCorner } from "./polygonGeometry.js";
import type { Pair } from "./viewTransform.js";

/** A detector with corners after a key or a double click, and which of its corners is chosen then. */
export interface CornerChange {
  readonly detector: DrawableDetector;
  readonly corner: number | undefined;
}

const largeStep = 5;

/**
 * What a key does with the corners of a polygon, or with the ends of lattice vectors: N and Shift + N choose one, arrows move it
 * (Shift: 5 px), Esc leaves it; of a polygon Insert adds one behind it, Delete takes it away. undefined when the key is not
 * one of these, or there are no corners.
 */
export function cornerKey(
  event: KeyboardEvent,
  detector: DrawableDetector,
  corner: number | undefined,
): CornerChange | undefined {
  const points = cornersOf(detector);
  if (points === undefined || event.ctrlKey || event.altKey || event.metaKey) return undefined;
  if (event.key.toLowerCase() === "n")
    return { detector, corner: nextCorner(points, corner, event.shiftKey) };
  if (corner === undefined || corner >= points.length) return undefined;
  const arrow = arrows[event.key];
  if (arrow !== undefined) {
    const step = event.shiftKey ? largeStep : 1;
    const by: Pair = [arrow[0] * step, arrow[1] * step];
    return { detector: withCorners(detector, withCornerMoved(points, corner, by)), corner };
  }
  if (event.key === "Escape") return { detector, corner: undefined };
  return isPolygon(detector) ? countKey(event.key, detector, points, corner) : undefined;
}

/** Keys that make corners more or fewer. */
function countKey(
  key: string,
  detector: DrawableDetector,
  points: readonly Pair[],
  corner: number,
): CornerChange | undefined {
  switch (key) {
    case "Insert":
      return {
        detector: withCorners(detector, withCorner(points, corner, middleOfSide(points, corner))),
        corner: corner + 1,
      };
    case "Delete": {
      const fewer = withoutCorner(points, corner);
      return {
        detector: fewer === points ? detector : withCorners(detector, fewer),
        corner: corner % fewer.length,
      };
    }
    default:
      return undefined;
  }
}

/** A double click on a side puts a corner there. @param slack how near is near enough, image px */
export function doubleClicked(detector: DrawableDetector, at: Pair, slack: number): CornerChange | undefined {
  const points = cornersOf(detector);
  if (points === undefined || !isPolygon(detector)) return undefined;
  if (points.some(([y, x]) => Math.hypot(y - at[0], x - at[1]) <= slack)) return undefined;
  const side = nearestSide(points, at);
  if (side.away > slack) return undefined;
  return {
    detector: withCorners(detector, withCorner(points, side.index, side.on)),
    corner: side.index + 1,
  };
}

function isPolygon(detector: DrawableDetector): boolean {
  return (detector.shape === "inversion" ? detector.detector : detector).shape === "polygon";
}

function nextCorner(points: readonly Pair[], corner: number | undefined, back: boolean): number {
  if (corner === undefined) return back ? points.length - 1 : 0;
  return (corner + (back ? points.length - 1 : 1)) % points.length;
}
