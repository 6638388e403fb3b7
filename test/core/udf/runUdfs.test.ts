import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { DataCube } from "#core/data/dataCube.js";
import { defineUdf, map } from "#core/udf/defineUdf.js";
import { run } from "#core/udf/library/runUdfs.js";
import { circle } from "#core/virtual/detector.js";
import { startComputePool } from "#kernel/compute/pool.js";
import { createPoolClient } from "#kernel/compute/poolClient.js";
import { type Shape4, type Storage, storeCube } from "./cubes.js";

const folder = mkdtempSync(join(tmpdir(), "ronchi-udf-"));
const pool = startComputePool(2);
const executor = createPoolClient(pool.connect());
afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true });
});

const shape: Shape4 = [40, 30, 24, 20];
const frames = shape[0] * shape[1];
const size = shape[2] * shape[3];
const pixels = Uint16Array.from({ length: frames * size }, (_, i) => Math.imul(i, 2_654_435_761) >>> 24);

function cube(name: string, storage: Storage = {}): DataCube {
  const stored = storeCube(shape, "uint16", pixels, storage);
  const path = join(folder, name);
  writeFileSync(path, stored.files.memory!);
  return new DataCube({
    name,
    description: { ...stored.description, files: [path] },
    calibration: {},
    metadata: {},
    provenance: { operation: "test", parameters: {}, inputs: [], version: "0" },
    executor,
  });
}

const frame = (index: number): Uint16Array => pixels.subarray(index * size, (index + 1) * size);
const eachFrame = <T>(f: (data: Uint16Array, index: number) => T): T[] =>
  Array.from({ length: frames }, (_, index) => f(frame(index), index));

