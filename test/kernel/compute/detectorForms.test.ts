import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { descanShifts } from "#core/calibration/descanShifts.js";
import type { CubeDescription } from "#core/data/cubeDescription.js";
import type { RunResult } from "#core/data/executor.js";
import type { Following } from "#core/udf/library/followedMasks.js";
import { weightCall } from "#core/udf/library/weightedSums.js";
import { makePlan } from "#core/udf/plan.js";
import type { Detector } from "#core/virtual/detector.js";
import { withKeptFrames } from "#kernel/compute/keptFrames.js";
import { startComputePool } from "#kernel/compute/pool.js";
import { createPoolClient } from "#kernel/compute/poolClient.js";
import { type Storage, storeCube } from "../../core/udf/cubes.js";

const folder = mkdtempSync(join(tmpdir(), "ronchi-forms-"));
const pool = startComputePool(2);
const client = createPoolClient(pool.connect());
afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true });
});

const shape = [23, 30, 37, 41] as const;
const frames = shape[0] * shape[1];
const elements = shape[2] * shape[3];
const pixels = Uint16Array.from({ length: frames * elements }, (_, i) =>
  i % 997 === 0 ? 65_535 : ((i * 2_654_435_761) >>> 29) * ((i * 40_503) & 1),
);
const excluded = Uint8Array.from({ length: elements }, (_, i) => Number(i % 101 === 3));

function onDisk(storage: Storage): CubeDescription {
  const stored = storeCube(shape, "uint16", pixels, { ...storage, excluded });
  const path = join(folder, `${Math.random()}.raw`);
  writeFileSync(path, stored.files.memory!);
  return { ...stored.description, files: [path] };
}

/** Multiples of 1/4, so that sums are exact in any order; none from element 300 to 700. */
const weights = Float32Array.from({ length: elements }, (_, i) => (i > 300 && i < 700 ? 0 : (i % 5) / 4));

const { shifts } = descanShifts(
  { model: "plane", scanShape: [23, 30], y: [18, 3.3, -1.2], x: [20, 0.7, 2.9], scatter: 0, used: 1 },
  [23, 30],
);
const disk: Detector = { shape: "circle", centre: [18, 20], radius: 8.3 };
const triangle: Detector = {
  shape: "polygon",
  points: [
    [2, 3],
    [30, 12],
    [9, 36],
  ],
};

function runAll(cube: CubeDescription): Promise<RunResult> {
  const following: Following = { detectors: [disk, triangle], shifts };
  const calls = [
    weightCall("soft", [weights, weights.map((weight) => 1 - weight)]),
    { name: "following", udf: "followingSums", params: following },
    { name: "largest", udf: "maskMax", params: following },
    { name: "moments", udf: "followingMoments", params: { detectors: [disk], shifts } },
  ];
  return client.run(makePlan(cube, calls));
}

/** Weighted sum; of the disk about the origin sum and largest pixel, and the sums of pixels times row and column. */
function naive(frame: number) {
  const [fromY, fromX] = [18 + shifts[2 * frame]!, 20 + shifts[2 * frame + 1]!];
  let [soft, following, largest, rows, columns] = [0, 0, 0, 0, 0];
  for (let i = 0; i < elements; i++) {
    const value = excluded[i] === 1 ? 0 : pixels[frame * elements + i]!;
    soft += value * weights[i]!;
    const [y, x] = [Math.floor(i / 41), i % 41];
    if (Math.hypot(y - fromY, x - fromX) > 8.3) continue;
    following += value;
    largest = Math.max(largest, value);
    rows += value * y;
    columns += value * x;
  }
  return { soft, following, largest, moments: [following, rows, columns] };
}

it("weighted sums, and sums, largest pixels and moments of detectors that follow, are the same from pixels, planes and frames kept in memory, and are the naive ones", async () => {
  const plain = onDisk({});
  const fromPixels = await runAll(plain);
  const { soft, following, largest, moments } = fromPixels.results;
  for (let frame = 0; frame < frames; frame++) {
    expect({
      soft: soft!.sums![2 * frame],
      following: following!.sums![2 * frame],
      largest: largest!.max![2 * frame],
      moments: [...moments!.moments!.subarray(3 * frame, 3 * frame + 3)],
    }).toEqual(naive(frame));
  }
  expect(await runAll(onDisk({ chunk: [1, 1, 37, 41], filters: "bitshuffle-lz4" }))).toEqual(fromPixels);
  const kept = withKeptFrames(plain, 64 << 20);
  expect(await runAll(kept)).toEqual(fromPixels);
  expect(await runAll(kept)).toEqual(fromPixels);
});
