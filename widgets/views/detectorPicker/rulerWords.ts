import type { FourierPlane } from "#core/data/fourierSlice.js";
import { formatNumber, formatQuantity } from "#widgets/draw/format.js";
import type { DetectorPickerState } from "#widgets/models/detectorPickerState.js";
import { calibratedScale, type ImageUnit, type PatternUnit } from "#widgets/models/paneUnits.js";
import type { Line } from "../parts/lineGeometry.js";
import { angleWords, fourierWords, lengthWords } from "./words.js";

type Scan = DetectorPickerState["scan"];

/**
 * What a ruler says on the diffraction pattern: the distance, the spacing d = 1/q of planes that diffract so far, and
 * the angle from +x to +y (down).
 */
export function patternRulerWords(line: Line, unit: PatternUnit, scan: Scan): readonly string[] {
  const [dy, dx] = vector(line);
  const px = `${formatNumber(Math.hypot(dy, dx))} px`;
  const scale = calibratedScale(unit, scan);
  if (unit === "px") return [px, angleWords(dy, dx)];
  if (scale === undefined) return [`${px} (uncalibrated)`, angleWords(dy, dx)];
  const [qy, qx] = [dy * scale.perPixel[0], dx * scale.perPixel[1]];
  const distance = formatQuantity(Math.hypot(qy, qx), scale.unit);
  const first = unit === "both" ? `${distance} = ${px}` : distance;
  return [first, [...spacingWords(dy, dx, scan), angleWords(qy, qx)].join(", ")];
}

/** What a ruler says on the virtual image: the distance and the angle from +x to +y (down). */
export function imageRulerWords(line: Line, unit: ImageUnit, scan: Scan): readonly string[] {
  const [dy, dx] = vector(line);
  const px = `${formatNumber(Math.hypot(dy, dx))} px`;
  const step = scan.calibration.scanStep;
  if (unit === "px") return [px, angleWords(dy, dx)];
  if (step === undefined) return [`${px} (uncalibrated)`, angleWords(dy, dx)];
  const length = lengthWords(Math.hypot(dy * step[0], dx * step[1]), unit);
  return [unit === "both" ? `${length} = ${px}` : length, angleWords(dy * step[0], dx * step[1])];
}

/** What a ruler says on a transform: the distance between two of its places, as frequency or as length. */
export function fourierRulerWords(
  line: Line,
  unit: PatternUnit | ImageUnit,
  plane: FourierPlane,
): readonly string[] {
  const [dy, dx] = vector(line);
  const px = `${formatNumber(Math.hypot(dy, dx))} px`;
  if (unit === "px") return [px, angleWords(dy, dx)];
  if (plane.pixel === undefined) return [`${px} (uncalibrated)`, angleWords(dy, dx)];
  const [first, ...rest] = fourierWords([dy, dx], plane, unit);
  return [first!.replace(/^[qr] /, ""), rest.join(", ")];
}

function spacingWords(dy: number, dx: number, scan: Scan): string[] {
  const scale = calibratedScale("Å⁻¹", scan);
  if (scale === undefined) return [];
  const q = Math.hypot(dy * scale.perPixel[0], dx * scale.perPixel[1]);
  return q > 0 ? [`d ${formatQuantity(1 / q, "Å")}`] : [];
}

function vector([from, to]: Line): readonly [number, number] {
  return [to[0] - from[0], to[1] - from[1]];
}
