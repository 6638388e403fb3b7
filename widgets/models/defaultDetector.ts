import { electronWavelength } from "#core/calibration/electronWavelength.js";
import type { Calibration } from "#core/data/calibration.js";
import type { AnnulusDetector } from "#core/virtual/detector.js";
import { beamCentre } from "#core/virtual/placeDetector.js";
import { roundedDetector } from "./detectorCode.js";

/** Inner radius of the default annulus in radii of the direct disk: clear of its edge. */
const clearOfDisk = 1.2;

/**
 * The annulus that a picker starts with, around the direct beam: an annular dark field. Inner radius 1.2 times that of the
 * direct disk where the calibration knows it, otherwise a quarter of the detector; outer radius almost to the edge.
 * @param detectorShape [detY, detX], px
 */
export function defaultDetector(
  detectorShape: readonly [number, number],
  calibration: Calibration,
): AnnulusDetector {
  const side = Math.min(...detectorShape);
  const outer = 0.48 * side;
  const disk = diskRadius(calibration);
  const inner = disk !== undefined && clearOfDisk * disk < 0.8 * outer ? clearOfDisk * disk : side / 4;
  const centre = beamCentre(detectorShape, calibration);
  return roundedDetector({ shape: "annulus", centre, inner, outer });
}

/** Radius of the direct disk, px; undefined where the calibration does not say enough. */
function diskRadius({ semiAngle, energy, detectorPixel }: Calibration): number | undefined {
  if (semiAngle === undefined || energy === undefined || detectorPixel === undefined) return undefined;
  return semiAngle / electronWavelength(energy) / detectorPixel[1];
}
