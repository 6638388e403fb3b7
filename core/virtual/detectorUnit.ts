import { electronWavelength } from "../calibration/electronWavelength.js";
import type { Calibration } from "../data/calibration.js";
import { RonchiError } from "../errors.js";
import type { DetectorUnit, Pair } from "./detector.js";

/** How the geometry of a detector becomes px. */
export interface ToPixels {
  /** A radius, width or distance. Throws where the pixels are not square and a disk would be an ellipse. */
  length(value: number): number;
  /** A vector [y, x], such as g1. */
  vector(value: Pair): Pair;
  /** A place [y, x]. */
  place(value: Pair): Pair;
}

const inPixels: ToPixels = {
  length: (value) => value,
  vector: (value) => value,
  place: (value) => value,
};

/** Pixels whose sides differ by less than this part count as square. */
const squareWithin = 1e-3;

/**
 * The conversion from a unit to px; `beam` is the direct beam, [y, x] px, from which places in Å⁻¹ and mrad count.
 * @throws RonchiError "invalid-argument" for an unknown unit, or naming the calibration that is missing
 */
export function toPixels(unit: DetectorUnit, calibration: Calibration, beam: Pair): ToPixels {
  if (unit === "px") return inPixels;
  const [pixelY, pixelX] = detectorPixel(unit, calibration);
  const inInverseAngstrom = unit === "mrad" ? 1e-3 / wavelength(calibration) : 1;
  const vector = ([y, x]: Pair): Pair => [(y * inInverseAngstrom) / pixelY, (x * inInverseAngstrom) / pixelX];
  return {
    length(value) {
      checkSquare(pixelY, pixelX);
      return (value * inInverseAngstrom) / pixelX;
    },
    vector,
    place(value) {
      const [y, x] = vector(value);
      return [beam[0] + y, beam[1] + x];
    },
  };
}

/**
 * Units a px, [y, x].
 * @throws RonchiError "invalid-argument" for an unknown unit, or naming the calibration that is missing
 */
export function unitsPerPixel(unit: DetectorUnit, calibration: Calibration): Pair {
  if (unit === "px") return [1, 1];
  const [pixelY, pixelX] = detectorPixel(unit, calibration);
  const perInverseAngstrom = unit === "mrad" ? wavelength(calibration) * 1e3 : 1;
  return [pixelY * perInverseAngstrom, pixelX * perInverseAngstrom];
}

function detectorPixel(unit: string, { detectorPixel: pixel }: Calibration): Pair {
  if (unit !== "Å⁻¹" && unit !== "mrad") throw unknownUnit(unit);
  if (pixel !== undefined) return pixel;
  throw missing("detectorPixel", unit, "withCalibration({ detectorPixel: [0.01, 0.01] }) sets it, in Å⁻¹.");
}

function wavelength({ energy }: Calibration): number {
  if (energy !== undefined) return electronWavelength(energy);
  throw missing("energy", "mrad", "withCalibration({ energy: 200e3 }) sets it, in eV.");
}

function missing(field: string, unit: string, remedy: string): RonchiError {
  return new RonchiError({
    code: "invalid-argument",
    subject: `calibration.${field}`,
    found: "nothing",
    expected: `a value, because ${unit} is asked for`,
    remedy: `${remedy} Or take px.`,
  });
}

function unknownUnit(unit: string): RonchiError {
  return new RonchiError({
    code: "invalid-argument",
    subject: "detector.unit",
    found: `"${unit}"`,
    expected: '"px", "Å⁻¹" or "mrad"',
    remedy: "Give the geometry in one of these units.",
  });
}

function checkSquare(pixelY: number, pixelX: number): void {
  if (Math.abs(pixelY - pixelX) <= squareWithin * Math.abs(pixelX)) return;
  throw new RonchiError({
    code: "unsupported",
    subject: "calibration.detectorPixel",
    found: `${pixelY} x ${pixelX} Å⁻¹`,
    expected: "square pixels, because a disk is to be a disk on the detector",
    remedy: "Give the geometry in px, or draw it as a polygon.",
  });
}
