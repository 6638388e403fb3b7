import type { DetectorPickerState, PickerResponse, ShownImage, ShownPattern } from "./detectorPickerState.js";
import { deflectionUnit } from "./paneUnits.js";

/** Whether a response is a centre of mass, which has the unit of the pattern. */
export function isDeflection(response: PickerResponse): boolean {
  return response === "comX" || response === "comY" || response === "comVector";
}

type ImageTraits = Pick<DetectorPickerState, "detector" | "response" | "spectrum" | "units" | "scan">;

/** What the image pane shows by the traits. */
export function shownImageOf({ detector, response, spectrum, units, scan }: ImageTraits): ShownImage {
  const unit = isDeflection(response) ? deflectionUnit(units.pattern, scan) : "px";
  return { detector, response, spectrum, unit };
}

/** What the pattern pane shows by the traits. */
export function shownPatternOf(
  state: Pick<DetectorPickerState, "pattern" | "cursor" | "region" | "cepstrum">,
): ShownPattern {
  const { pattern, cursor, region, cepstrum } = state;
  return { pattern, cursor, region, cepstrum };
}
