import type { CubeDescription } from "../../data/cubeDescription.js";
import type { NumberArray } from "../../data/dtype.js";

/** Sets the excluded pixels of a sig result, [detY, detX], to 0. */
export function clearExcluded(values: NumberArray, cube: CubeDescription): void {
  const { excluded } = cube;
  if (excluded === undefined) return;
  // For every pattern under a hand: a callback a pixel takes ten times as long.
  for (let i = 0; i < excluded.length; i++) if (excluded[i] !== 0) values[i] = 0;
}
