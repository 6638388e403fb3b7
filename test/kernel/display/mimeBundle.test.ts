import { expect, test } from "vitest";
import { DataCube } from "#core/data/dataCube.js";
import type { DiffractionSlice } from "#core/data/diffractionSlice.js";
import type { RealSlice } from "#core/data/realSlice.js";
import { toMimeBundle } from "#kernel/display/mimeBundle.js";

const provenance = { operation: "test", parameters: {}, inputs: [], version: "0" };
const text = async (value: unknown) => (await toMimeBundle(value))?.["text/plain"];

test("plain values are shown as node:util shows them, without colour codes", async () => {
  expect(await text({ a: [1, "b"] })).toBe("{ a: [ 1, 'b' ] }");
});

test("typed arrays show length, first values and range", async () => {
  expect(await text(Float32Array.of(0.5, -2, 3))).toBe("Float32Array(3) [0.5, -2, 3]  min -2, max 3");
  expect(await text(Uint16Array.from({ length: 100 }, (_, i) => i))).toBe(
    "Uint16Array(100) [0, 1, 2, 3, 4, 5, 6, 7, …]  min 0, max 99",
  );
  expect(await text(new Uint8Array(24).fill(1))).toBe(`Uint8Array(24) [${"1, ".repeat(23)}1]  min 1, max 1`);
  expect(await text(new Float64Array(0))).toBe("Float64Array(0) []");
  expect(await text(Float64Array.of(Number.NaN, 1))).toContain("min 1, max 1");
});

test("an own display method wins, and text/plain is added when it gives none", async () => {
  const value = { [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<i>x</i>" }) };
  const bundle = await toMimeBundle(value);
  expect(bundle?.["text/html"]).toBe("<i>x</i>");
  expect(bundle?.["text/plain"]).toBe("Object (text/html)");
});

test("a display method may give bytes and typed arrays; they cross as JSON can", async () => {
  class Drawing {
    async [Symbol.for("Jupyter.display")]() {
      return { "image/png": Uint8Array.of(137, 80), "application/json": { at: Float32Array.of(0.5) } };
    }
  }
  expect(await toMimeBundle(new Drawing())).toEqual({
    "text/plain": "Drawing (image/png, application/json)",
    "image/png": "iVA=",
    "application/json": { at: [0.5] },
  });
});

test("what a display method gives that is no bundle is named, as is what it throws", async () => {
  const shows = (given: () => unknown) => ({ [Symbol.for("Jupyter.display")]: given });
  const fixed = () => 1;
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  expect(() => toMimeBundle(shows(() => 3))).toThrow(
    /of Object: found 3; expected an object from MIME types/,
  );
  expect(() => toMimeBundle(shows(() => ({ "application/json": cycle })))).toThrow(/application\/json: Conv/);
  expect(() => toMimeBundle(shows(() => ({ "application/json": fixed })))).toThrow(
    /application\/json: a function/,
  );
  expect(() => toMimeBundle(shows(() => ({ "application/json": { big: 1n } })))).toThrow(/BigInt/);
  await expect(toMimeBundle(shows(() => Promise.reject(new Error("no data"))))).rejects.toThrow("no data");
});

test("a display method that displays by itself gives nothing more", async () => {
  expect(await toMimeBundle({ [Symbol.for("Jupyter.display")]: () => undefined })).toBeUndefined();
});

test("a pattern tells what is known and shows a picture", async () => {
  const slice: DiffractionSlice = {
    ...{ kind: "DiffractionSlice", name: "mean", shape: [8, 8], unit: "counts", frameCount: 4 },
    data: new Float64Array(64).fill(0.123456789),
    calibration: { detectorPixel: [0.02, 0.021] },
    provenance,
    overflow: { pixels: 3, frames: 2 },
  };
  const bundle = await toMimeBundle(slice);
  expect(bundle?.["text/plain"]).toBe(
    'DiffractionSlice "mean", 8 × 8 float64, 0.12346 to 0.12346 counts, detector pixel 0.02 × 0.021 Å⁻¹, 3 overflowed pixels in 2 frames',
  );
  expect(
    Buffer.from(bundle?.["image/png"] as string, "base64")
      .subarray(1, 4)
      .toString(),
  ).toBe("PNG");
});

test("a cube tells its shape and what is not known", async () => {
  const cube = new DataCube({
    ...{ name: "scan.h5", calibration: { energy: 200_000 }, metadata: {}, provenance },
    description: {
      shape: [2, 3, 4, 5],
      dtype: "uint16",
      files: [],
      parts: [],
      excluded: new Uint8Array(20).fill(1, 0, 2),
    },
    executor: { run: () => Promise.reject(new Error("not run")) },
  });
  expect(await text(cube)).toBe(
    'DataCube "scan.h5"\n  2 × 3 scan positions, scan step not known\n  4 × 5 detector pixels (uint16), detector pixel not known\n  2 excluded pixels\n  200 keV',
  );
});

test("an array with axes tells their extents", async () => {
  expect(await text({ data: Float64Array.of(0, 1, 2, 3, 4, 5), shape: [1, 2, 3] })).toBe(
    "1 × 2 × 3, Float64Array(6) [0, 1, 2, 3, 4, 5]  min 0, max 5",
  );
  expect(await text({ data: Float64Array.of(7), shape: [] })).toBe("Float64Array(1) [7]  min 7, max 7");
});

test("values without a unit are shown without one", async () => {
  const slice: RealSlice = {
    ...{ kind: "RealSlice", name: "peak", shape: [2, 2], unit: "", calibration: {}, provenance },
    data: Float64Array.of(1, 2, 3, 4),
    overflow: { pixels: 0, frames: 0 },
  };
  expect(await text(slice)).toBe('RealSlice "peak", 2 × 2 float64, 1 to 4, scan step not known');
});
