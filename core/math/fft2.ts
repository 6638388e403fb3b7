import { RonchiError } from "../errors.js";
import { fftOf, inverseTransform, type Planes } from "./fft.js";

/** Rows and columns, [y, x]. */
type Shape = readonly [number, number];

/** Two-dimensional transform of complex numbers [height, width], C order, in place. */
export function fft2(values: Planes, [height, width]: Shape): void {
  requireSize(values.re.length, [height, width]);
  fftOf(height).transform(values, width);
  const turned = transposed(values, [height, width]);
  fftOf(width).transform(turned, height);
  copyPlanes(transposed(turned, [width, height]), values);
}

/** The inverse of {@link fft2}, with its factor 1 / (height · width). */
export function inverseFft2(values: Planes, [height, width]: Shape): void {
  requireSize(values.re.length, [height, width]);
  inverseTransform(values, width);
  const turned = transposed(values, [height, width]);
  inverseTransform(turned, height);
  copyPlanes(transposed(turned, [width, height]), values);
}

/**
 * Two-dimensional transform of real numbers [height, width], C order: all of it, [height, width], zero frequency first.
 * About half the work of the complex one: two rows go through as one, and of the columns only half.
 */
export function realFft2(values: ArrayLike<number>, [height, width]: Shape): Planes {
  requireSize(values.length, [height, width]);
  const half = halfSpectrum(values, [height, width]);
  fftOf(height).transform(half, halfWidth(width));
  return wholeSpectrum(half, [height, width]);
}

/** Lengths of complex numbers. */
export function amplitudes({ re, im }: Planes): Float64Array {
  return re.map((a, i) => Math.hypot(a, im[i]!));
}

/** The same image with zero frequency at [floor(height / 2), floor(width / 2)]. */
export function centred(values: Float64Array, [height, width]: Shape): Float64Array {
  const out = new Float64Array(values.length);
  const [down, right] = [Math.floor(height / 2), Math.floor(width / 2)];
  for (let y = 0; y < height; y++) {
    const to = ((y + down) % height) * width;
    const row = values.subarray(y * width, (y + 1) * width);
    out.set(row.subarray(0, width - right), to + right);
    out.set(row.subarray(width - right), to);
  }
  return out;
}

function halfWidth(width: number): number {
  return Math.floor(width / 2) + 1;
}

/** Transform along x of every row: [height, width / 2 + 1]. Rows 2r and 2r + 1 are real and imaginary part of one. */
function halfSpectrum(values: ArrayLike<number>, [height, width]: Shape): Planes {
  const pairs = Math.ceil(height / 2);
  const packed = complexOf(width * pairs);
  for (let y = 0; y < height; y++) {
    const part = y % 2 === 0 ? packed.re : packed.im;
    for (let x = 0; x < width; x++) part[x * pairs + (y >> 1)] = values[y * width + x]!;
  }
  fftOf(width).transform(packed, pairs);
  const kept = halfWidth(width);
  const half = complexOf(height * kept);
  for (let k = 0; k < kept; k++) unpackPairs(packed, pairs, k, half, [height, width]);
  return half;
}

/** With Z = F + i G, F and G spectra of real rows: F[k] = (Z[k] + conj Z[-k]) / 2, G[k] = (Z[k] - conj Z[-k]) / 2i. */
function unpackPairs(packed: Planes, pairs: number, k: number, half: Planes, [height, width]: Shape): void {
  const kept = halfWidth(width);
  const mirror = (width - k) % width;
  for (let r = 0; r < pairs; r++) {
    const [a, b] = [packed.re[k * pairs + r]!, packed.im[k * pairs + r]!];
    const [c, d] = [packed.re[mirror * pairs + r]!, packed.im[mirror * pairs + r]!];
    const even = 2 * r * kept + k;
    half.re[even] = (a + c) / 2;
    half.im[even] = (b - d) / 2;
    if (2 * r + 1 === height) continue;
    half.re[even + kept] = (b + d) / 2;
    half.im[even + kept] = (c - a) / 2;
  }
}

/** Of real values F[-y, -x] is the conjugate of F[y, x]. */
function wholeSpectrum(half: Planes, [height, width]: Shape): Planes {
  const kept = halfWidth(width);
  const whole = complexOf(height * width);
  for (let y = 0; y < height; y++) {
    const mirror = ((height - y) % height) * kept;
    for (let x = 0; x < width; x++) {
      const isKept = x < kept;
      const from = isKept ? y * kept + x : mirror + width - x;
      whole.re[y * width + x] = half.re[from]!;
      whole.im[y * width + x] = isKept ? half.im[from]! : -half.im[from]!;
    }
  }
  return whole;
}

function transposed(values: Planes, [height, width]: Shape): Planes {
  const out = complexOf(values.re.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      out.re[x * height + y] = values.re[y * width + x]!;
      out.im[x * height + y] = values.im[y * width + x]!;
    }
  return out;
}

function copyPlanes(from: Planes, to: Planes): void {
  to.re.set(from.re);
  to.im.set(from.im);
}

function complexOf(length: number): Planes {
  return { re: new Float64Array(length), im: new Float64Array(length) };
}

function requireSize(values: number, [height, width]: Shape): void {
  if (height > 0 && width > 0 && values === height * width) return;
  throw new RonchiError({
    code: "shape-mismatch",
    subject: "image to transform",
    found: `${values} values`,
    expected: `${height} x ${width} = ${height * width}, at least 1 x 1`,
    remedy: "Give the shape of the array as [y, x].",
  });
}
