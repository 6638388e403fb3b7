import type { NumberArray } from "../data/dtype.js";
import { RonchiError } from "../errors.js";

/** An image to read along a line: `RealSlice`, `DiffractionSlice` and the like. */
export interface ProfiledImage {
  readonly data: NumberArray;
  /** [y, x], C order. */
  readonly shape: readonly [number, number];
  /** 1 = excluded, same order as the data. */
  readonly excluded?: Uint8Array | undefined;
}

/** Options of {@link lineProfile}. */
export interface LineProfileOptions {
  /** px [y, x]; (0, 0) is the centre of the first pixel. */
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  /** Parallel lines 1 px apart that are averaged, centred on the line; default 1. */
  readonly width?: number;
}

/** Values at equal steps along a line. */
export interface LineProfile {
  /** From the start of the line, px. */
  readonly distance: Float64Array;
  /** In the unit of the image; NaN where the line has none: outside, or at excluded pixels. */
  readonly values: Float64Array;
}

/**
 * The intensity along a line from one end to the other, at ⌈length⌉ + 1 places, so that steps are at most 1 px: bilinear
 * interpolation, averaged across `width`. Pixels reach half a px beyond their centres, so the outer ones hold to the
 * border of the image. Places without a value (outside, beside an excluded pixel, NaN) do not count in the average.
 * @throws RonchiError "invalid-argument" for a width that is not a whole number from 1 on, or ends that are not finite
 */
export function lineProfile(image: ProfiledImage, options: LineProfileOptions): LineProfile {
  const { from, to, width = 1 } = options;
  checkWidth(width);
  checkEnds(from, to);
  const [dy, dx] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dy, dx);
  const steps = Math.max(1, Math.ceil(length - 1e-9));
  const across = length === 0 ? [0, 0] : [dx / length, -dy / length];
  const [distance, values] = [new Float64Array(steps + 1), new Float64Array(steps + 1)];
  for (let i = 0; i <= steps; i++) {
    const along = i / steps;
    distance[i] = along * length;
    values[i] = averageAcross(image, from[0] + along * dy, from[1] + along * dx, across, width);
  }
  return { distance, values };
}

function averageAcross(
  image: ProfiledImage,
  y: number,
  x: number,
  across: readonly number[],
  width: number,
): number {
  let [sum, count] = [0, 0];
  for (let line = 0; line < width; line++) {
    const off = line - (width - 1) / 2;
    const value = valueAt(image, y + off * across[0]!, x + off * across[1]!);
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  return count === 0 ? Number.NaN : sum / count;
}

/** Bilinear; NaN where there is no value. */
function valueAt(image: ProfiledImage, y: number, x: number): number {
  const [height, width] = image.shape;
  if (y < -0.5 || y > height - 0.5 || x < -0.5 || x > width - 0.5) return Number.NaN;
  const [top, down] = cellOf(y, height);
  const [left, right] = cellOf(x, width);
  const row = (at: number) =>
    mixed(pixelAt(image, at * width + left), right, () => pixelAt(image, at * width + left + 1));
  return mixed(row(top), down, () => row(top + 1));
}

/** The pixel before a place, and the part of the way to the next one. */
function cellOf(place: number, size: number): readonly [number, number] {
  const within = Math.min(Math.max(place, 0), size - 1);
  const before = Math.floor(within);
  return [before, within - before];
}

/** A neighbour that has no part in the value is not read: it may be excluded, or not there. */
function mixed(a: number, part: number, b: () => number): number {
  return part === 0 ? a : a + part * (b() - a);
}

function pixelAt({ data, excluded }: ProfiledImage, at: number): number {
  return excluded?.[at] === 1 ? Number.NaN : data[at]!;
}

function checkWidth(width: number): void {
  if (Number.isInteger(width) && width >= 1) return;
  throw badArgument("width of a line profile", String(width), "a whole number of px, from 1 on");
}

function checkEnds(...ends: readonly (readonly [number, number])[]): void {
  if (ends.flat().every(Number.isFinite)) return;
  const found = ends.map((end) => `[${end.join(", ")}]`).join(" to ");
  throw badArgument("ends of a line profile", found, "finite px [y, x]");
}

function badArgument(subject: string, found: string, expected: string): RonchiError {
  return new RonchiError({ code: "invalid-argument", subject, found, expected, remedy: `Give ${expected}.` });
}
