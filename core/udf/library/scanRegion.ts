import { type CubeDescription, frameCount } from "../../data/cubeDescription.js";
import { RonchiError } from "../../errors.js";

/** A box of scan positions, half open: from <= y < to. */
export interface ScanRegion {
  readonly y: readonly [from: number, to: number];
  readonly x: readonly [from: number, to: number];
}

/** 1 for every frame of the region. Throws RonchiError "invalid-argument" when it is not inside the scan. */
export function regionFrames(description: CubeDescription, region: ScanRegion): Uint8Array {
  checkRegion(region, description.shape);
  const marks = new Uint8Array(frameCount(description));
  const width = description.shape[1];
  for (let y = region.y[0]; y < region.y[1]; y++) {
    marks.fill(1, y * width + region.x[0], y * width + region.x[1]);
  }
  return marks;
}

/** @throws RonchiError "invalid-argument" unless the region is inside a scan of a cube of this shape, and not empty */
export function checkRegion(region: ScanRegion, shape: CubeDescription["shape"]): void {
  const fits = (["y", "x"] as const).every((axis, i) => {
    const [from, to] = region[axis];
    return Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from < to && to <= shape[i]!;
  });
  if (fits) return;
  throw new RonchiError({
    code: "invalid-argument",
    subject: "scan region",
    found: `y ${region.y.join("..")}, x ${region.x.join("..")}`,
    expected: `whole numbers within y 0..${shape[0]}, x 0..${shape[1]}, from < to`,
    remedy: "Give positions inside the scan: [y, x], counted from 0.",
  });
}
