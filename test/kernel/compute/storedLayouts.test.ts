import { afterAll, describe, expect, it } from "vitest";
import { pixelCount } from "#core/data/cubeDescription.js";
import { typedArray } from "#core/data/dtype.js";
import { patternOf, planSumPattern } from "#core/udf/library/sumPattern.js";
import { planVirtualImages, virtualImagesOf } from "#core/udf/library/virtualImages.js";
import { startComputePool } from "#kernel/compute/pool.js";
import { createPoolClient } from "#kernel/compute/poolClient.js";
import { expectedBytes, fixture, openPath } from "../../core/formats/openFile.js";

/** What the compute workers read by themselves: filters, border chunks, parts of virtual data sets. */
const names = [
  ...[
    "lz4_blocks",
    "lz4_noise_stored_raw",
    "lz4_shuffle_big_endian",
    "lzf",
    "lzf_shuffle_fletcher32",
    "lzf_noise",
  ],
  ...["zstd_shuffle", "bitshuffle_zstd", "bitshuffle_alone"],
  ...["blosc_blosclz", "blosc_lz4", "blosc_lz4hc", "blosc_zlib", "blosc_zstd"],
  ...["compact", "border_unfiltered", "implicit_ragged", "fixed_array_that_may_grow", "btree2_gzip_latest"],
  ...["virtual_stack", "virtual_scan_with_gap", "virtual_interleaved", "channels_master"],
];

const pool = startComputePool(2);
const client = createPoolClient(pool.connect());
afterAll(() => pool.close());

describe("the worker pool sums what h5py wrote", () => {
  it.each(names)("%s", async (name) => {
    const { description } = await openPath(fixture(`${name}.h5`));
    const pixels = typedArray(description.dtype, expectedBytes(name).slice().buffer);
    const [, , detY, detX] = description.shape;
    const sums = new Array<number>(pixels.length / pixelCount(description)).fill(0);
    const pattern = new Array<number>(pixelCount(description)).fill(0);
    pixels.forEach((value, i) => {
      sums[Math.floor(i / pattern.length)]! += value;
      pattern[i % pattern.length]! += value;
    });
    expect([...patternOf(await client.run(planSumPattern(description)))]).toEqual(pattern);
    const whole = { all: { shape: "circle", centre: [0, 0], radius: detY + detX } } as const;
    const run = await client.run(planVirtualImages(description, whole));
    expect([...virtualImagesOf(description, whole, run).all]).toEqual(sums);
  });
});
