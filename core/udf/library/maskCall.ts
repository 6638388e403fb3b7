import { type CubeDescription, pixelCount } from "../../data/cubeDescription.js";
import type { RunResult, UdfCall } from "../../data/executor.js";
import { maskByteLength, packMask } from "../../wasm/kernels.js";
import type { MaskSumsParams } from "./maskSums.js";

/** A call of the UDF maskSums over masks of 0 and 1, from which the cube's excluded pixels are taken out. */
export function maskCall(name: string, cube: CubeDescription, masks: readonly Uint8Array[]): UdfCall {
  const bytes = maskByteLength(pixelCount(cube));
  const packed = new Uint8Array(bytes * masks.length);
  masks.forEach((mask, i) => {
    packed.set(packMask(withoutExcluded(mask, cube.excluded)), i * bytes);
  });
  const params: MaskSumsParams = { packed, masks: masks.length };
  return { name, udf: "maskSums", params };
}

/** The sums over one of the `masks` masks of a call, one value a scan position. */
export function sumsOfMask(run: RunResult, call: string, mask: number, masks: number): Float64Array {
  const sums = run.results[call]!.sums!;
  const one = new Float64Array(sums.length / masks);
  for (let frame = 0; frame < one.length; frame++) one[frame] = sums[frame * masks + mask]!;
  return one;
}

/** The mask with the excluded pixels set to 0. */
export function withoutExcluded(mask: Uint8Array, excluded: Uint8Array | undefined): Uint8Array {
  return excluded === undefined ? mask : mask.map((value, i) => (excluded[i] === 0 ? value : 0));
}
