import type { Pair } from "./detector.js";

/**
 * Where the sides of a polygon cross the line of pixel centres `y`, ascending, an even number of them. A side counts
 * from its upper end to just above its lower one, so that a corner is never counted twice; a pixel centre x is inside
 * between the (2i)th crossing, included, and the next, excluded.
 */
function polygonCrossings(points: readonly Pair[], y: number): number[] {
  const crossings: number[] = [];
  points.forEach((end, i) => {
    const start = points.at(i - 1)!;
    // Always from the upper end, so that two polygons that share a side find the same crossing, bit for bit.
    const [upper, lower] = start[0] <= end[0] ? [start, end] : [end, start];
    if (upper[0] > y || y >= lower[0]) return;
    crossings.push(upper[1] + ((y - upper[0]) / (lower[0] - upper[0])) * (lower[1] - upper[1]));
  });
  return crossings.sort((a, b) => a - b);
}

/** The pixels inside a polygon, [y, x] corners in px: 1 = inside. Even-odd rule on pixel centres. */
export function polygonMask(points: readonly Pair[], [height, width]: Pair): Uint8Array {
  const mask = new Uint8Array(height * width);
  for (let y = 0; y < height; y++) {
    const crossings = polygonCrossings(points, y);
    for (let i = 0; i < crossings.length; i += 2) {
      const first = Math.max(0, Math.ceil(crossings[i]!));
      const end = Math.min(width, Math.ceil(crossings[i + 1]!));
      if (first < end) mask.fill(1, y * width + first, y * width + end);
    }
  }
  return mask;
}

/** Distance of a place from the nearest side of a polygon, px. */
export function distanceToPolygon(points: readonly Pair[], y: number, x: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < points.length; i++) {
    least = Math.min(least, distanceToSide(points.at(i - 1)!, points[i]!, y, x));
  }
  return least;
}

function distanceToSide(start: Pair, end: Pair, y: number, x: number): number {
  const [dy, dx] = [end[0] - start[0], end[1] - start[1]];
  const length2 = dy * dy + dx * dx;
  const along = length2 === 0 ? 0 : ((y - start[0]) * dy + (x - start[1]) * dx) / length2;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(y - start[0] - t * dy, x - start[1] - t * dx);
}
