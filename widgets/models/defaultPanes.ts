import type { DetectorPickerState } from "./detectorPickerState.js";

type PaneTraits = Pick<
  DetectorPickerState,
  "diffraction" | "image" | "spectrum" | "cepstrum" | "spectrumLook" | "cepstrumLook" | "units" | "histograms"
>;

const transformLook = { scale: "log", colormap: "gray", percentile: [1, 99.9] } as const;

/** How the panes of a new picker look: both pictures as they are, histograms folded, so that all is seen at once. */
export const defaultPanes: PaneTraits = {
  diffraction: { scale: "log", colormap: "gray", percentile: [0.1, 99.9] },
  image: { scale: "linear", colormap: "viridis", percentile: [0.1, 99.9] },
  spectrum: "off",
  cepstrum: false,
  spectrumLook: transformLook,
  cepstrumLook: transformLook,
  units: { pattern: "both", image: "both" },
  histograms: { pattern: false, image: false },
};
