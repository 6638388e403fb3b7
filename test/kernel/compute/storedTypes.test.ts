import { afterAll, describe, expect, it } from "vitest";
import { typedArray } from "#core/data/dtype.js";
import { patternOf, planPattern, planSumPattern } from "#core/udf/library/sumPattern.js";
import { planVirtualImages, virtualImagesOf } from "#core/udf/library/virtualImages.js";
import { startComputePool } from "#kernel/compute/pool.js";
import { createPoolClient } from "#kernel/compute/poolClient.js";
import { expectedBytes, fixture, openPath } from "../../core/formats/openFile.js";

const pool = startComputePool(2);
const client = createPoolClient(pool.connect());
afterAll(() => pool.close());

/** As in test/fixtures/make_hdf5.py, with the type that each is read as. */
const types = [
  ["b1", "uint8"],
  ["<i1", "float32"],
  ["<i2", "float32"],
  [">i2", "float32"],
  ["<i4", "float64"],
  [">i4", "float64"],
  ["<i8", "float64"],
  [">i8", "float64"],
  ["<u8", "float64"],
  [">u8", "float64"],
  ["<f2", "float32"],
  [">f2", "float32"],
  ["<f8", "float64"],
  [">f8", "float64"],
] as const;
const shape = [2, 3, 5, 7] as const;
const frameLength = 5 * 7;
const perType = 6 * frameLength;
const truth = typedArray("float64", expectedBytes("pixel_types").slice().buffer);

const cases = types.flatMap(([name, dtype], i) =>
  ["plain", "gzip", ...(name === "b1" ? [] : ["bitshuffle"])].map(
    (layout) => [`${name}/${layout}`, dtype, truth.subarray(i * perType, (i + 1) * perType)] as const,
  ),
);

describe("pixels of types that kernels don't have", () => {
  it.each(cases)("%s are the numbers that numpy has, as %s", async (dataset, dtype, pixels) => {
    const { description } = await openPath(fixture("pixel_types.h5"), { dataset });
    expect(description).toMatchObject({ shape, dtype });
    for (const [y, x] of [
      [0, 0],
      [1, 2],
    ] as const) {
      const first = (y * 3 + x) * frameLength;
      const found = patternOf(await client.run(planPattern(description, [y, x])));
      expect([...found]).toEqual([...pixels.subarray(first, first + frameLength)]);
    }
    const last = { all: { shape: "point", centre: [4, 6] } } as const;
    const image = virtualImagesOf(
      description,
      last,
      await client.run(planVirtualImages(description, last)),
    ).all;
    expect([...image]).toEqual(Array.from({ length: 6 }, (_, i) => pixels[i * frameLength + 34]));
  });

  it("are announced, with what may be lost", async () => {
    const notesOf = async (dataset: string) => (await openPath(fixture("pixel_types.h5"), { dataset })).notes;
    expect(await notesOf("<i8/plain")).toEqual(["pixels of int64 are read as float64, exact up to 2^53."]);
    expect(await notesOf(">i2/gzip")).toEqual(["pixels of int16 are read as float32."]);
    expect(await notesOf("<f8/gzip")).toEqual([]);
  });
});

describe("chunks of a few pixels of thousands of frames, of which most were never written", () => {
  it("are read in parts of their frames", async () => {
    const { description } = await openPath(fixture("wide_chunks.h5"));
    const countOf = (frame: number): number => frame % 251;
    const frames = Array.from({ length: 4096 }, (_, frame) => frame);
    const pattern = patternOf(await client.run(planPattern(description, [63, 62])));
    expect([pattern[0], pattern[127], pattern[128 * 128 - 1]]).toEqual([countOf(4094), 0, countOf(4094)]);
    const all = { all: { shape: "circle", centre: [0, 0], radius: 300 } } as const;
    // Once from the file, once from kept frames.
    for (let pass = 0; pass < 2; pass++) {
      const run = await client.run(planVirtualImages(description, all));
      expect([...virtualImagesOf(description, all, run).all]).toEqual(frames.map((f) => 32 * countOf(f)));
    }
    const sum = patternOf(await client.run(planSumPattern(description)));
    const total = frames.reduce((before, frame) => before + countOf(frame), 0);
    expect([sum[3], sum[4], sum[128 * 124 + 124]]).toEqual([total, 0, total]);
  });
});
