// Sums a file many times in a process of its own, with a memory limit a tenth of what its frames would take, and prints
// the resident memory after each pass, MiB: node --expose-gc manyPasses.mjs FILE FRAMES SIDE PASSES
// Garbage is collected first, so that what grows is held by somebody.

import { planVirtualImages } from "#core/udf/library/virtualImages.js";
import { withKeptFrames } from "#kernel/compute/keptFrames.js";
import { startComputePool } from "#kernel/compute/pool.js";
import { createPoolClient } from "#kernel/compute/poolClient.js";
import { segmentBytes } from "#kernel/compute/segments.js";

const [file, ...numbers] = process.argv.slice(2);
const [frames, side, passes] = numbers.map(Number);
const part = {
  kind: "contiguous",
  file: 0,
  offset: 0,
  firstFrame: 0,
  frameCount: frames,
  littleEndian: true,
};
const cube = withKeptFrames(
  { shape: [1, frames, side, side], dtype: "uint16", files: [file], parts: [part] },
  segmentBytes,
);
const pool = startComputePool(2);
const client = createPoolClient(pool.connect());
const resident = [];
for (let pass = 0; pass < passes; pass++) {
  const detector = { shape: "circle", centre: [side / 2, side / 2 + pass / 10], radius: side / 4 };
  await client.run(planVirtualImages(cube, { image: detector }));
  globalThis.gc();
  resident.push(process.memoryUsage.rss() / 2 ** 20);
}
console.log(JSON.stringify(resident));
await pool.close();
