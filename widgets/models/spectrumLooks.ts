import type { SpectrumPart } from "#core/fourier/spectrum.js";
import { defaultPanes } from "./defaultPanes.js";
import type { PaneState } from "./detectorPickerState.js";

const signed: PaneState = { scale: "linear", colormap: "rdbu", percentile: [1, 99], symmetric: true };

/** Looks that fit the parts of a transform: amplitudes, angles of a whole turn, values of both signs. */
export const spectrumLooks: Readonly<Record<SpectrumPart, PaneState>> = {
  magnitude: defaultPanes.spectrumLook,
  phase: { scale: "linear", colormap: "cyclic", percentile: [0, 100], limits: [-Math.PI, Math.PI] },
  real: signed,
  imaginary: signed,
};
