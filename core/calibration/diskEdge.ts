import { addEquation, normalEquations, solveLeastSquares } from "../math/leastSquares.js";
import { bisquareWeight, median } from "../math/robust.js";
import { type Circle, leastRadius } from "./diskCandidates.js";
import type { PatternPixels } from "./patternPixels.js";

/** A disk with a smooth edge: background + step / (1 + exp((r - radius) / softness)). */
export interface DiskEdge extends Circle {
  /** Length over which the edge falls, px: the logistic function's. */
  readonly softness: number;
  /** Height of the disk above the background, in the pattern's unit. */
  readonly step: number;
  readonly background: number;
}

/** Pixels near the edge, flat. */
interface Zone {
  readonly y: Float64Array;
  readonly x: Float64Array;
  readonly value: Float64Array;
}

const mostRounds = 60;
/** Good enough, px. */
const smallStep = 1e-4;
/** Largest change of place or radius in one round, px. */
const largestStep = 0.5;

/**
 * Fits a disk to the pixels about the edge of `start`. Pixels that do not fit (Bragg disks, hot and dead pixels, a beam
 * stop) lose their weight by and by; counting noise is allowed for. Undefined when the fit leaves the pixels it saw.
 */
export function fitEdge(pattern: PatternPixels, start: Circle): DiskEdge | undefined {
  const zone = pixelsNear(pattern, start);
  let edge = firstEdge(zone, start);
  if (edge === undefined) return undefined;
  for (let round = 0; round < mostRounds; round++) {
    const next = improved(edge, zone);
    if (next === undefined || !isPlausible(next, start)) return undefined;
    const moved = Math.hypot(next.centre[0] - edge.centre[0], next.centre[1] - edge.centre[1]);
    const isDone = moved + Math.abs(next.radius - edge.radius) < smallStep;
    edge = next;
    if (isDone) break;
  }
  return edge;
}

/** How far from the edge pixels are looked at, px: more of a large disk tells of its structure, not of its edge. */
function reachOf(radius: number): number {
  return Math.min(10, Math.max(3, 0.35 * radius));
}

function pixelsNear(
  { data, shape: [height, width], excluded }: PatternPixels,
  { centre, radius }: Circle,
): Zone {
  const reach = reachOf(radius);
  const [y, x, value]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < height * width; i++) {
    const [py, px] = [Math.floor(i / width), i % width];
    const isNear = Math.abs(Math.hypot(py - centre[0], px - centre[1]) - radius) <= reach;
    if (!isNear || excluded?.[i] === 1 || !Number.isFinite(data[i])) continue;
    y.push(py);
    x.push(px);
    value.push(data[i]!);
  }
  return { y: Float64Array.from(y), x: Float64Array.from(x), value: Float64Array.from(value) };
}

function firstEdge(zone: Zone, { centre, radius }: Circle): DiskEdge | undefined {
  const side = (isIn: (fromEdge: number) => boolean): number =>
    median(
      zone.value.filter((_, i) => isIn(Math.hypot(zone.y[i]! - centre[0], zone.x[i]! - centre[1]) - radius)),
    );
  const inside = side((fromEdge) => fromEdge < -1);
  const background = side((fromEdge) => fromEdge > 1);
  if (!(inside > background)) return undefined;
  return { centre, radius, softness: 0.4, step: inside - background, background };
}

/** One round of Gauss and Newton on the weighted pixels. */
function improved(edge: DiskEdge, zone: Zone): DiskEdge | undefined {
  const { centre, radius, softness, step, background } = edge;
  const count = zone.value.length;
  const residuals = new Float64Array(count);
  const rows = new Float64Array(count * 6);
  // Counting noise grows with the intensity; the floor keeps empty pixels from outweighing all others.
  const floor = 0.02 * (step + Math.max(0, background));
  for (let i = 0; i < count; i++) {
    const [dy, dx] = [zone.y[i]! - centre[0], zone.x[i]! - centre[1]];
    const distance = Math.max(1e-6, Math.hypot(dy, dx));
    const height = 1 / (1 + Math.exp((distance - radius) / softness));
    const model = background + step * height;
    const noise = Math.sqrt(Math.max(model, 0) + floor);
    // Along the radius the edge falls as steeply as it rises when the disk grows.
    const slope = (step * height * (1 - height)) / softness;
    const towards = slope / distance;
    residuals[i] = (zone.value[i]! - model) / noise;
    rows[i * 6] = (towards * dy) / noise;
    rows[i * 6 + 1] = (towards * dx) / noise;
    rows[i * 6 + 2] = slope / noise;
    rows[i * 6 + 3] = (slope * (distance - radius)) / softness / noise;
    rows[i * 6 + 4] = height / noise;
    rows[i * 6 + 5] = 1 / noise;
  }
  const scale = Math.max(1.4826 * median(residuals.map(Math.abs)), 1e-3 * Math.sqrt(step));
  const equations = normalEquations(6);
  for (let i = 0; i < count; i++) {
    const weight = bisquareWeight(residuals[i]!, scale);
    if (weight > 0) addEquation(equations, rows.subarray(i * 6, i * 6 + 6), residuals[i]!, weight);
  }
  if (equations.matrix.some((value, i) => i % 7 === 0 && !(value > 0))) return undefined;
  return stepped(edge, solveLeastSquares(equations, 1e-3));
}

function stepped(edge: DiskEdge, change: Float64Array): DiskEdge {
  const bounded = (value: number): number => Math.min(largestStep, Math.max(-largestStep, value));
  return {
    centre: [edge.centre[0] + bounded(change[0]!), edge.centre[1] + bounded(change[1]!)],
    radius: edge.radius + bounded(change[2]!),
    softness: Math.min(edge.radius / 3, Math.max(0.1, edge.softness + bounded(change[3]!))),
    step: edge.step + change[4]!,
    background: edge.background + change[5]!,
  };
}

function isPlausible(edge: DiskEdge, start: Circle): boolean {
  const reach = reachOf(start.radius);
  const moved = Math.hypot(edge.centre[0] - start.centre[0], edge.centre[1] - start.centre[1]);
  return (
    edge.step > 0 &&
    edge.radius >= leastRadius &&
    moved < reach &&
    Math.abs(edge.radius - start.radius) < reach
  );
}
