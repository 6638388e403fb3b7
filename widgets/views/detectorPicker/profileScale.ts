import type { FourierPlane } from "#core/data/fourierSlice.js";
import type { DetectorPickerState, PickerPane } from "#widgets/models/detectorPickerState.js";
import { calibratedScale, type ImageUnit, type PatternUnit, type Units } from "#widgets/models/paneUnits.js";
import { distance, type Line } from "../parts/lineGeometry.js";

type Scan = DetectorPickerState["scan"];

/** Length of a line in the unit of its pane; px where it has no calibration. */
export interface MeasuredLength {
  readonly length: number;
  readonly unit: string;
}

/** Measures a line as the rulers of a pane do; where they name px and another unit, in the other one. */
export function profileLength(
  line: Line,
  pane: PickerPane,
  units: Units,
  scan: Scan,
  fourier: FourierPlane | undefined,
): MeasuredLength {
  if (units[pane] === "px") return { length: distance(...line), unit: "px" };
  if (fourier !== undefined) return scaledLength(line, fourier.pixel, fourier.pixelUnit);
  if (pane === "pattern") return patternLength(line, units.pattern, scan);
  return imageLength(line, units.image, scan);
}

function patternLength(line: Line, unit: PatternUnit, scan: Scan): MeasuredLength {
  const scale = calibratedScale(unit, scan);
  return scaledLength(line, scale?.perPixel, scale?.unit ?? "px");
}

/** Å below 1 nm, as lengths on that pane are written. */
function imageLength(line: Line, unit: ImageUnit, scan: Scan): MeasuredLength {
  const { length, unit: measured } = scaledLength(line, scan.calibration.scanStep, "Å");
  const isLong = unit === "nm" || (unit === "both" && length >= 10);
  return measured === "Å" && isLong ? { length: length / 10, unit: "nm" } : { length, unit: measured };
}

function scaledLength(
  [from, to]: Line,
  perPixel: readonly [number, number] | undefined,
  unit: string,
): MeasuredLength {
  if (perPixel === undefined) return { length: distance(from, to), unit: "px" };
  const length = Math.hypot((to[0] - from[0]) * perPixel[0], (to[1] - from[1]) * perPixel[1]);
  return { length, unit };
}
