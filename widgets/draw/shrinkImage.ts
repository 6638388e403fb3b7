import type { NumberArray } from "#core/data/dtype.js";

export interface ShrinkableImage {
  readonly data: NumberArray;
  /** [y, x], C order. */
  readonly shape: readonly [number, number];
  /** 1 = excluded. */
  readonly excluded?: Uint8Array | undefined;
}

/**
 * The image with boxes of factor x factor pixels averaged; boxes at the right and lower border hold what is left. Excluded
 * pixels do not count; a box without any other is excluded. Factor 1 gives the image itself.
 */
export function shrinkImage(
  image: ShrinkableImage,
  factor: number,
): ShrinkableImage & { readonly excluded: Uint8Array | undefined } {
  if (factor === 1) return { ...image, excluded: image.excluded };
  const [height, width] = image.shape;
  const shape = [Math.ceil(height / factor), Math.ceil(width / factor)] as const;
  const sums = new Float64Array(shape[0] * shape[1]);
  const counts = new Uint32Array(sums.length);
  for (let i = 0; i < height * width; i++) {
    if (image.excluded?.[i] === 1) continue;
    const box = Math.floor(i / width / factor) * shape[1] + Math.floor((i % width) / factor);
    sums[box] = sums[box]! + image.data[i]!;
    counts[box] = counts[box]! + 1;
  }
  const excluded = image.excluded && Uint8Array.from(counts, (count) => (count === 0 ? 1 : 0));
  return { data: sums.map((sum, i) => sum / Math.max(counts[i]!, 1)), shape, excluded };
}

/** An image of vectors: lengths, and angles in rad from +x to +y. */
export interface ShrinkableVectors extends ShrinkableImage {
  readonly direction: Float32Array;
}

/** As {@link shrinkImage}, but the mean of vectors: opposite ones cancel. */
export function shrinkVectors(
  image: ShrinkableVectors,
  factor: number,
): ShrinkableVectors & { readonly excluded: Uint8Array | undefined } {
  const { data, direction } = image;
  if (factor === 1) return { ...image, excluded: image.excluded };
  const along = (part: (angle: number) => number) =>
    shrinkImage(
      { ...image, data: Float64Array.from(data, (length, i) => length * part(direction[i]!)) },
      factor,
    );
  const [y, x] = [along(Math.sin), along(Math.cos)];
  return {
    ...x,
    data: Float64Array.from(x.data, (value, i) => Math.hypot(value, y.data[i]!)),
    direction: Float32Array.from(x.data, (value, i) => Math.atan2(y.data[i]!, value) || 0),
  };
}
