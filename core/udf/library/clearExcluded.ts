import type { CubeDescription } from "../../data/cubeDescription.js";
import type { NumberArray } from "../../data/dtype.js";

/** Sets the excluded pixels of a sig result, [detY, detX], to 0. */
export function clearExcluded(values: NumberArray, cube: CubeDescription): void {
  cube.excluded?.forEach((excluded, i) => {
    if (excluded !== 0) values[i] = 0;
  });
}
