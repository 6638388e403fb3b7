import type { NumberArray } from "#core/data/dtype.js";
import type { SpectrumPart } from "#core/fourier/spectrum.js";
import type { DrawableDetector, ShownImage, ShownPattern } from "#widgets/models/detectorPickerState.js";
import type { SyntheticScan } from "./syntheticScan.js";

/** The picture of a detector and a response, by their definitions, pixel by pixel. */
export function pickerImage(
  scan: SyntheticScan,
  { detector, response = "integrate", descan }: ShownImage,
): { readonly data: NumberArray; readonly direction?: Float32Array } {
  const [scanY, scanX, detY, detX] = scan.shape;
  const membersAt = ([dy, dx]: readonly [number, number]) => {
    const members: number[] = [];
    for (let y = 0; y < detY; y++)
      for (let x = 0; x < detX; x++) if (belongs(detector, y - dy, x - dx)) members.push(y * detX + x);
    return members;
  };
  const frames = [...Array(scanY * scanX).keys()];
  const still = membersAt([0, 0]);
  const membersOf = (frame: number) =>
    descan ? membersAt(planeShift(descan.origin, Math.floor(frame / scanX), frame % scanX)) : still;
  const counts = (frame: number) =>
    membersOf(frame).map((member) => scan.data[frame * detY * detX + member]!);
  if (response === "integrate") return { data: Uint32Array.from(frames, (frame) => sum(counts(frame))) };
  if (response === "max") return { data: Uint32Array.from(frames, (frame) => Math.max(0, ...counts(frame))) };
  const moment = (frame: number, axis: "y" | "x") => {
    const values = counts(frame);
    const place = (member: number) =>
      axis === "y" ? Math.floor(member / detX) - (detY - 1) / 2 : (member % detX) - (detX - 1) / 2;
    const members = membersOf(frame);
    return sum(values.map((value, i) => value * place(members[i]!))) / sum(values);
  };
  const y = Float32Array.from(frames, (frame) => moment(frame, "y"));
  const x = Float32Array.from(frames, (frame) => moment(frame, "x"));
  if (response === "comY") return { data: y };
  if (response === "comX") return { data: x };
  const direction = y.map((value, i) => Math.atan2(value, x[i]!));
  return { data: y.map((value, i) => Math.hypot(value, x[i]!)), direction };
}

/** How far a plane of origins is from its mean, which is in the middle of the scan, [y, x] px. */
export function planeShift(
  {
    y,
    x,
    scanShape,
  }: {
    readonly y: readonly number[];
    readonly x: readonly number[];
    readonly scanShape: readonly [number, number];
  },
  row: number,
  column: number,
): [number, number] {
  const [v, u] = [(2 * row) / (scanShape[0] - 1) - 1, (2 * column) / (scanShape[1] - 1) - 1];
  return [y[1]! * v + y[2]! * u, x[1]! * v + x[2]! * u];
}

/** Amplitudes, or another part, of the transform of an image without its mean, zero in the middle, by the definition. */
export function naiveSpectrum(
  data: NumberArray,
  [height, width]: readonly [number, number],
  part: SpectrumPart = "magnitude",
): Float64Array {
  const mean = sum([...data]) / data.length;
  const turn = (n: number, count: number) => (2 * Math.PI * (n % count)) / count;
  return Float64Array.from({ length: data.length }, (_, i) => {
    const [ky, kx] = [Math.floor(i / width) - (height >> 1), (i % width) - (width >> 1)];
    let [re, im] = [0, 0];
    data.forEach((value, at) => {
      const phase = turn(ky * Math.floor(at / width), height) + turn(kx * (at % width), width);
      re += (value - mean) * Math.cos(phase);
      im -= (value - mean) * Math.sin(phase);
    });
    return { magnitude: Math.hypot(re, im), phase: Math.atan2(im, re), real: re, imaginary: im }[part];
  });
}

