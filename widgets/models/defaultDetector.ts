import { electronWavelength } from "#core/calibration/electronWavelength.js";
import type { Calibration } from "#core/data/calibration.js";
import type { AnnulusDetector } from "#core/virtual/detector.js";
import { beamCentre } from "#core/virtual/placeDetector.js";
import { roundedDetector } from "./detectorCode.js";

/** Inner radius of the default annulus in radii of the direct disk: clear of its edge. */
const clearOfDisk = 1.2;

/**
 * The annulus that a picker starts with, around the direct beam: an annular dark field. Inner radius 1.2 times that of the
 * direct disk where the calibration knows it, otherwise a quarter of the detector; outer radius almost to the edge. Radii
 * are multiples of half a px, so that the line of code reads well.
 * @param detectorShape [detY, detX], px
 */
export function defaultDetector(
  detectorShape: readonly [number, number],
  calibration: Calibration,
): AnnulusDetector {
  const side = Math.min(...detectorShape);
  const outer = Math.max(Math.floor(2 * 0.48 * side) / 2, 0.5);
  const disk = diskRadius(calibration);
  const wanted = disk !== undefined && clearOfDisk * disk < 0.8 * outer ? clearOfDisk * disk : side / 4;
  // Upwards, to stay clear of the disk, but inside the outer circle.
  const inner = Math.min(Math.ceil(2 * wanted) / 2, outer - 0.5);
  const centre = beamCentre(detectorShape, calibration);
  return roundedDetector({ shape: "annulus", centre, inner, outer });
}

/** Radius of the direct disk, px; undefined where the calibration does not say enough. */
function diskRadius({ semiAngle, energy, detectorPixel }: Calibration): number | undefined {
  if (semiAngle === undefined || energy === undefined || detectorPixel === undefined) return undefined;
  return semiAngle / electronWavelength(energy) / detectorPixel[1];
}
