import { decode } from "fast-png";
import { expect, test } from "vitest";
import type { MimeBundle } from "#kernel/display/mimeBundle.js";
import { toMimeBundle } from "#kernel/display/mimeBundle.js";

const shown = async (value: unknown) => (await toMimeBundle(value)) as MimeBundle;
const isPicture = (bundle: MimeBundle) =>
  decode(Buffer.from(bundle["image/png"] as string, "base64")).width > 0;

test("an array of two axes has a picture beside its text", async () => {
  const bundle = await shown({ data: Float32Array.from({ length: 600 }, (_, i) => i), shape: [20, 30] });
  expect(bundle["text/plain"]).toBe("20 × 30, Float32Array(600) [0, 1, 2, 3, 4, 5, 6, 7, …]  min 0, max 599");
  expect(isPicture(bundle)).toBe(true);
});

test("typed arrays in an array are its rows", async () => {
  const rows = Array.from({ length: 16 }, (_, y) => Uint16Array.from({ length: 24 }, (_, x) => y * x));
  const bundle = await shown(rows);
  expect(bundle["text/plain"]).toBe("Array(16) of Uint16Array(24)  min 0, max 345");
  expect(isPicture(bundle)).toBe(true);
});

test("few numbers are shown as a table, of which a long one says what it leaves out", async () => {
  const small = await shown({ data: Float64Array.of(1, 2.5, 3, 4, 5, 1 / 3), shape: [2, 3] });
  expect(small["text/html"]).toBe(
    "<table><tbody><tr><td>1</td><td>2.5</td><td>3</td></tr><tr><td>4</td><td>5</td><td>0.33333</td></tr></tbody></table>",
  );
  const long = await shown({ data: new Float64Array(200), shape: [100, 2] });
  expect(long["text/html"]).toContain("20 × 2 of 100 × 2 values");
  expect(String(long["text/html"]).match(/<tr>/g)).toHaveLength(20);
});

test("plain arrays of numbers in an array are rows too; few keep their text", async () => {
  const few = await shown([
    [1, 2],
    [3, 4.5],
  ]);
  expect(few["text/plain"]).toBe("[ [ 1, 2 ], [ 3, 4.5 ] ]");
  expect(few["text/html"]).toContain("<tr><td>3</td><td>4.5</td></tr>");
  const many = await shown(Array.from({ length: 16 }, (_, y) => Array.from({ length: 12 }, (_, x) => y * x)));
  expect(many["text/plain"]).toBe("Array(16) of Array(12)  min 0, max 165");
  expect(isPicture(many)).toBe(true);
});

test("more numbers than fit into a picture are told in a line", async () => {
  const frame = new Uint8Array(2 ** 16);
  const bundle = await shown(Array.from({ length: 1000 }, () => frame));
  expect(Object.keys(bundle)).toEqual(["text/plain"]);
  expect(bundle["text/plain"]).toContain("… 950 more");
});

test("rows of different lengths, empty ones and shapes that do not fit the data stay text", async () => {
  for (const value of [
    [Float32Array.of(1), Float32Array.of(1, 2)],
    [new Float32Array(0)],
    { data: new Float64Array(5), shape: [2, 3] },
    [Float32Array.of(1), "x"],
  ])
    expect(Object.keys(await shown(value)).filter((type) => type.startsWith("image"))).toEqual([]);
  const bundle = await shown({ data: new Float64Array(5), shape: [2, 3] });
  expect(Object.keys(bundle)).toEqual(["text/plain"]);
});

test("bytes are numbers, but with the whole signature of a PNG a picture, as in Deno", async () => {
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  expect(Object.keys(await shown(Uint8Array.from(signature)))).toEqual(["text/plain", "image/png"]);
  expect(Object.keys(await shown(Uint8Array.from(signature.slice(0, 4))))).toEqual(["text/plain"]);
  expect(Object.keys(await shown(Uint16Array.from(signature)))).toEqual(["text/plain"]);
});