/** The pattern of a scan position, or put together from many. */
export function pickerPattern(scan: SyntheticScan, { pattern, cursor, region }: ShownPattern): NumberArray {
  const [scanY, scanX, detY, detX] = scan.shape;
  const box = pattern === "sum" || !region ? { y: [0, scanY], x: [0, scanX] } : region;
  const frames: number[] = [];
  for (let y = box.y[0]!; y < box.y[1]!; y++)
    for (let x = box.x[0]!; x < box.x[1]!; x++) frames.push(y * scanX + x);
  const shown = pattern === "cursor" ? [cursor[0] * scanX + cursor[1]] : frames;
  const values = (pixel: number) => shown.map((frame) => scan.data[frame * detY * detX + pixel]!);
  const pixels = [...Array(detY * detX).keys()];
  if (pattern === "regionMax") return Uint32Array.from(pixels, (pixel) => Math.max(...values(pixel)));
  if (pattern === "regionMean")
    return Float32Array.from(pixels, (pixel) => sum(values(pixel)) / shown.length);
  return Uint32Array.from(pixels, (pixel) => sum(values(pixel)));
}

/** a − b, or of the images divided by their means. */
export function naiveDifference(a: NumberArray, b: NumberArray, perMean: boolean): Float64Array {
  const mean = (values: NumberArray) => (perMean ? sum([...values]) / values.length : 1);
  const [meanA, meanB] = [mean(a), mean(b)];
  return Float64Array.from(a, (value, i) => value / meanA - b[i]! / meanB);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Membership of a pixel by the definitions of the shapes; those that no test of the views draws are left out. */
export function belongs(detector: DrawableDetector, y: number, x: number): boolean {
  switch (detector.shape) {
    case "point":
      return Math.round(detector.centre[0]) === y && Math.round(detector.centre[1]) === x;
    case "circle":
      return away(detector.centre, y, x) <= detector.radius;
    case "annulus":
      return away(detector.centre, y, x) >= detector.inner && away(detector.centre, y, x) < detector.outer;
    case "rectangle":
      return (
        Math.abs(y - detector.centre[0]) <= detector.height / 2 &&
        Math.abs(x - detector.centre[1]) <= detector.width / 2
      );
    case "polygon":
      return isInside(detector.points, y, x);
    case "bitmap":
      return expanded(detector.runs)[y * detector.size[1] + x] === 1;
    case "inversion":
      return !belongs(detector.detector, y, x);
    case "union":
      return detector.detectors.some((part) => belongs(part, y, x));
    case "sector": {
      const angle = Math.atan2(y - detector.centre[0], x - detector.centre[1]) - detector.rotation;
      const turn = (((angle / (2 * Math.PI)) % 1) + 1) % 1;
      const ring = away(detector.centre, y, x);
      const inRing = ring >= detector.inner && ring < detector.outer;
      return inRing && Math.floor(turn * detector.count) === detector.index;
    }
    case "lattice": {
      const { centre, g1, g2, radius } = detector;
      const indices = Array.from({ length: 41 }, (_, i) => i - 20);
      const node = (h: number, k: number, axis: 0 | 1) => centre[axis] + h * g1[axis] + k * g2[axis];
      return indices.some((h) =>
        indices.some((k) => {
          const [ny, nx] = [node(h, k, 0), node(h, k, 1)];
          return ny >= -0.5 && nx >= -0.5 && ny <= 31.5 && nx <= 31.5 && away([ny, nx], y, x) <= radius;
        }),
      );
    }
    default:
      throw new Error(`No naive ${detector.shape}`);
  }
}

function away(centre: readonly [number, number], y: number, x: number): number {
  return Math.hypot(y - centre[0], x - centre[1]);
}

/** A ray to the right crosses the line an odd number of times. */
function isInside(points: readonly (readonly [number, number])[], y: number, x: number): boolean {
  let inside = false;
  points.forEach(([ay, ax], i) => {
    const [by, bx] = points[(i + 1) % points.length]!;
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  });
  return inside;
}

const masks = new WeakMap<readonly number[], number[]>();

/** Of runs that are asked for pixel by pixel. */
function expanded(runs: readonly number[]): number[] {
  const mask = masks.get(runs) ?? runs.flatMap((run, i) => Array<number>(run).fill(i % 2));
  masks.set(runs, mask);
  return mask;
}
