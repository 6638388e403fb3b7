import type { DetectorPickerState } from "#widgets/models/detectorPickerState.js";
import type { ViewModel } from "../host.js";

/** What several traits hold now, by their names. */
export function traitsOf<Name extends keyof DetectorPickerState>(
  model: ViewModel<DetectorPickerState>,
  names: readonly Name[],
): Pick<DetectorPickerState, Name> {
  // Each name with its own value.
  return Object.fromEntries(names.map((name) => [name, model.get(name)])) as Pick<DetectorPickerState, Name>;
}

/** The traits that hold the detectors and what is put together from them. */
export const detectorTraits = ["detectors", "selected", "detector", "composite"] as const;
/** The other traits that an image depends on. */
export const imageTraits = ["response", "spectrum", "spectrumPart", "units", "scan", "descan"] as const;
/** The traits that a pattern depends on. */
export const patternTraits = ["pattern", "cursor", "region", "cepstrum"] as const;
/** The traits that hold how the panes look. */
export const lookTraits = ["diffraction", "image", "spectrumLook", "cepstrumLook", "units"] as const;
/** The traits that say which transforms are shown. */
export const transformTraits = ["spectrum", "spectrumPart", "cepstrum"] as const;
