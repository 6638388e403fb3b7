import { type ContourPoint, contourPoints } from "./contour.js";
import { boxFiltered, medianFiltered, type PatternPixels } from "./patternPixels.js";

/** A circle on the detector. */
export interface Circle {
  /** [y, x], px. */
  readonly centre: readonly [number, number];
  /** px. */
  readonly radius: number;
}

/** Parts of the brightest level at which outlines are looked for: Bragg disks may be joined at the lower ones. */
const levels = [0.25, 0.4, 0.55, 0.7] as const;
/** Circles tried at each level for each region, and through all regions. */
const trials = 200;
/** How far an outline may lie from a circle and still support it, px. */
const reach = 0.8;
/** Smaller circles are not told from noise, px. */
export const leastRadius = 1.5;

/**
 * The circle that outlines the direct disk, to about a pixel: of circles through three points of an outline, the one
 * that most of an outline supports around the most intensity. Undefined when nothing stands out.
 */
export function findDisk(pattern: PatternPixels): Circle | undefined {
  const clean = boxFiltered({ ...pattern, data: medianFiltered(pattern) });
  const brightest = clean.reduce((most, value) => Math.max(most, value), 0);
  let best: Circle | undefined;
  let bestScore = 0;
  for (const level of levels) {
    const outline = contourPoints(clean, pattern.shape, level * brightest);
    for (const circle of circlesThrough(outline, pattern.shape)) {
      const score =
        support(circle, outline) * contrast(circle, clean, pattern.shape) * Math.sqrt(circle.radius);
      if (score > bestScore) [best, bestScore] = [circle, score];
    }
  }
  return best;
}

/** Circles through three points of one region's outline, or of several: a beam stop may cut a disk in two. */
function* circlesThrough(
  outline: readonly ContourPoint[],
  [height, width]: readonly [number, number],
): Generator<Circle> {
  for (const points of [outline, ...byRegion(outline)]) {
    for (let trial = 1; trial <= trials; trial++) {
      const circle = circleThrough(
        spread(points, trial, 0),
        spread(points, trial, 1),
        spread(points, trial, 2),
      );
      if (circle === undefined || circle.radius < leastRadius) continue;
      const [y, x] = circle.centre;
      const { radius } = circle;
      const isNear = y > -radius && x > -radius && y < height + radius && x < width + radius;
      if (isNear && radius < Math.max(height, width)) yield circle;
    }
  }
}

/** Outlines long enough to tell a circle, the longest first, and no more than the eight longest. */
function byRegion(outline: readonly ContourPoint[]): ContourPoint[][] {
  const regions = new Map<number, ContourPoint[]>();
  for (const point of outline) {
    const region = regions.get(point.region);
    if (region === undefined) regions.set(point.region, [point]);
    else region.push(point);
  }
  const long = [...regions.values()].filter(({ length }) => length >= 8 && length < outline.length);
  return long.sort((a, b) => b.length - a.length).slice(0, 8);
}

/** Powers of the inverse plastic number: triples that fill the cube evenly, the same at every call. */
const steps = [0.8191725133961645, 0.6710436067037893, 0.5497004779019703] as const;

function spread(points: readonly ContourPoint[], trial: number, axis: 0 | 1 | 2): ContourPoint | undefined {
  const position = trial * steps[axis];
  return points[Math.floor((position - Math.floor(position)) * points.length)];
}

function circleThrough(a?: ContourPoint, b?: ContourPoint, c?: ContourPoint): Circle | undefined {
  if (a === undefined || b === undefined || c === undefined) return undefined;
  const [by, bx, cy, cx] = [b.y - a.y, b.x - a.x, c.y - a.y, c.x - a.x];
  const twiceCross = 2 * (bx * cy - by * cx);
  if (Math.abs(twiceCross) < 1e-6) return undefined;
  const [b2, c2] = [by * by + bx * bx, cy * cy + cx * cx];
  const [y, x] = [(bx * c2 - cx * b2) / twiceCross, (cy * b2 - by * c2) / twiceCross];
  return { centre: [a.y + y, a.x + x], radius: Math.hypot(y, x) };
}

/** Part of the circle that the outline follows, inside to inside: a circle of radius r crosses 8 r lines of pixels. */
function support({ centre, radius }: Circle, outline: readonly ContourPoint[]): number {
  let count = 0;
  for (const { y, x, inY, inX } of outline) {
    const [dy, dx] = [centre[0] - y, centre[1] - x];
    if (Math.abs(Math.hypot(dy, dx) - radius) < reach && dy * inY + dx * inX > 0) count++;
  }
  return Math.min(1, count / (8 * radius));
}

/** How much brighter the inside of a circle is than a ring around it, mean per pixel; 0 when it is not. */
function contrast(
  { centre, radius }: Circle,
  image: Float64Array,
  [height, width]: readonly [number, number],
): number {
  const [inner2, near2, far] = [(0.85 * radius) ** 2, (1.15 * radius + 1) ** 2, 1.5 * radius + 2];
  let [inside, insidePixels, outside, outsidePixels] = [0, 0, 0, 0];
  const lastY = Math.min(height - 1, Math.floor(centre[0] + far));
  const lastX = Math.min(width - 1, Math.floor(centre[1] + far));
  for (let y = Math.max(0, Math.ceil(centre[0] - far)); y <= lastY; y++) {
    for (let x = Math.max(0, Math.ceil(centre[1] - far)); x <= lastX; x++) {
      const distance2 = (y - centre[0]) ** 2 + (x - centre[1]) ** 2;
      if (distance2 <= inner2) {
        inside += image[y * width + x]!;
        insidePixels++;
      } else if (distance2 >= near2 && distance2 <= far * far) {
        outside += image[y * width + x]!;
        outsidePixels++;
      }
    }
  }
  if (insidePixels === 0) return 0;
  return Math.max(0, inside / insidePixels - outside / Math.max(1, outsidePixels));
}