describe("run", () => {
  it("runs detectors, maps and whole definitions in one pass over any number of workers", async () => {
    const brightest = defineUdf({
      results: { maximum: { kind: "sig" }, over: { kind: "single" }, place: { kind: "nav", shape: [2] } },
      params: { limit: 250 },
      processFrame(pattern, results, { limit }) {
        pattern.data.forEach((value, i) => {
          results.maximum[i] = Math.max(results.maximum[i]!, value);
          if (value > limit) results.over[0]! += 1;
        });
        results.place.set([pattern.y, pattern.x]);
      },
      merge(into, part) {
        into.over[0]! += part.over[0]!;
        part.maximum.forEach((value, i) => {
          into.maximum[i] = Math.max(into.maximum[i]!, value);
        });
      },
    });
    const found = await run(cube("mixed.raw"), {
      bf: circle({ radius: 100 }),
      total: map((pattern) => pattern.sum()),
      ends: map((pattern, { at }) => [pattern.data[0]!, pattern.data[at]!], {
        shape: [2],
        params: { at: 7 },
      }),
      brightest,
    });
    const sums = eachFrame((data) => data.reduce((a, b) => a + b, 0));
    expect([...found.bf.data]).toEqual(sums);
    expect([...found.total.data]).toEqual(sums);
    expect(found.ends).toMatchObject({ shape: [40, 30, 2] });
    expect([...found.ends.data]).toEqual(eachFrame((data) => [data[0]!, data[7]!]).flat());
    const { maximum, over, place } = found.brightest;
    expect(maximum.shape).toEqual([24, 20]);
    expect([...maximum.data]).toEqual(
      Array.from({ length: size }, (_, i) => Math.max(...eachFrame((data) => data[i]!))),
    );
    expect(over.data[0]).toBe(pixels.filter((value) => value > 250).length);
    expect([...place.data]).toEqual(eachFrame((_, index) => [Math.floor(index / 30), index % 30]).flat());
  });

  it("leaves out frames beyond the region and pixels that are excluded", async () => {
    const excluded = Uint8Array.from({ length: size }, (_, i) => i % 2);
    const region = { y: [3, 5], x: [10, 30] } as const;
    const { total } = await run(cube("region.raw", { excluded }), { total: map((p) => p.sum()) }, { region });
    expect([...total.data]).toEqual(
      eachFrame((data, index) => {
        const inside = index >= 90 && index < 150 && index % 30 >= 10;
        return inside ? data.reduce((sum, value, i) => (i % 2 === 0 ? sum + value : sum), 0) : 0;
      }),
    );
  });

  it("gives images over the scan and the detector as slices that tell where they come from", async () => {
    const excluded = Uint8Array.from({ length: size }, (_, i) => (i === 3 ? 1 : 0));
    const sums = defineUdf({
      results: { pattern: { kind: "sig" }, halves: { kind: "sig", shape: [2] } },
      processFrame(frame, { pattern, halves }) {
        frame.data.forEach((value, i) => {
          pattern[i]! += value;
          halves[frame.x < 15 ? i : i + frame.data.length]! += value;
        });
      },
    });
    const data = cube("slices.raw", { excluded }).withCalibration({ scanStep: [2, 3] });
    const region = { y: [0, 10], x: [0, 30] } as const;
    const { bf, total, own } = await run(
      data,
      {
        bf: circle({ centre: [4, 5], radius: 2 }),
        total: map((frame, gain) => frame.sum() * gain, { params: 2 }),
        own: sums,
      },
      { region },
    );
    const common = { calibration: { scanStep: [2, 3] }, overflow: { pixels: 0, frames: 0 } };
    expect(bf).toMatchObject({ kind: "RealSlice", name: "bf", shape: [40, 30], unit: "counts", ...common });
    expect(bf.data).toBeInstanceOf(Uint32Array);
    expect(bf.provenance).toMatchObject({
      operation: "run",
      parameters: { udfs: { bf: { shape: "circle", centre: [4, 5], radius: 2 } }, region },
      inputs: [data.provenance],
    });
    expect(total).toMatchObject({ kind: "RealSlice", name: "total", shape: [40, 30], unit: "", ...common });
    expect(total.provenance.parameters).toMatchObject({
      udfs: { total: { map: expect.stringContaining("gain"), params: 2 } },
    });
    expect(own.pattern).toMatchObject({
      ...{ kind: "DiffractionSlice", name: "own.pattern", shape: [24, 20], frameCount: 300, excluded },
      ...common,
    });
    expect(Object.keys(own.halves)).toEqual(["data", "shape"]);
    expect(own.halves.shape).toEqual([2, 24, 20]);
  });

  it("gives partial results in which done positions are final and the others hold a done one's value", async () => {
    const slow = cube("slow.raw", { chunk: [1, 1, 24, 20], filters: "deflate" });
    const place = map(({ y, x }) => {
      for (const until = Date.now() + 1; Date.now() < until; );
      return y * 30 + x + 1;
    });
    const pair = map(({ y, x }) => [y, x], { shape: [2] });
    const seen: number[] = [];
    for await (const { results, processed, doneFrames, totalFrames } of run(
      slow,
      { place, pair },
      { partialInterval: 20 },
    )) {
      expect([processed.length, totalFrames]).toEqual([frames, frames]);
      const done = (index: number) => processed[index] === 1;
      const sources = [...results.place.data].map((value) => value - 1);
      if (processed.includes(1))
        expect(sources.every((from, index) => done(from) && (!done(index) || from === index))).toBe(true);
      expect([...results.pair.data]).toEqual(
        sources.flatMap((from) => (from < 0 ? [0, 0] : [Math.floor(from / 30), from % 30])),
      );
      seen.push(doneFrames);
    }
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(frames);
  });

  it("leaves positions beyond the region at 0 in partial results too", async () => {
    const slow = cube("partRegion.raw", { chunk: [1, 1, 24, 20], filters: "deflate" });
    const wait = map(() => {
      for (const until = Date.now() + 2; Date.now() < until; );
      return 1;
    });
    const region = { y: [10, 20], x: [5, 25] } as const;
    for await (const { results, totalFrames } of run(slow, { wait }, { region, partialInterval: 20 })) {
      expect(totalFrames).toBe(200);
      const beyond = results.wait.data.filter((_, i) => i < 300 || i >= 600 || i % 30 < 5 || i % 30 >= 25);
      expect(Math.max(...beyond)).toBe(0);
    }
  });

  it("stops when the loop over partial results is left, and the workers go on with the next run", async () => {
    const endless = cube("left.raw", { chunk: [1, 1, 24, 20], filters: "deflate" });
    const wait = map(() => {
      for (const until = Date.now() + 20; Date.now() < until; );
      return 1;
    });
    for await (const { doneFrames } of run(endless, { wait }, { partialInterval: 5 })) {
      expect(doneFrames).toBeLessThan(frames);
      break;
    }
    const { total } = await run(endless, { total: map((pattern) => pattern.sum()) });
    expect(total.data[0]).toBe(frame(0).reduce((a, b) => a + b, 0));
  });

  it("says that a UDF does not see the notebook's variables, by the UDF's name", async () => {
    const gain = 2;
    const running = run(cube("closure.raw"), { scaled: map((pattern) => pattern.sum() * gain) });
    await expect(running).rejects.toMatchObject({
      code: "user-code",
      subject: 'UDF "scaled"',
      found: expect.stringContaining("gain"),
      remedy: expect.stringContaining("params"),
    });
  });

  it("refuses a map that returns another number of values than it said", async () => {
    const running = run(cube("length.raw"), { pair: map(() => [1, 2, 3], { shape: [2] }) });
    await expect(running).rejects.toThrow(/returned 3 values where 2 numbers/);
  });
});
