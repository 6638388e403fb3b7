import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { NumberArray } from "#core/data/dtype.js";
import { isRonchiError } from "#core/errors.js";
import { encodeNpy, saveNpy } from "#kernel/io/npyWriter.js";
import { askPython } from "./python.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ronchi-npy-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("the bytes are those of NumPy's format 1.0, pixels aligned to 64 bytes", () => {
  const bytes = encodeNpy(Uint16Array.of(1, 2, 3, 4, 5, 6), [2, 3]);
  const header = "{'descr': '<u2', 'fortran_order': False, 'shape': (2, 3), }".padEnd(117);
  expect(Buffer.from(bytes).toString("latin1")).toBe(
    `\x93NUMPY\x01\x00\x76\x00${header}\n\x01\x00\x02\x00\x03\x00\x04\x00\x05\x00\x06\x00`,
  );
});

const arrays: [string, NumberArray, number[]][] = [
  ["uint8", Uint8Array.of(0, 255, 7), [3]],
  ["uint16", Uint16Array.of(0, 65535, 7, 8), [2, 2]],
  ["uint32", Uint32Array.of(4294967295, 1), [1, 2]],
  ["float32", Float32Array.of(-1.5, 3), [2, 1, 1]],
  ["float64", Float64Array.of(Math.PI, -0.1, 1e300), [1, 3]],
];

test.for(arrays)("np.load gives the same %s numbers and shape", async ([dtype, data, shape], context) => {
  const path = join(folder, `${dtype}.npy`);
  await saveNpy(path, { data, shape });
  const program = `
import json, sys, numpy as np
a = np.load(sys.argv[1])
print(json.dumps({"dtype": str(a.dtype), "shape": a.shape, "values": a.ravel().tolist()}))`;
  const answer = askPython(["numpy"], program, [path]);
  if ("missing" in answer) {
    console.info(`skipped: ${answer.missing}`);
    return context.skip(answer.missing);
  }
  expect(answer.value).toEqual({ dtype, shape, values: [...data] });
});

test("of a view into a larger buffer only the view is written", () => {
  const view = Uint16Array.of(9, 1, 2, 9).subarray(1, 3);
  const bytes = encodeNpy(view, [2]);
  expect([...bytes.slice(-4)]).toEqual([1, 0, 2, 0]);
});

test("a shape that does not hold the data is refused before anything is written", async () => {
  const path = join(folder, "wrong.npy");
  const error = await saveNpy(path, { data: new Uint8Array(5), shape: [2, 3] }).catch((e: unknown) => e);
  expect(isRonchiError(error, "shape-mismatch")).toBe(true);
  await expect(readFile(path)).rejects.toThrow("ENOENT");
});

test("a folder is not overwritten, and a missing one is named", async () => {
  const array = { data: new Uint8Array(1), shape: [1] };
  const overFolder = await saveNpy(folder, array).catch((e: unknown) => e);
  expect(isRonchiError(overFolder, "invalid-argument")).toBe(true);
  const missing = await saveNpy(join(folder, "no", "a.npy"), array).catch((e: unknown) => e);
  expect(isRonchiError(missing, "not-found")).toBe(true);
  expect(String(missing)).toContain(join(folder, "no"));
});

test("an existing file is replaced", async () => {
  const path = join(folder, "old.npy");
  await writeFile(path, "x".repeat(5000));
  await saveNpy(path, { data: new Uint8Array(3), shape: [3] });
  expect((await readFile(path)).length).toBe(128 + 3);
});
