import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { CubeDescription } from "#core/data/cubeDescription.js";
import type { Executor, Plan } from "#core/data/executor.js";
import { planPattern, planSumPattern } from "#core/udf/library/sumPattern.js";
import { planVirtualImages, virtualImagesOf } from "#core/udf/library/virtualImages.js";
import { startComputePool } from "#kernel/compute/pool.js";
import { createPoolClient } from "#kernel/compute/poolClient.js";
import { storeCube } from "../../core/udf/cubes.js";

const folder = mkdtempSync(join(tmpdir(), "ronchi-pool-"));
const pool = startComputePool(2);
const client = createPoolClient(pool.connect());
afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true });
});

const shape = [64, 32, 48, 40] as const;
const frameSize = shape[2] * shape[3];
const pixels = Uint16Array.from(
  { length: shape[0] * shape[1] * frameSize },
  (_, i) => (i * 2_654_435_761) >>> 22,
);
const disk = { bf: { shape: "circle", centre: [20, 20], radius: 11 } } as const;

function onDisk(name: string, chunk?: readonly [number, number, number, number]): CubeDescription {
  const stored = storeCube(shape, "uint16", pixels, chunk === undefined ? {} : { chunk, filters: "deflate" });
  const path = join(folder, name);
  writeFileSync(path, stored.files.memory!);
  return { ...stored.description, files: [path] };
}

/** 8 GiB of zeros, of which the disk holds nothing: a run over it lasts long enough to be ended. */
function emptyScan(name: string): CubeDescription {
  const path = join(folder, name);
  writeFileSync(path, "");
  truncateSync(path, 2 ** 33);
  const part = { kind: "contiguous", file: 0, offset: 0, firstFrame: 0, frameCount: 2 ** 20 } as const;
  const parts = [{ ...part, littleEndian: true }];
  return { shape: [1024, 1024, 64, 64], dtype: "uint16", files: [path], parts };
}

function naiveDisk(): number[] {
  return Array.from({ length: shape[0] * shape[1] }, (_, frame) => {
    let sum = 0;
    for (let i = 0; i < frameSize; i++) {
      const dy = Math.floor(i / shape[3]) - 20;
      const dx = (i % shape[3]) - 20;
      if (dy * dy + dx * dx <= 121) sum += pixels[frame * frameSize + i]!;
    }
    return sum;
  });
}

async function diskImage(executor: Executor, description: CubeDescription): Promise<number[]> {
  const run = await executor.run(planVirtualImages(description, disk));
  return [...virtualImagesOf(description, disk, run).bf];
}

describe("the worker pool", () => {
  it("gives the naive sums with one worker and with two, contiguous and chunked", async () => {
    const alone = startComputePool(1);
    const expected = naiveDisk();
    for (const description of [onDisk("plain.raw"), onDisk("chunks.raw", [3, 5, 48, 16])]) {
      expect(await diskImage(client, description)).toEqual(expected);
      expect(await diskImage(createPoolClient(alone.connect()), description)).toEqual(expected);
    }
    await alone.close();
  });

  it("serves several clients and several runs at once without mixing them", async () => {
    const description = onDisk("shared.raw");
    const other = createPoolClient(pool.connect());
    const positions = [
      [0, 0],
      [63, 31],
      [7, 9],
    ] as const;
    const [image, ...patterns] = await Promise.all([
      diskImage(other, description),
      ...positions.map((position) => client.run(planPattern(description, position))),
    ]);
    expect(image).toEqual(naiveDisk());
    positions.forEach(([y, x], i) => {
      const from = (y * shape[1] + x) * frameSize;
      expect([...patterns[i]!.results.pattern!.sum!]).toEqual([...pixels.subarray(from, from + frameSize)]);
    });
  });

  it("stops a run that is aborted, says so, and works on", async () => {
    const description = onDisk("long.raw", [1, 1, 48, 40]);
    const controller = new AbortController();
    const running = client.run(planSumPattern(description), { signal: controller.signal });
    controller.abort();
    await expect(running).rejects.toMatchObject({ name: "RonchiError", code: "cancelled" });
    await expect(
      client.run(planSumPattern(description), { signal: controller.signal }),
    ).rejects.toMatchObject({
      code: "cancelled",
    });
    expect(await diskImage(client, description)).toEqual(naiveDisk());
  });

  it("ends its progress at the number of frames there are", async () => {
    const seen: number[] = [];
    const plan: Plan = planSumPattern(onDisk("progress.raw"), { y: [10, 20], x: [3, 7] });
    await client.run(plan, {
      onProgress: (progress) => seen.push(progress.doneFrames, progress.totalFrames),
    });
    expect(seen.slice(-2)).toEqual([40, 40]);
  });

  it("names the file that became shorter since it was opened, and the pool lives on", async () => {
    const description = onDisk("short.raw");
    truncateSync(description.files[0]!, 100_000);
    await expect(diskImage(client, description)).rejects.toMatchObject({
      code: "truncated",
      subject: description.files[0],
    });
    expect(await diskImage(client, onDisk("whole.raw"))).toEqual(naiveDisk());
  });

  it("names the chunk that can't be inflated", async () => {
    const description = onDisk("broken.raw", [8, 8, 48, 40]);
    writeFileSync(description.files[0]!, new Uint8Array(2_000_000).fill(170));
    await expect(diskImage(client, description)).rejects.toMatchObject({
      code: "corrupt",
      subject: expect.stringMatching(/broken\.raw, chunk \d+, /),
    });
  });

  it("a run whose worker ends is refused, and so is the next one, instead of waiting for ever", async () => {
    const lost = startComputePool(2);
    const orphan = createPoolClient(lost.connect());
    const description = emptyScan("lost.raw");
    const running = orphan.run(planVirtualImages(description, disk));
    const refused = expect(running).rejects.toThrow("compute worker");
    await lost.close();
    await refused;
    await expect(orphan.run(planVirtualImages(description, disk))).rejects.toThrow("compute worker");
  });
});
