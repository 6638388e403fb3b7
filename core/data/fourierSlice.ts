import type { Calibration } from "./calibration.js";
import type { Overflow } from "./executor.js";
import type { Provenance } from "./provenance.js";

/** The plane of a transform whose zero is at [floor(height / 2), floor(width / 2)]. */
export interface FourierPlane {
  /** Size of a pixel, [y, x]; absent where what was transformed is not calibrated. */
  readonly pixel?: readonly [number, number];
  /** Å⁻¹ of a real-space image, Å of a diffraction pattern. */
  readonly pixelUnit: "Å⁻¹" | "Å";
}

/** Fourier transform of an image: amplitudes, powers, or another part of it; C order, zero frequency in the middle. */
export interface FourierSlice extends FourierPlane {
  readonly kind: "FourierSlice";
  /** What it shows, for titles. */
  readonly name: string;
  readonly data: Float64Array;
  /** That of the image, [height, width]. */
  readonly shape: readonly [number, number];
  /** What the values are: that of the image, "rad" of phases, "" where there is none. */
  readonly unit: string;
  /** Of the data set it comes from. */
  readonly calibration: Calibration;
  readonly provenance: Provenance;
  /** Of the image that was transformed. */
  readonly overflow: Overflow;
}
