import { addEquation, normalEquations, solveLeastSquares } from "../math/leastSquares.js";
import { median } from "../math/robust.js";
import type { DirectDisk } from "./directDisk.js";
import { diskContrasts, surroundings } from "./diskContrasts.js";
import { binned, type PatternPixels } from "./patternPixels.js";

type Pair = readonly [number, number];

/** Two vectors from the direct disk, [y, x] px, whose whole multiples lead to the other disks. */
export interface GuessedLattice {
  readonly g1: Pair;
  readonly g2: Pair;
}

/** Largest disks that are searched for at full size, px: the time of a search grows with the area of the pattern times the radius. */
const searchRadius = 12;
/** Disks do not overlap more than this, radii. */
const leastSpacing = 1.5;
/** Spots are this part of the strongest one at least, of contrasts of square roots. */
const leastSpot = 0.3;
/** Spots stand out of the noise by this many times its standard deviation. */
const clearOfNoise = 5;
/** Sine of the least angle between the two vectors. */
const leastSine = 0.3;
/** A spot belongs to a node that is at most this part of a vector away. */
const nodeReach = 0.25;

/**
 * The lattice of the disks in a sum or mean pattern, as a start for a hand: the two shortest vectors, not along one line, at
 * both ends of which a disk of the size of the direct one stands out, fitted by least squares to all such disks. undefined
 * where there are no two. A sum over grains of several directions has no lattice, and what is returned of it means little.
 * @param disk the direct disk, px
 */
export function guessLattice(
  pattern: PatternPixels,
  disk: Pick<DirectDisk, "centre" | "radius">,
): GuessedLattice | undefined {
  const step = Math.ceil(disk.radius / searchRadius);
  const [y, x] = disk.centre.map((at) => (at - (step - 1) / 2) / step) as [number, number];
  const spots = spotsAround(binned(pattern, step), { centre: [y, x], radius: disk.radius / step })
    .map(([dy, dx]): Pair => [dy * step, dx * step])
    .sort((a, b) => length(a) - length(b));
  const [first] = spots;
  const second =
    first && spots.find((spot) => Math.abs(cross(first, spot)) > leastSine * length(first) * length(spot));
  if (first === undefined || second === undefined) return undefined;
  return fitted({ g1: first, g2: second }, spots);
}

/** Vectors from the direct disk to disks that have a partner on the other side; one of each two. */
function spotsAround(
  pattern: PatternPixels,
  { centre, radius }: Pick<DirectDisk, "centre" | "radius">,
): Pair[] {
  const [height, width] = pattern.shape;
  const contrasts = diskContrasts(pattern, radius);
  const at = (y: number, x: number): number =>
    y < 0 || x < 0 || y >= height || x >= width ? Number.NEGATIVE_INFINITY : contrasts[y * width + x]!;
  const score = (y: number, x: number): number =>
    Math.min(at(y, x), at(Math.round(2 * centre[0] - y), Math.round(2 * centre[1] - x)));
  const found: { readonly spot: Pair; readonly score: number }[] = [];
  const isTop = (y: number, x: number) => isLargest(score, y, x, Math.max(1, Math.floor(radius)));
  for (let y = Math.floor(centre[0]); y < height; y++)
    for (let x = 0; x < width; x++) {
      const [dy, dx] = [y - centre[0], x - centre[1]];
      const isOther = dy < 0 || Math.hypot(dy, dx) < leastSpacing * radius;
      if (isOther || !(score(y, x) > 0) || !isTop(y, x)) continue;
      const peak: Pair = [
        dy + peakOffset(at(y - 1, x), at(y, x), at(y + 1, x)),
        dx + peakOffset(at(y, x - 1), at(y, x), at(y, x + 1)),
      ];
      found.push({ spot: peak, score: score(y, x) });
    }
  const strongest = found.reduce((most, one) => Math.max(most, one.score), 0);
  const least = Math.max(leastSpot * strongest, clearOfNoise * contrastNoise(pattern, radius));
  return found.filter((one) => one.score >= least).map(({ spot }) => spot);
}

/** Standard deviation of contrasts where there are no disks: of pixels, by how much neighbours in a row differ. */
function contrastNoise({ data, shape: [, width] }: PatternPixels, radius: number): number {
  const root = (i: number) => Math.sqrt(Math.max(0, data[i]!));
  const steps = Float64Array.from(data, (_, i) => (i % width === 0 ? 0 : Math.abs(root(i) - root(i - 1))));
  // Of normal values the median difference of two is 0.954 standard deviations.
  const pixel = median(steps) / 0.954;
  const [inside, around] = [1, surroundings ** 2 - 1].map((part) =>
    Math.max(1, part * Math.PI * radius ** 2),
  );
  return pixel * Math.sqrt(1 / inside! + 1 / around!);
}

/** No larger value within `reach` px. */
function isLargest(score: (y: number, x: number) => number, y: number, x: number, reach: number): boolean {
  const own = score(y, x);
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++) if (score(y + dy, x + dx) > own) return false;
  return true;
}

/** Where a parabola through three equally spaced values has its top, from the middle one, at most half a px. */
function peakOffset(before: number, middle: number, after: number): number {
  const bend = before - 2 * middle + after;
  if (!(bend < 0) || !Number.isFinite(bend)) return 0;
  return Math.min(0.5, Math.max(-0.5, (before - after) / (2 * bend)));
}

/** The vectors for which the spots are nearest to nodes; those far from any node do not count. */
function fitted({ g1, g2 }: GuessedLattice, spots: readonly Pair[]): GuessedLattice {
  const area = cross(g1, g2);
  const along = [normalEquations(2), normalEquations(2)] as const;
  for (const spot of spots) {
    const [h, k] = [cross(spot, g2) / area, cross(g1, spot) / area];
    const [wholeH, wholeK] = [Math.round(h), Math.round(k)];
    if (Math.hypot(h - wholeH, k - wholeK) > nodeReach) continue;
    for (const axis of [0, 1] as const) addEquation(along[axis], [wholeH, wholeK], spot[axis]);
  }
  const [y, x] = along.map((equations) => solveLeastSquares(equations)) as [Float64Array, Float64Array];
  return { g1: [y[0]!, x[0]!], g2: [y[1]!, x[1]!] };
}

function cross(a: Pair, b: Pair): number {
  return a[1] * b[0] - a[0] * b[1];
}

function length([y, x]: Pair): number {
  return Math.hypot(y, x);
}
