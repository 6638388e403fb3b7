import type { FourierPlane, FourierSlice } from "../data/fourierSlice.js";
import type { Provenance } from "../data/provenance.js";
import type { RealSlice } from "../data/realSlice.js";
import { version } from "../version.js";
import { type FftWindow, type SpectrumPart, spectrumNames, spectrumOf } from "./spectrum.js";

/** Options of {@link fft}. */
export interface FftOptions {
  /** Default "none". "hann" takes away the cross that the edges of the image make. */
  readonly window?: FftWindow;
  /** Default "magnitude"; phases in rad count from pixel [0, 0]. */
  readonly part?: SpectrumPart;
}

/**
 * Amplitudes of the Fourier transform of an image over the scan, without its mean, zero frequency in the middle, calibrated in
 * Å⁻¹ where the scan step is known; on request phases, real or imaginary parts instead.
 */
export function fft(
  image: RealSlice,
  { window = "none", part = "magnitude" }: FftOptions = {},
): FourierSlice {
  return spectrumSlice(image, {
    operation: "fft",
    parameters: part === "magnitude" ? { window } : { window, part },
    name: `${spectrumNames[part]} of ${image.name}`,
    unit: part === "phase" ? "rad" : image.unit,
    data: spectrumOf(image.data, image.shape, window, part),
  });
}

/** Powers of the Fourier transform of an image over the scan: the squares of {@link fft}. */
export function powerSpectrum(
  image: RealSlice,
  { window = "none" }: Pick<FftOptions, "window"> = {},
): FourierSlice {
  return spectrumSlice(image, {
    operation: "powerSpectrum",
    parameters: { window },
    name: `power spectrum of ${image.name}`,
    unit: image.unit === "" ? "" : `(${image.unit})²`,
    data: spectrumOf(image.data, image.shape, window).map((amplitude) => amplitude * amplitude),
  });
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

interface MadeSpectrum extends Pick<Provenance, "operation" | "parameters"> {
  readonly name: string;
  readonly unit: string;
  readonly data: Float64Array;
}

function spectrumSlice(image: RealSlice, { operation, parameters, ...made }: MadeSpectrum): FourierSlice {
  const { shape, calibration, overflow, provenance } = image;
  return {
    kind: "FourierSlice",
    ...made,
    shape,
    ...scanFourierPlane(image),
    calibration,
    overflow,
    provenance: { operation, parameters, inputs: [provenance], version },
  };
}
