import { electronWavelength } from "../calibration/electronWavelength.js";
import type { Calibration } from "../data/calibration.js";
import { RonchiError } from "../errors.js";
import { gold } from "./crystal.js";
import { makePixelMask } from "./defects.js";
import { drawPattern, makeOptics } from "./diffraction.js";
import { type SimulateOptions, type SimulateSettings, settleOptions } from "./options.js";
import { poisson } from "./poisson.js";
import { createRandom } from "./random.js";
import { makeSpecimen, specimenAt } from "./specimen.js";
import { makeSpotTable, spotsAt } from "./spots.js";
import { makeTruth, type ScanPoint, type Truth } from "./truth.js";

/** Value of a pixel that the mask excludes, as DECTRIS detectors write it: the largest of the data type. */
export const MASKED_VALUE = 0xffff;

/** A 4D-STEM data set made on demand, frame by frame, and everything it was made from. */
export interface Simulation {
  /** [scanY, scanX, detY, detX]; frames are numbered y * scanX + x. */
  readonly shape: readonly [number, number, number, number];
  readonly settings: SimulateSettings;
  /** `origin` is the mean of the truth's. */
  readonly calibration: Required<Calibration>;
  readonly truth: Truth;
  /** 0 where a pixel counts (DECTRIS bits otherwise: 2 dead, 8 hot), detY * detX. */
  readonly pixelMask: Uint32Array;
  /**
   * Mean counts of a frame, without noise and with every pixel working; detY * detX. Like `frame`, it throws
   * RonchiError "invalid-argument" for a number that is no frame.
   */
  expected(frame: number): Float64Array;
  /** Poisson counts of a frame; masked pixels hold {@link MASKED_VALUE}. The same at every call. */
  frame(frame: number): Uint16Array;
  /** Every frame, in order. */
  frames(): Generator<Uint16Array, void, undefined>;
}

/** Independent random streams of one seed. */
const SPECIMEN_STREAM = 1;
const DEFECT_STREAM = 2;
const FRAME_STREAM = 3;

/**
 * A gold film of many grains on amorphous carbon with a hole and a strained inclusion, seen by a convergent beam
 * and a counting detector. Scan and detector axes are parallel. Throws RonchiError "invalid-argument".
 */
export function simulate(options?: SimulateOptions): Simulation {
  const settings = settleOptions(options);
  const { scanShape, detectorShape, seed } = settings;
  const positions = scanPositions(settings);
  const wavelength = electronWavelength(settings.energy);
  const specimen = makeSpecimen(specimenOptions(settings, wavelength), createRandom(seed, SPECIMEN_STREAM));
  const truth = makeTruth(specimen, positions, (frame) => originAt(settings, frame));
  const pixelMask = makePixelMask(detectorShape, defectCounts(settings), createRandom(seed, DEFECT_STREAM));
  const diskRadius = settings.semiAngle / wavelength / settings.detectorPixel;
  const optics = makeOptics({ ...settings, diskRadius });
  const gMax = (Math.hypot(...detectorShape) / 2) * settings.detectorPixel;
  const table = makeSpotTable(gold, specimen.grains, wavelength, gMax);
  const pixels = detectorShape[0] * detectorShape[1];

  const drawExpected = (frame: number, out: Float64Array): Float64Array => {
    const local = specimenAt(specimen, positions[frame]!);
    drawPattern(optics, local, spotsAt(table, local), [truth.origin.y[frame]!, truth.origin.x[frame]!], out);
    return out;
  };
  const scratch = new Float64Array(pixels);
  const frame = (i: number): Uint16Array =>
    countFrame(drawExpected(checkFrame(i, positions.length), scratch), pixelMask, [seed, FRAME_STREAM, i]);
  return {
    shape: [...scanShape, ...detectorShape],
    settings,
    calibration: calibrationOf(settings, truth),
    truth,
    pixelMask,
    expected: (i) => drawExpected(checkFrame(i, positions.length), new Float64Array(pixels)),
    frame,
    *frames() {
      for (let i = 0; i < positions.length; i++) yield frame(i);
    },
  };
}

function scanPositions({ scanShape: [height, width], scanStep }: SimulateSettings): ScanPoint[] {
  return Array.from({ length: height * width }, (_, i) => {
    const y = Math.floor(i / width);
    return [y * scanStep, (i - y * width) * scanStep] as const;
  });
}

function specimenOptions(settings: SimulateSettings, wavelength: number) {
  const { scanShape, scanStep, grainSize, semiAngle } = settings;
  return {
    size: [scanShape[0] * scanStep, scanShape[1] * scanStep] as const,
    grainSize,
    // Airy radius of the probe; boundaries that run obliquely through the film blur by about as much.
    boundaryWidth: (0.61 * wavelength) / semiAngle,
  };
}

function defectCounts(settings: SimulateSettings): { dead: number; hot: number } {
  return { dead: settings.deadPixels, hot: settings.hotPixels };
}

/** The direct beam of a frame: a plane and a slight bow over the scan, around a point off the centre. */
function originAt(settings: SimulateSettings, frame: number): ScanPoint {
  const { scanShape, detectorShape, descan } = settings;
  const v = Math.floor(frame / scanShape[1]) / Math.max(1, scanShape[0] - 1) - 0.5;
  const u = (frame % scanShape[1]) / Math.max(1, scanShape[1] - 1) - 0.5;
  return [
    (detectorShape[0] - 1) / 2 + 0.6 + descan * (0.55 * v - 0.3 * u + 0.3 * u * u),
    (detectorShape[1] - 1) / 2 - 0.9 + descan * (0.7 * u + 0.2 * v - 0.3 * v * v),
  ];
}

function calibrationOf(settings: SimulateSettings, truth: Truth): Required<Calibration> {
  const { scanStep, detectorPixel, energy, semiAngle } = settings;
  const mean = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;
  return {
    scanStep: [scanStep, scanStep],
    detectorPixel: [detectorPixel, detectorPixel],
    origin: [mean(truth.origin.y), mean(truth.origin.x)],
    energy,
    semiAngle,
  };
}

function countFrame(expected: Float64Array, mask: Uint32Array, seeds: readonly number[]): Uint16Array {
  const random = createRandom(...seeds);
  const counts = new Uint16Array(expected.length);
  for (let i = 0; i < counts.length; i++) {
    const count = poisson(expected[i]!, random);
    counts[i] = mask[i] === 0 ? Math.min(count, MASKED_VALUE - 1) : MASKED_VALUE;
  }
  return counts;
}

function checkFrame(frame: number, count: number): number {
  if (Number.isInteger(frame) && frame >= 0 && frame < count) return frame;
  throw new RonchiError({
    code: "invalid-argument",
    subject: "frame of a simulation",
    found: String(frame),
    expected: `a whole number from 0 to ${count - 1}`,
    remedy: "Frames are numbered y * scanX + x.",
  });
}
