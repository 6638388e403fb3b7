import type { Calibration } from "#core/data/calibration.js";
import type { ImageUnit, PatternUnit } from "#widgets/models/paneUnits.js";
import type { MenuOption } from "../parts/toolbar.js";

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
