import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { CubeDescription } from "#core/data/cubeDescription.js";
import type { PartialResult } from "#core/data/executor.js";
import { planVirtualImages } from "#core/udf/library/virtualImages.js";
import { startComputePool } from "#kernel/compute/pool.js";
import { createPoolClient } from "#kernel/compute/poolClient.js";
import { decodeImage, type ImageMessage } from "#widgets/codecs.js";
import { detectorPickerData } from "#widgets/models/detectorPickerData.js";
import type { PickerReply } from "#widgets/models/detectorPickerState.js";
import { storeCube } from "../../core/udf/cubes.js";

const folder = mkdtempSync(join(tmpdir(), "ronchi-partial-"));
const pool = startComputePool(2);
const client = createPoolClient(pool.connect());
afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true });
});

/** Each frame has its own number in pixel 0. Inflating each takes long enough to look at the run meanwhile. */
const shape = [64, 48, 64, 64] as const;
const positions = shape[0] * shape[1];
const description = store();
const whole = { shape: "circle", centre: [32, 32], radius: 100 } as const;

function store(): CubeDescription {
  const pixels = new Uint16Array(positions * 64 * 64);
  for (let frame = 0; frame < positions; frame++) pixels[frame * 64 * 64] = frame + 1;
  const stored = storeCube(shape, "uint16", pixels, { chunk: [1, 1, 64, 64], filters: "deflate" });
  const path = join(folder, "numbered.raw");
  writeFileSync(path, stored.files.memory!);
  return { ...stored.description, files: [path] };
}

function doneOf({ processed }: PartialResult): number {
  return processed.reduce((done, mark) => done + mark, 0);
}

/** Runs until the machine was slow enough for the run to be looked at when so many positions were done, and not all. */
async function partialsOfOneRun(least: number): Promise<PartialResult[]> {
  for (let tries = 0; tries < 50; tries++) {
    const seen: PartialResult[] = [];
    const plan = planVirtualImages(description, { image: whole }, "spread");
    const onPartial = (partial: PartialResult) => seen.push(partial);
    await client.run(plan, { partialInterval: 1, onPartial });
    const inside = seen.filter((partial) => doneOf(partial) >= least && doneOf(partial) < positions);
    if (inside.length > 0) return inside;
  }
  throw new Error("No run lasted long enough to be looked at.");
}

it("every frame that is marked as processed has its final value, and the others have none", async () => {
  for (const { results, processed } of await partialsOfOneRun(1)) {
    const sums = results.images!.sums!;
    processed.forEach((mark, frame) => {
      if (mark === 1) expect(sums[frame]).toBe(frame + 1);
    });
  }
});

it("in spread order, what is processed lies in all quarters of the scan long before the end", async () => {
  for (const { processed } of await partialsOfOneRun(positions / 4)) {
    const quarters = [0, 0, 0, 0];
    processed.forEach((mark, frame) => {
      const [y, x] = [Math.floor(frame / shape[1]), frame % shape[1]];
      quarters[(y < shape[0] / 2 ? 0 : 2) + (x < shape[1] / 2 ? 0 : 1)]! += mark;
    });
    const done = quarters.reduce((a, b) => a + b);
    for (const quarter of quarters) expect(quarter / done).toBeGreaterThan(0.15);
  }
});

it("the picker's data path answers a drag over the pool: the newest request at last, exact", async () => {
  const frames: (PickerReply & { type: "frame"; image: ImageMessage })[] = [];
  const look = { scale: "linear", colormap: "gray", percentile: [0, 100] } as const;
  const scan = { name: "numbered", shape, dtype: "uint16", calibration: {}, variable: "scan" } as const;
  const state = {
    ...{ scan, detector: whole, response: "integrate", cursor: [0, 0], region: null, pattern: "sum" },
    ...{ diffraction: look, image: look },
  } as const;
  const exact = new Promise<void>((resolve, reject) => {
    const send = (content: Record<string, unknown>, buffers: Uint8Array[] = []): void => {
      const reply = content as unknown as PickerReply;
      if (reply.type === "error") {
        reject(new Error(reply.message));
        return;
      }
      frames.push({ ...reply, image: decodeImage(buffers[0]!.slice()) });
      path.onMessage({ type: "ack", pane: reply.pane, seq: reply.seq }, []);
      if (reply.seq === 9 && reply.complete === 1) resolve();
    };
    const host = { executor: client, send, updateSnapshot: () => {}, now: () => performance.now() };
    const path = detectorPickerData({ description, calibration: {}, state }, host);
    for (let seq = 1; seq <= 9; seq++) {
      const detector = { ...whole, radius: seq === 9 ? 100 : seq };
      path.onMessage({ type: "image", seq, detector, response: "max" }, []);
    }
  });
  await exact;
  expect([...frames.at(-1)!.image.data]).toEqual([...Array(positions).keys()].map((frame) => frame + 1));
  const seqs = frames.map(({ seq }) => seq);
  expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
});
