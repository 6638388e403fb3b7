import type { FourierPlane, FourierSlice } from "../data/fourierSlice.js";
import type { RealSlice } from "../data/realSlice.js";
import { version } from "../version.js";
import { type FftWindow, spectrumOf } from "./spectrum.js";

export interface FftOptions {
  /** Default "none". "hann" takes away the cross that the edges of the image make. */
  readonly window?: FftWindow;
}

/**
 * Amplitudes of the Fourier transform of an image over the scan, without its mean, zero frequency in the middle, calibrated in
 * Å⁻¹ where the scan step is known.
 */
export function fft(image: RealSlice, { window = "none" }: FftOptions = {}): FourierSlice {
  return spectrumSlice(image, "fft", window, `FFT of ${image.name}`, image.unit, (amplitude) => amplitude);
}

/** Powers of the Fourier transform of an image over the scan: the squares of {@link fft}. */
export function powerSpectrum(image: RealSlice, { window = "none" }: FftOptions = {}): FourierSlice {
  const unit = image.unit === "" ? "" : `(${image.unit})²`;
  const name = `power spectrum of ${image.name}`;
  return spectrumSlice(image, "powerSpectrum", window, name, unit, (amplitude) => amplitude * amplitude);
}

/** The plane of the transform of an image over the scan. */
export function scanFourierPlane({
  shape,
  calibration,
}: Pick<RealSlice, "shape" | "calibration">): FourierPlane {
  const { scanStep } = calibration;
  const pixelUnit = "Å⁻¹";
  if (scanStep === undefined) return { pixelUnit };
  return { pixel: [1 / (shape[0] * scanStep[0]), 1 / (shape[1] * scanStep[1])], pixelUnit };
}

function spectrumSlice(
  image: RealSlice,
  operation: string,
  window: FftWindow,
  name: string,
  unit: string,
  powerOf: (amplitude: number) => number,
): FourierSlice {
  const { shape, calibration, overflow, provenance } = image;
  return {
    kind: "FourierSlice",
    name,
    data: spectrumOf(image.data, shape, window).map(powerOf),
    shape,
    unit,
    ...scanFourierPlane(image),
    calibration,
    overflow,
    provenance: { operation, parameters: { window }, inputs: [provenance], version },
  };
}
