import type {
  DetectorPickerState,
  DrawableDetector,
  PickerResponse,
  ShownDescan,
  ShownImage,
  ShownPattern,
} from "./detectorPickerState.js";
import { type Detectors, shownComposite } from "./namedDetectors.js";
import { deflectionUnit } from "./paneUnits.js";

/** Whether a response is a centre of mass, which has the unit of the pattern. */
export function isDeflection(response: PickerResponse): boolean {
  return response === "comX" || response === "comY" || response === "comVector";
}

/** Whether images of a response can be put together: counts can, centres of mass are of one detector. */
export function isComposable(response: PickerResponse): boolean {
  return response === "integrate" || response === "max";
}

/** Whether an image has no transform of one colour: vectors, and colours. */
export function hasNoSpectrum({ response, composite }: ShownImage): boolean {
  return response === "comVector" || composite?.kind === "rgb";
}

/** Whether the transform of an image is shown. */
export function isTransformed(shown: ShownImage): boolean {
  return (shown.spectrum ?? "off") !== "off" && !hasNoSpectrum(shown);
}

/** The detectors that an image is made of, red or minuend first. */
export function shownDetectors({ detector, composite }: ShownImage): readonly DrawableDetector[] {
  return composite?.detectors.map((named) => named.detector) ?? [detector];
}

type ImageTraits = Detectors &
  Pick<DetectorPickerState, "response" | "spectrum" | "spectrumPart" | "units" | "scan" | "descan">;

/** What the image pane shows by the traits. */
export function shownImageOf(traits: ImageTraits): ShownImage {
  const { response, spectrum, spectrumPart: part, units, scan } = traits;
  const composite = isComposable(response) ? shownComposite(traits) : null;
  // Of a composite the selected detector may be no part.
  const detector = composite ? composite.detectors[0]!.detector : traits.detector;
  const unit = isDeflection(response) ? deflectionUnit(units.pattern, scan) : "px";
  return { detector, response, composite, spectrum, part, unit, descan: shownDescan(traits) };
}

/** What the detectors follow; null where they stay. */
export function shownDescan({ descan }: Pick<DetectorPickerState, "descan">): ShownDescan | null {
  return descan?.follows ? { origin: descan.origin, measured: descan.measured } : null;
}

/** What the pattern pane shows by the traits. */
export function shownPatternOf(
  state: Pick<DetectorPickerState, "pattern" | "cursor" | "region" | "cepstrum">,
): ShownPattern {
  const { pattern, cursor, region, cepstrum } = state;
  return { pattern, cursor, region, cepstrum };
}
