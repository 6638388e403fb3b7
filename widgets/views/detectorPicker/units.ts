import { electronWavelength } from "#core/calibration/electronWavelength.js";
import type { Calibration } from "#core/data/calibration.js";
import type { DetectorUnit } from "#core/virtual/detector.js";
import { beamCentre } from "#core/virtual/placeDetector.js";
import type { DetectorPickerState } from "#widgets/models/detectorPickerState.js";
import type { PixelSize } from "../parts/scaleBarMark.js";
import type { MenuOption } from "../parts/toolbar.js";
import type { Pair } from "../parts/viewTransform.js";

type Scan = DetectorPickerState["scan"];

/** In what a pattern is measured; "both": places and geometry in px, sizes also calibrated. */
export type PatternUnit = "both" | DetectorUnit;
/** In what an image is measured; "both": px and Å or nm, whichever reads better. */
export type ImageUnit = "both" | "px" | "Å" | "nm";

/** The units of a picker's two panes. */
export interface Units {
  readonly pattern: PatternUnit;
  readonly image: ImageUnit;
}

/** From px to a unit of the detector plane. */
export interface DetectorScale {
  readonly unit: DetectorUnit;
  /** Units a px, [y, x]. */
  readonly perPixel: Pair;
  /** The place that is 0, px. */
  readonly origin: Pair;
}

const pixels: DetectorScale = { unit: "px", perPixel: [1, 1], origin: [0, 0] };

/** Units to choose from; those that lack calibration are named, but cannot be chosen. */
export function patternUnits({ detectorPixel, energy }: Calibration): readonly MenuOption<PatternUnit>[] {
  if (detectorPixel === undefined) return [{ value: "both", label: "px (uncalibrated)" }];
  const lacksEnergy = energy === undefined;
  return [
    { value: "both", label: "px, Å⁻¹" },
    { value: "px", label: "px" },
    { value: "Å⁻¹", label: "Å⁻¹" },
    { value: "mrad", label: lacksEnergy ? "mrad (needs the beam energy)" : "mrad", disabled: lacksEnergy },
  ];
}

/** Units to choose from for the virtual image. */
export function imageUnits({ scanStep }: Calibration): readonly MenuOption<ImageUnit>[] {
  if (scanStep === undefined) return [{ value: "both", label: "px (uncalibrated)" }];
  return [
    { value: "both", label: "px, nm" },
    { value: "px", label: "px" },
    { value: "Å", label: "Å" },
    { value: "nm", label: "nm" },
  ];
}

/** The unit in which geometry is shown and typed. */
export function geometryScale(unit: PatternUnit, scan: Scan): DetectorScale {
  return unit === "both" ? pixels : detectorScale(unit, scan);
}

/** The unit in which sizes are calibrated, if there is one: Å⁻¹, or the one that is asked for. */
export function calibratedScale(unit: PatternUnit, scan: Scan): DetectorScale | undefined {
  const scale = detectorScale(unit === "both" ? "Å⁻¹" : unit, scan);
  return scale.unit === "px" ? undefined : scale;
}

function detectorScale(unit: DetectorUnit, { calibration, shape }: Scan): DetectorScale {
  const perPixel = calibration.detectorPixel;
  if (perPixel === undefined || unit === "px") return pixels;
  const origin = beamCentre([shape[2], shape[3]], calibration);
  if (unit === "Å⁻¹") return { unit, perPixel, origin };
  if (calibration.energy === undefined) return pixels;
  const toMrad = electronWavelength(calibration.energy) * 1e3;
  return { unit, perPixel: [perPixel[0] * toMrad, perPixel[1] * toMrad], origin };
}

/** Size of a pixel along x in each pane, for the scale bars. */
export function pixelSizes(
  units: Units,
  scan: Scan,
): { readonly pattern: PixelSize; readonly image: PixelSize } {
  const scale = calibratedScale(units.pattern, scan);
  return {
    pattern: { value: scale?.perPixel[1], unit: scale?.unit ?? "px" },
    image: imagePixel(units.image, scan.calibration),
  };
}

function imagePixel(unit: ImageUnit, { scanStep }: Calibration): PixelSize {
  const ångström = unit === "px" ? undefined : scanStep?.[1];
  if (ångström === undefined) return { value: undefined, unit: "px" };
  if (unit === "nm") return { value: ångström / 10, unit };
  return { value: ångström, unit: "Å", keepUnit: unit === "Å" };
}
