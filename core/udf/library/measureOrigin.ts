import { type DirectDisk, fitDirectDisk } from "../../calibration/directDisk.js";
import { type DescanModel, type DescanOrigin, fitOrigin, originAt } from "../../calibration/fitOrigin.js";
import type { DataCube } from "../../data/dataCube.js";
import type { RunOptions } from "../../data/executor.js";
import { circle } from "../../virtual/detector.js";
import { centerOfMass } from "./centerOfMass.js";
import { sumPattern } from "./sumPattern.js";

/** Options of {@link measureOrigin}. */
export interface MeasureOriginOptions extends RunOptions {
  /** Default "plane". */
  readonly model?: DescanModel;
  /** The direct disk of the sum pattern; by default `fitDirectDisk` finds it, which takes one more pass. */
  readonly disk?: Pick<DirectDisk, "centre" | "radius">;
}

/** Room around the direct disk for descan that is not known yet, in radii of the disk. */
const firstReach = 1.5;

/**
 * Where the direct beam is over the scan: the centre of mass of every frame in a circle about the direct disk, and a
 * robust fit to it; then once more in a circle just large enough for the disk wherever the first fit puts it. Good for
 * descan of less than about half a disk; what Bragg disks reach into the circle scatters single positions, not the fit.
 *
 * Rejects with RonchiError as `centerOfMass`, `fitDirectDisk` and `fitOrigin` do.
 */
export async function measureOrigin(
  cube: DataCube,
  options: MeasureOriginOptions = {},
): Promise<DescanOrigin> {
  const { model = "plane", disk, ...run } = options;
  const { centre, radius } = disk ?? fitDirectDisk(await sumPattern(cube, run));
  const first = await fitWithin(cube, centre, firstReach * radius, model, run);
  const corners = cornersOf(cube).map((position) => originAt(first, position));
  const middle = [middleOf(corners.map(([y]) => y)), middleOf(corners.map(([, x]) => x))] as const;
  const excursion = Math.max(...corners.map(([y, x]) => Math.hypot(y - middle[0], x - middle[1])));
  return fitWithin(cube, middle, radius + excursion + 1, model, run);
}

async function fitWithin(
  cube: DataCube,
  centre: readonly [number, number],
  radius: number,
  model: DescanModel,
  options: RunOptions,
): Promise<DescanOrigin> {
  const detector = circle({ centre, radius });
  const { y, x } = await centerOfMass(cube, { ...options, detector });
  const from = cube.calibration.origin ?? [0, 0];
  const [scanY, scanX] = cube.shape;
  const places = (values: ArrayLike<number>, offset: number): Float64Array =>
    Float64Array.from(values, (value) => value + offset);
  return fitOrigin(
    { y: places(y.data, from[0]), x: places(x.data, from[1]), scanShape: [scanY, scanX] },
    { model },
  );
}

function cornersOf({ shape: [scanY, scanX] }: DataCube): (readonly [number, number])[] {
  return [0, scanY - 1].flatMap((y) => [0, scanX - 1].map((x) => [y, x] as const));
}

function middleOf(values: readonly number[]): number {
  return (Math.min(...values) + Math.max(...values)) / 2;
}
