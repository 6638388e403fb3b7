import type { DetectorPickerState } from "./detectorPickerState.js";

type PaneTraits = Pick<
  DetectorPickerState,
  | "diffraction"
  | "image"
  | "spectrum"
  | "spectrumPart"
  | "cepstrum"
  | "spectrumLook"
  | "cepstrumLook"
  | "units"
  | "histograms"
  | "profiles"
  | "links"
  | "descan"
>;

/** How the panes of a new picker look, which is linked to none: histograms are folded, so that all is seen at once. */
export const defaultPanes: PaneTraits = {
  diffraction: { scale: "log", colormap: "gray", percentile: [0.1, 99.9] },
  image: { scale: "linear", colormap: "viridis", percentile: [0.1, 99.9] },
  spectrum: "off",
  spectrumPart: "magnitude",
  cepstrum: false,
  // Amplitudes of images span decades; those of logarithms do not, but for the middle.
  spectrumLook: { scale: "log", colormap: "gray", percentile: [1, 99.9] },
  cepstrumLook: { scale: "linear", colormap: "gray", percentile: [1, 99] },
  units: { pattern: "both", image: "both" },
  histograms: { pattern: false, image: false },
  profiles: { pattern: null, image: null },
  links: [],
  descan: null,
};
