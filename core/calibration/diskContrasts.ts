import type { PatternPixels } from "./patternPixels.js";

/** Outer radius of the surroundings of a disk, radii. */
export const surroundings = 1.5;

/**
 * For each pixel, how much a disk of `radius` px about it is brighter than a ring around that: the difference of their mean
 * square roots, of which the noise of counts is the same everywhere. Pixels beyond the pattern and excluded ones do not count.
 * C order over `shape`.
 */
export function diskContrasts(pattern: PatternPixels, radius: number): Float64Array {
  const sums = rowSums(pattern);
  const disk = diskSums(sums, radius);
  const whole = diskSums(sums, surroundings * radius);
  return disk.value.map((inside, i) => {
    const [pixels, around] = [disk.pixels[i]!, whole.pixels[i]! - disk.pixels[i]!];
    if (pixels === 0 || around === 0) return 0;
    return inside / pixels - (whole.value[i]! - inside) / around;
  });
}

interface RowSums {
  readonly shape: readonly [number, number];
  /** Sums from the left border up to each pixel, without it; one more in a row than pixels. */
  readonly value: Float64Array;
  readonly pixels: Uint32Array;
}

function rowSums({ data, shape, excluded }: PatternPixels): RowSums {
  const [height, width] = shape;
  const sums = {
    shape,
    value: new Float64Array(height * (width + 1)),
    pixels: new Uint32Array(height * (width + 1)),
  };
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [from, to] = [y * width + x, y * (width + 1) + x];
      const counts = excluded?.[from] !== 1;
      sums.value[to + 1] = sums.value[to]! + (counts ? Math.sqrt(Math.max(0, data[from]!)) : 0);
      sums.pixels[to + 1] = sums.pixels[to]! + (counts ? 1 : 0);
    }
  return sums;
}

/** Sums over the disk about each pixel, row by row of the disk. */
function diskSums({ shape: [height, width], value, pixels }: RowSums, radius: number) {
  const made = { value: new Float64Array(height * width), pixels: new Uint32Array(height * width) };
  const reach = Math.floor(radius);
  for (let dy = -reach; dy <= reach; dy++) {
    const half = Math.floor(Math.sqrt(radius * radius - dy * dy));
    for (let y = Math.max(0, -dy); y < Math.min(height, height - dy); y++)
      for (let x = 0; x < width; x++) {
        const row = (y + dy) * (width + 1);
        const [from, to] = [row + Math.max(0, x - half), row + Math.min(width, x + half + 1)];
        made.value[y * width + x]! += value[to]! - value[from]!;
        made.pixels[y * width + x]! += pixels[to]! - pixels[from]!;
      }
  }
  return made;
}
