import { type CubeDescription, pixelCount } from "../../data/cubeDescription.js";
import type { DataCube } from "../../data/dataCube.js";
import type { Plan, RunOptions, RunResult } from "../../data/executor.js";
import type { RealSlice } from "../../data/realSlice.js";
import { version } from "../../version.js";
import type { DetectorSpec } from "../../virtual/detector.js";
import { placeDetector } from "../../virtual/placeDetector.js";
import { detectorSupport } from "../../virtual/weights.js";
import { makePlan, type TileOrder } from "../plan.js";
import { maskCall, sumsOfMask } from "./maskCall.js";
import { weightedCentres, weightedMomentsCall } from "./weightedMoments.js";

export interface CenterOfMassOptions extends RunOptions {
  /** Only pixels in this detector count, by their weights where its edge is soft; default: all that are not excluded. */
  readonly detector?: DetectorSpec;
}

/** Deflection of the intensity's centre of mass from the calibrated origin, or its position when none is known. */
export interface CenterOfMass {
  /** Along detector x (columns) and y (rows), px, [scanY, scanX]. NaN where a frame has no counts. */
  readonly x: RealSlice;
  readonly y: RealSlice;
}

/**
 * Centre of mass of every frame, sum(I r) / sum(I), in detector px relative to `calibration.origin`; without an
 * origin relative to pixel (0, 0). Excluded pixels are left out.
 *
 * The coordinate sums are exact for counts: a coordinate is the sum of its bits, so sum(I x) is the sum over bits b of
 * 2^b times the sum of the pixels whose x has bit b set, and those are sums over binary masks.
 */
export async function centerOfMass(cube: DataCube, options: CenterOfMassOptions = {}): Promise<CenterOfMass> {
  const shape = [cube.shape[2], cube.shape[3]] as const;
  const { detector: spec, ...runOptions } = options;
  const detector = spec === undefined ? undefined : placeDetector(spec, shape, cube.calibration);
  const support = detector === undefined ? undefined : detectorSupport(detector, shape);
  const run = await cube.executor.run(planCenterOfMass(cube.description, support), {
    title: "centerOfMass",
    ...runOptions,
  });
  const { y, x } = centerOfMassOf(cube.description, run);
  const origin = cube.calibration.origin ?? [0, 0];
  const slice = (name: string, values: Float64Array, from: number): RealSlice => ({
    kind: "RealSlice",
    name,
    data: values.map((value) => value - from),
    shape: [cube.shape[0], cube.shape[1]],
    unit: "px",
    calibration: cube.calibration,
    overflow: run.overflow,
    provenance: {
      operation: "centerOfMass",
      parameters: { detector: detector ?? "all", relativeTo: origin },
      inputs: [cube.provenance],
      version,
    },
  });
  return { x: slice("CoM x", x, origin[1]), y: slice("CoM y", y, origin[0]) };
}

/**
 * One pass of mask sums: all of the support, then the bits of y, then the bits of x; or, for a support of weights, one
 * of weighted sums.
 */
export function planCenterOfMass(
  description: CubeDescription,
  support?: Uint8Array | Float32Array,
  order?: TileOrder,
): Plan {
  if (support instanceof Float32Array) {
    return makePlan(description, [weightedMomentsCall(description, support)], undefined, order);
  }
  const base = support ?? new Uint8Array(pixelCount(description)).fill(1);
  const [, , height, width] = description.shape;
  const rows = bitMasks(base, bitsFor(height), (i) => Math.floor(i / width));
  const columns = bitMasks(base, bitsFor(width), (i) => i % width);
  const call = maskCall("moments", description, [base, ...rows, ...columns]);
  return makePlan(description, [call], undefined, order);
}

/** Centres in px, pixel (0, 0) at 0, one value a scan position. */
export function centerOfMassOf(
  description: CubeDescription,
  run: RunResult,
): { y: Float64Array; x: Float64Array } {
  const weighted = weightedCentres(run);
  if (weighted !== undefined) return weighted;
  const [, , height, width] = description.shape;
  const masks = 1 + bitsFor(height) + bitsFor(width);
  const total = sumsOfMask(run, "moments", 0, masks);
  const moment = (first: number, bits: number): Float64Array => {
    const sum = new Float64Array(total.length);
    for (let bit = 0; bit < bits; bit++) {
      const part = sumsOfMask(run, "moments", first + bit, masks);
      for (let i = 0; i < sum.length; i++) sum[i]! += part[i]! * 2 ** bit;
    }
    return sum.map((value, i) => value / total[i]!);
  };
  return { y: moment(1, bitsFor(height)), x: moment(1 + bitsFor(height), bitsFor(width)) };
}

/** Bits that hold every coordinate below `extent`. */
function bitsFor(extent: number): number {
  return Math.max(1, Math.ceil(Math.log2(extent)));
}

function bitMasks(base: Uint8Array, bits: number, coordinate: (i: number) => number): Uint8Array[] {
  return Array.from({ length: bits }, (_, bit) =>
    base.map((value, i) => (value !== 0 && ((coordinate(i) >> bit) & 1) === 1 ? 1 : 0)),
  );
}
