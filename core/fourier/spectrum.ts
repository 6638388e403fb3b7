import type { NumberArray } from "../data/dtype.js";
import type { Planes } from "../math/fft.js";
import { amplitudes, centred, realFft2 } from "../math/fft2.js";

/** Rows and columns, [y, x]. */
type Pair = readonly [number, number];

/** What an image is multiplied with, so that its edges make no cross through the transform. */
export type FftWindow = "none" | "hann";

/** What is taken of the complex numbers of a transform: their lengths, their angles in rad from -π to π, or one of their parts. */
export type SpectrumPart = "magnitude" | "phase" | "real" | "imaginary";

/** What each part is called, before "of" an image. */
export const spectrumNames: Readonly<Record<SpectrumPart, string>> = {
  magnitude: "FFT",
  phase: "phase of the FFT",
  real: "real part of the FFT",
  imaginary: "imaginary part of the FFT",
};

/**
 * Amplitudes, or another part, of the transform of an image without its mean, zero frequency at [floor(height / 2),
 * floor(width / 2)]; phases count from pixel [0, 0] of the image. The amplitudes are the sum
 * |sum of (f - mean) w exp(-2 pi i q r)|. With the Hann window they are divided by the mean of the window, so that a lattice keeps its
 * amplitude. Values that are not finite count as the mean.
 * Throws RonchiError "shape-mismatch" when the array is not as large as the shape says.
 */
export function spectrumOf(
  data: NumberArray,
  shape: Pair,
  window: FftWindow = "none",
  part: SpectrumPart = "magnitude",
): Float64Array {
  const values = withoutMean(data);
  if (window === "hann") applyHann(values, shape);
  return centred(partOf(realFft2(values, shape), part), shape);
}

function partOf(transform: Planes, part: SpectrumPart): Float64Array {
  const { re, im } = transform;
  switch (part) {
    case "magnitude":
      return amplitudes(transform);
    case "phase":
      return re.map((value, i) => Math.atan2(im[i]!, value));
    case "real":
      return re;
    case "imaginary":
      return im;
  }
}

function withoutMean(data: NumberArray): Float64Array {
  let [sum, count] = [0, 0];
  for (const value of data) {
    if (!Number.isFinite(value)) continue;
    sum += value;
    count += 1;
  }
  const mean = count === 0 ? 0 : sum / count;
  return Float64Array.from(data, (value) => (Number.isFinite(value) ? value - mean : 0));
}

function applyHann(values: Float64Array, [height, width]: Pair): void {
  const [down, across] = [hann(height), hann(width)];
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) values[i]! *= down[y]! * across[x]!;
}

/** The periodic Hann window over its mean of 1/2: 1 - cos(2 pi j / n); of one sample 1. */
function hann(count: number): Float64Array {
  if (count === 1) return Float64Array.of(1);
  return Float64Array.from({ length: count }, (_, j) => 1 - Math.cos((2 * Math.PI * j) / count));
}
