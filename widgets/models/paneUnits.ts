import type { Calibration } from "#core/data/calibration.js";
import type { FourierPlane } from "#core/data/fourierSlice.js";
import type { DetectorUnit } from "#core/virtual/detector.js";
import { unitsPerPixel } from "#core/virtual/detectorUnit.js";
import { beamCentre } from "#core/virtual/placeDetector.js";
import type { PixelSize } from "../draw/scaleBar.js";

/** In what a pattern is measured; "both": places and geometry in px, sizes also calibrated. */
export type PatternUnit = "both" | DetectorUnit;
/** In what an image is measured; "both": px and Å or nm, whichever reads better. */
export type ImageUnit = "both" | "px" | "Å" | "nm";

/** The units of a picker's two panes. */
export interface Units {
  readonly pattern: PatternUnit;
  readonly image: ImageUnit;
}

/** What is measured: its calibration, and how many pixels it has, [scanY, scanX, detY, detX]. */
export interface MeasuredScan {
  readonly calibration: Calibration;
  readonly shape: readonly [number, number, number, number];
}

/** From px to a unit of the detector plane. */
export interface DetectorScale {
  readonly unit: DetectorUnit;
  /** Units a px, [y, x]. */
  readonly perPixel: readonly [number, number];
  /** The place that is 0, px. */
  readonly origin: readonly [number, number];
}

const pixels: DetectorScale = { unit: "px", perPixel: [1, 1], origin: [0, 0] };

/** The unit in which geometry is shown and typed. */
export function geometryScale(unit: PatternUnit, scan: MeasuredScan): DetectorScale {
  return unit === "both" ? pixels : detectorScale(unit, scan);
}

/** The unit in which sizes are calibrated, if there is one: Å⁻¹, or the one that is asked for. */
export function calibratedScale(unit: PatternUnit, scan: MeasuredScan): DetectorScale | undefined {
  const scale = detectorScale(unit === "both" ? "Å⁻¹" : unit, scan);
  return scale.unit === "px" ? undefined : scale;
}

/** The unit of centres of mass. */
export function deflectionUnit(unit: PatternUnit, scan: MeasuredScan): DetectorUnit {
  return geometryScale(unit, scan).unit;
}

/** px, where the calibration does not give the unit. */
function detectorScale(unit: DetectorUnit, { calibration, shape }: MeasuredScan): DetectorScale {
  const { detectorPixel, energy } = calibration;
  if (unit === "px" || detectorPixel === undefined) return pixels;
  if (unit === "mrad" && energy === undefined) return pixels;
  const origin = beamCentre([shape[2], shape[3]], calibration);
  return { unit, perPixel: unitsPerPixel(unit, calibration), origin };
}

/** Size of a pixel along x of a pattern, for its scale bar. */
export function patternPixel(unit: PatternUnit, scan: MeasuredScan): PixelSize {
  const scale = calibratedScale(unit, scan);
  if (scale !== undefined) return { value: scale.perPixel[1], unit: scale.unit };
  return inPixels(scan.calibration.detectorPixel !== undefined);
}

/** Size of a pixel along x of an image over the scan, for its scale bar. */
export function imagePixel(unit: ImageUnit, { calibration }: Pick<MeasuredScan, "calibration">): PixelSize {
  const ångström = calibration.scanStep?.[1];
  if (ångström === undefined || unit === "px") return inPixels(ångström !== undefined);
  if (unit === "nm") return { value: ångström / 10, unit };
  return { value: ångström, unit: "Å", keepUnit: unit === "Å" };
}

/** Size of a pixel along x of a transform; px if the pane is to be measured in px, or its source is not calibrated. */
export function fourierPixel(unit: PatternUnit | ImageUnit, { pixel, pixelUnit }: FourierPlane): PixelSize {
  if (pixel === undefined || unit === "px") return inPixels(pixel !== undefined);
  return { value: pixel[1], unit: pixelUnit, keepUnit: true };
}

/** An unknown size is shown in px too, but said to be unknown. */
function inPixels(isCalibrated: boolean): PixelSize {
  return { value: isCalibrated ? 1 : undefined, unit: "px" };
}
