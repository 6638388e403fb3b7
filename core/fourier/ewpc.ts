import type { DiffractionSlice } from "../data/diffractionSlice.js";
import type { NumberArray } from "../data/dtype.js";
import type { FourierPlane, FourierSlice } from "../data/fourierSlice.js";
import { RonchiError } from "../errors.js";
import { version } from "../version.js";
import { type FftWindow, spectrumOf } from "./spectrum.js";

/** Options of {@link ewpc}. */
export interface EwpcOptions {
  /** Added to the intensity before its logarithm; default: the smallest value above 0, which is 1 for a pattern of counts. */
  readonly offset?: number;
  /** Default "hann". */
  readonly window?: FftWindow;
}

/** A pattern as the transform needs it; a DiffractionSlice is one. */
export type EwpcPattern = Pick<DiffractionSlice, "data" | "shape" | "excluded">;

/**
 * Exit-wave power cepstrum of a pattern, |FFT(log(I + offset))| with zero in the middle (Padgett et al., Ultramicroscopy 214
 * (2020) 112994): peaks lie at the distances between the atoms projected along the beam, calibrated in Å where the detector pixel is
 * known. The mean of the logarithm is taken off before, and excluded pixels count as the mean of their neighbours.
 * Throws RonchiError "invalid-argument" for an offset that is not above 0.
 */
export function ewpc(pattern: DiffractionSlice, options: EwpcOptions = {}): FourierSlice {
  const { window = "hann", offset = smallestAboveZero(pattern) } = options;
  const { shape, calibration, overflow, provenance, name } = pattern;
  return {
    kind: "FourierSlice",
    name: `EWPC of ${name}`,
    data: cepstrumOf(pattern, { window, offset }),
    shape,
    unit: "",
    ...detectorFourierPlane(pattern),
    calibration,
    overflow,
    provenance: { operation: "ewpc", parameters: { window, offset }, inputs: [provenance], version },
  };
}

/** The amplitudes of {@link ewpc} alone. */
export function cepstrumOf(pattern: EwpcPattern, options: EwpcOptions = {}): Float64Array {
  const { window = "hann", offset = smallestAboveZero(pattern) } = options;
  checkOffset(offset);
  const logarithm = Float64Array.from(pattern.data, (value) => Math.log(Math.max(value, 0) + offset));
  return spectrumOf(withoutHoles(logarithm, pattern), pattern.shape, window);
}

/** The plane of the transform of a pattern. */
export function detectorFourierPlane({
  shape,
  calibration,
}: Pick<DiffractionSlice, "shape" | "calibration">): FourierPlane {
  const { detectorPixel } = calibration;
  const pixelUnit = "Å";
  if (detectorPixel === undefined) return { pixelUnit };
  return { pixel: [1 / (shape[0] * detectorPixel[0]), 1 / (shape[1] * detectorPixel[1])], pixelUnit };
}

/** 1 for a pattern without any value above 0. */
function smallestAboveZero({ data, excluded }: EwpcPattern): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < data.length; i++)
    if (data[i]! > 0 && data[i]! < smallest && excluded?.[i] !== 1) smallest = data[i]!;
  return Number.isFinite(smallest) ? smallest : 1;
}

/** Excluded pixels get the mean of their known neighbours, from the rim of each hole inwards; NaN where nothing is known. */
function withoutHoles(values: Float64Array, { shape, excluded }: EwpcPattern): Float64Array {
  if (excluded === undefined) return values;
  let filled = values.map((value, i) => (excluded[i] === 1 ? Number.NaN : value));
  for (;;) {
    const next = filled.map((value, i) => (Number.isNaN(value) ? meanOfNeighbours(filled, shape, i) : value));
    const isSame = next.every((value, i) => Number.isNaN(value) === Number.isNaN(filled[i]!));
    if (isSame) return next;
    filled = next;
  }
}

/** NaN without a known neighbour. */
function meanOfNeighbours(
  values: NumberArray,
  [height, width]: readonly [number, number],
  at: number,
): number {
  const [y, x] = [Math.floor(at / width), at % width];
  let [sum, count] = [0, 0];
  for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++)
    for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
      const value = values[ny * width + nx]!;
      if (Number.isNaN(value)) continue;
      sum += value;
      count += 1;
    }
  return sum / count;
}

function checkOffset(offset: number): void {
  if (offset > 0 && Number.isFinite(offset)) return;
  throw new RonchiError({
    code: "invalid-argument",
    subject: "offset of ewpc",
    found: String(offset),
    expected: "a number above 0, in the unit of the pattern",
    remedy: "Leave it out to take the smallest value above 0.",
  });
}
