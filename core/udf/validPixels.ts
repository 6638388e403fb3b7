import { type CubeDescription, pixelCount } from "../data/cubeDescription.js";

/** 1 for every pixel that the static mask does not exclude. */
export function validPixels(cube: CubeDescription): Uint8Array {
  if (cube.excluded === undefined) return new Uint8Array(pixelCount(cube)).fill(1);
  return cube.excluded.map((value) => (value === 0 ? 1 : 0));
}
