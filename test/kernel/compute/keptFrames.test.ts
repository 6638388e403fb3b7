import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { CubeDescription } from "#core/data/cubeDescription.js";
import type { RunResult } from "#core/data/executor.js";
import { maskCall } from "#core/udf/library/maskCall.js";
import { makePlan } from "#core/udf/plan.js";
import { KeptWord, withKeptFrames } from "#kernel/compute/keptFrames.js";
import { startComputePool } from "#kernel/compute/pool.js";
import { createPoolClient } from "#kernel/compute/poolClient.js";
import { segmentBytes } from "#kernel/compute/segments.js";
import { type Storage, storeCube } from "../../core/udf/cubes.js";

const folder = mkdtempSync(join(tmpdir(), "ronchi-kept-"));
const pool = startComputePool(2);
const client = createPoolClient(pool.connect());
afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true });
});

const shape = [40, 30, 37, 41] as const;
const frames = shape[0] * shape[1];
const elements = shape[2] * shape[3];
/** Mostly small counts, one pixel in 997 saturated. */
const pixels = Uint16Array.from({ length: frames * elements }, (_, i) =>
  i % 997 === 0 ? 65_535 : ((i * 2_654_435_761) >>> 29) * ((i * 40_503) & 1),
);
const excluded = Uint8Array.from({ length: elements }, (_, i) => Number(i % 101 === 3));

const storages: Record<string, Storage> = {
  contiguous: {},
  "a bitshuffle-LZ4 chunk a frame": { chunk: [1, 1, 37, 41], filters: "bitshuffle-lz4" },
  "deflated chunks of several frames": { chunk: [3, 4, 37, 20], filters: "deflate" },
};

function onDisk(storage: Storage): CubeDescription {
  const stored = storeCube(shape, "uint16", pixels, { ...storage, excluded, overflowValue: 65_535 });
  const path = join(folder, `${Math.random()}.raw`);
  writeFileSync(path, stored.files.memory!);
  return { ...stored.description, files: [path] };
}

const ringLabels = Uint16Array.from({ length: elements }, (_, i) => i % 11);

/** A disk that is summed directly, everything but a spot, which goes by complement, sum and maximum image, rings. */
function everything(cube: CubeDescription, region?: Uint8Array, executor = client): Promise<RunResult> {
  const disk = maskOf((y, x) => (y - 18) ** 2 + (x - 20) ** 2 <= 100);
  const outside = maskOf((y, x) => (y - 18) ** 2 + (x - 20) ** 2 > 9);
  const calls = [
    maskCall("both", cube, [disk, outside]),
    maskCall("outside", cube, [outside]),
    { name: "sum", udf: "frameSum", params: undefined },
    { name: "max", udf: "frameMax", params: undefined },
    { name: "rings", udf: "ringSums", params: { labels: ringLabels, rings: 9, cumulative: true } },
  ];
  return executor.run(makePlan(cube, calls, region));
}

function maskOf(inside: (y: number, x: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: elements }, (_, i) =>
    Number(inside(Math.floor(i / shape[3]), i % shape[3])),
  );
}

function keptFrames(cube: CubeDescription): number {
  return new Int32Array(cube.kept!.table).subarray(KeptWord.frames).filter((word) => word !== 0).length;
}

describe.each(Object.entries(storages))("kept frames of %s", (_, storage) => {
  const plain = onDisk(storage);

  it("give what the file gives, while they are kept and from then on", async () => {
    const expected = await everything(plain);
    const cube = withKeptFrames(plain, 64 << 20);
    expect(await everything(cube)).toEqual(expected);
    expect(keptFrames(cube)).toBe(frames);
    expect(await everything(cube)).toEqual(expected);
    expect(expected.overflow.pixels).toBeGreaterThan(0);
  });

  it("give what the file gives over a region, also when only other frames are kept", async () => {
    const region = Uint8Array.from({ length: frames }, (__, i) => Number(i % 7 === 0 && i > 200));
    const cube = withKeptFrames(plain, 64 << 20);
    await everything(cube, region);
    expect(keptFrames(cube)).toBe(region.reduce((sum, marked) => sum + marked, 0));
    const other = Uint8Array.from({ length: frames }, (__, i) => Number(i % 5 === 0));
    expect(await everything(cube, other)).toEqual(await everything(plain, other));
    expect(await everything(cube, region)).toEqual(await everything(plain, region));
  });

  it("stay within the limit; the rest is read from the file each time", async () => {
    const expected = await everything(plain);
    const cube = withKeptFrames(plain, segmentBytes);
    expect(await everything(cube)).toEqual(expected);
    expect(await everything(cube)).toEqual(expected);
    const small = withKeptFrames(plain, segmentBytes - 1);
    expect(await everything(small)).toEqual(expected);
    expect(keptFrames(small)).toBe(0);
  });
});

describe("the limit", () => {
  it("gives back the frames of the cube that rested longest, and both cubes stay exact", async () => {
    // With one worker each cube takes one segment, whoever is faster.
    const alone = startComputePool(1);
    const executor = createPoolClient(alone.connect());
    const plain = onDisk(storages.contiguous!);
    const expected = await everything(plain);
    const [first, second, third] = [1, 2, 3].map(() => withKeptFrames(plain, 2 * segmentBytes));
    await everything(first!, undefined, executor);
    await everything(second!, undefined, executor);
    expect([keptFrames(first!), keptFrames(second!)]).toEqual([frames, frames]);
    await everything(first!, undefined, executor);
    expect(await everything(third!, undefined, executor)).toEqual(expected);
    expect([keptFrames(first!), keptFrames(second!), keptFrames(third!)]).toEqual([frames, 0, frames]);
    expect(await everything(second!, undefined, executor)).toEqual(expected);
    expect([keptFrames(first!), keptFrames(second!)]).toEqual([0, frames]);
    await alone.close();
  });

  it("does not give back what a run is reading", async () => {
    const plain = onDisk(storages.contiguous!);
    const expected = await everything(plain);
    const cubes = Array.from({ length: 4 }, () => withKeptFrames(plain, 2 * segmentBytes));
    for (let round = 0; round < 3; round++) {
      const runs = await Promise.all(cubes.map((cube) => everything(cube)));
      for (const run of runs) expect(run).toEqual(expected);
    }
  });

  it("leaves a cube alone that another pool keeps", async () => {
    const plain = onDisk(storages.contiguous!);
    const cube = withKeptFrames(plain, 64 << 20);
    await everything(cube);
    const other = startComputePool(1);
    const plan = makePlan(cube, [{ name: "sum", udf: "frameSum", params: undefined }]);
    const found = await createPoolClient(other.connect()).run(plan);
    await other.close();
    expect(found).toEqual(await client.run({ ...plan, cube: plain }));
  });
});
