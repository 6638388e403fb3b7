import type { Pair } from "./viewTransform.js";

/** A side of a polygon, and how far a place is from it. */
export interface NearSide {
  /** Of the corner where the side begins; it ends at the next one. */
  readonly index: number;
  /** Nearest place on the side, px [y, x]. */
  readonly on: Pair;
  /** px. */
  readonly away: number;
}

/** A polygon has at least these many corners. */
export const fewestCorners = 3;

/** The side of a closed line that a place is nearest to. @param points two corners or more, [y, x] */
export function nearestSide(points: readonly Pair[], at: Pair): NearSide {
  return points
    .map((start, index): NearSide => {
      const on = nearestOn(start, points[(index + 1) % points.length]!, at);
      return { index, on, away: Math.hypot(on[0] - at[0], on[1] - at[1]) };
    })
    .reduce((best, side) => (side.away < best.away ? side : best));
}

function nearestOn(start: Pair, end: Pair, at: Pair): Pair {
  const [dy, dx] = [end[0] - start[0], end[1] - start[1]];
  const length2 = dy * dy + dx * dx;
  const along = length2 === 0 ? 0 : ((at[0] - start[0]) * dy + (at[1] - start[1]) * dx) / length2;
  const t = Math.min(1, Math.max(0, along));
  return [start[0] + t * dy, start[1] + t * dx];
}

/** A corner more, on the side after corner `index`. */
export function withCorner(points: readonly Pair[], index: number, at: Pair): Pair[] {
  return [...points.slice(0, index + 1), at, ...points.slice(index + 1)];
}

/** A corner less; the same points where a polygon would have too few. */
export function withoutCorner(points: readonly Pair[], index: number): readonly Pair[] {
  return points.length <= fewestCorners ? points : points.filter((_, i) => i !== index);
}

/** One corner moved by px; the index counts round. */
export function withCornerMoved(points: readonly Pair[], index: number, by: Pair): Pair[] {
  return points.map((point, i) => (i === index ? [point[0] + by[0], point[1] + by[1]] : point));
}

/** The middle of the side after corner `index`. */
export function middleOfSide(points: readonly Pair[], index: number): Pair {
  const [start, end] = [points[index]!, points[(index + 1) % points.length]!];
  return [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
}

/** All corners moved away from the middle `centre` by `factor` times their distance. */
export function scaledCorners(points: readonly Pair[], centre: Pair, factor: number): Pair[] {
  return points.map(([y, x]) => [centre[0] + (y - centre[0]) * factor, centre[1] + (x - centre[1]) * factor]);
}
