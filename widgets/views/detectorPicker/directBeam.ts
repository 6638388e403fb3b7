import { type DirectDisk, fitDirectDisk } from "#core/calibration/directDisk.js";
import { electronWavelength } from "#core/calibration/electronWavelength.js";
import { guessLattice } from "#core/calibration/guessLattice.js";
import type { Calibration } from "#core/data/calibration.js";
import { RonchiError } from "#core/errors.js";
import { beamCentre } from "#core/virtual/placeDetector.js";
import { type PresetName, presetDetector } from "#core/virtual/presets.js";
import type { ImageMessage } from "#widgets/codecs.js";
import { formatNumber } from "#widgets/draw/format.js";
import { centreOf } from "#widgets/models/detectorBounds.js";
import { detectorDecimals } from "#widgets/models/detectorCode.js";
import type { DrawableDetector } from "#widgets/models/detectorPickerState.js";
import { movedDetector } from "#widgets/models/movedDetector.js";
import type { Pair } from "../parts/viewTransform.js";

type Disk = Pick<DirectDisk, "centre" | "radius">;

/** The direct disk, unless there is none, and what a user has to know of it. */
export interface FoundBeam {
  readonly disk: Disk | undefined;
  readonly words: string;
  /** The sum pattern in which it is. */
  readonly pattern: ImageMessage;
}

/** Below this, `fitDirectDisk` says, one should look at the pattern. */
const clearConfidence = 0.4;

/** The direct disk by its edge in a sum pattern; where there is no edge, by the calibration. */
export function findBeam(pattern: ImageMessage): FoundBeam {
  try {
    const disk = fitDirectDisk(pattern);
    return { disk, words: diskWords(disk), pattern };
  } catch (error) {
    if (!(error instanceof RonchiError)) throw error;
    const disk = calibratedDisk(pattern.calibration);
    if (disk === undefined) return { disk, words: error.message, pattern };
    return {
      disk,
      pattern,
      words: `${placeWords(disk)}, by the calibration: none is found in the sum pattern`,
    };
  }
}

function calibratedDisk({ origin, detectorPixel, energy, semiAngle }: Calibration): Disk | undefined {
  if (!origin || !detectorPixel || !energy || !semiAngle) return undefined;
  return { centre: origin, radius: semiAngle / electronWavelength(energy) / detectorPixel[1] };
}

/** A detector that follows from the direct disk, if there is one, and what a user has to know of it. */
export interface Proposal {
  readonly detector: DrawableDetector | undefined;
  readonly notice: string;
}

/** A conventional detector about the direct disk. @param frame of the camera, px [y, x] */
export function presetOn({ disk, words }: FoundBeam, name: PresetName, frame: Pair): Proposal {
  if (disk === undefined) return { detector: undefined, notice: words };
  const detector = presetDetector(name, disk);
  if (!isBeyond(detector, frame)) return { detector, notice: words };
  const beyond = `${name} begins beyond the corners of the detector: it sees nothing`;
  return { detector, notice: `${words}; ${beyond}` };
}

/** A detector moved onto the direct disk. */
export function centredOn({ disk, words }: FoundBeam, detector: DrawableDetector): Proposal {
  const [from, to] = [centreOf(detector), disk?.centre];
  if (from === undefined || to === undefined) return { detector: undefined, notice: words };
  return { detector: movedDetector(detector, [to[0] - from[0], to[1] - from[1]]), notice: words };
}

/** Of a lattice whose spots are not found, radii: its disks do not touch. */
const openSpacing = 3;
/** Of a disk that is not found: this part of the smaller side of the detector. */
const unknownRadius = 1 / 16;

/** Disks on the spots of the sum pattern; where no lattice of spots is seen, on a square one. @param frame px [y, x] */
export function latticeOn({ disk, words, pattern }: FoundBeam, frame: Pair): Proposal {
  const { centre, radius } = disk ?? {
    centre: beamCentre(frame, pattern.calibration),
    radius: Math.min(...frame) * unknownRadius,
  };
  const guess = disk && guessLattice(pattern, disk);
  const open = openSpacing * radius;
  const { g1, g2 } = guess ?? { g1: [0, open], g2: [open, 0] };
  const detector = { shape: "lattice", centre, radius, g1: rounded(g1), g2: rounded(g2) } as const;
  const found = guess ? "Lattice of the spots of the sum pattern" : "No lattice of spots is found";
  return { detector, notice: `${words}. ${found}: drag the ends of g1 and g2 onto spots` };
}

function rounded([y, x]: Pair): Pair {
  return [Number(y.toFixed(detectorDecimals)), Number(x.toFixed(detectorDecimals))];
}

function isBeyond(detector: DrawableDetector, frame: Pair): boolean {
  if (detector.shape !== "annulus") return false;
  const along = (axis: 0 | 1) => Math.max(detector.centre[axis], frame[axis] - 1 - detector.centre[axis]);
  return detector.inner > Math.hypot(along(0), along(1));
}

function placeWords({ centre, radius }: Disk): string {
  return `Direct disk: centre y ${centre[0].toFixed(2)}, x ${centre[1].toFixed(2)}, radius ${formatNumber(radius)} px`;
}

function diskWords(disk: DirectDisk): string {
  const { confidence } = disk;
  const place = placeWords(disk);
  if (confidence >= clearConfidence) return place;
  return `${place} – uncertain (confidence ${confidence.toFixed(2)}): compare it with the sum pattern`;
}
