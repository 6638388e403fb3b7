import { tableFromArrays } from "apache-arrow";
import { decode } from "fast-png";
import { expect, test } from "vitest";
import { type MimeBundle, toMimeBundle } from "#kernel/display/mimeBundle.js";

/** Of a table the cells alone: words have another place than numbers in them. */
const cells = (bundle: MimeBundle) => String(bundle["text/html"]).replaceAll(' style="text-align: left"', "");
const shown = async (value: unknown) => (await toMimeBundle(value)) as MimeBundle;

test("an Arrow table shows its columns with their types and its first rows", async () => {
  const count = 50;
  const table = tableFromArrays({
    radius: Float64Array.from({ length: count }, (_, i) => i / 2),
    name: Array.from({ length: count }, (_, i) => `<${i}>`),
  });
  const bundle = await shown(table);
  expect(bundle["text/plain"]).toMatch(
    /^Table, 50 rows × 2 columns\nradius: Float64 {2}name: .*\n0 {16}<0>\n/,
  );
  const html = cells(bundle);
  expect(html).toContain("<tr><td>0.5</td><td>&lt;1&gt;</td></tr>");
  expect(html).toContain("the first 20 are shown");
  expect(html).not.toContain("&lt;20&gt;");
});

test("64-bit integers in an Arrow table read as numbers, whose type the heading has", async () => {
  const bundle = await shown(tableFromArrays({ count: new BigInt64Array([12n, -(2n ** 63n)]) }));
  expect(bundle["text/plain"]).toMatch(/\ncount: Int64 *\n12 *\n-9223372036854775808 *$/);
  expect(cells(bundle)).toContain("<tr><td>12</td></tr>");
});

test("a map is a table of its first entries beside its text", async () => {
  const bundle = await shown(
    new Map<unknown, unknown>([
      ["a<", 1],
      [2, [3]],
    ]),
  );
  expect(bundle["text/plain"]).toBe("Map(2) { 'a<' => 1, 2 => [ 3 ] }");
  expect(cells(bundle)).toContain("<tr><td>a&lt;</td><td>1</td></tr><tr><td>2</td><td>[ 3 ]</td></tr>");
  expect(await shown(new Map())).toEqual({ "text/plain": "Map(0) {}" });
  const long = await shown(new Map(Array.from({ length: 100 }, (_, i) => [i, i])));
  expect(long["text/html"]).toContain("30 of 100 entries");
});

test("a set is text", async () => {
  expect(await shown(new Set([1, "b"]))).toEqual({ "text/plain": "Set(2) { 1, 'b' }" });
});

test("an error as a value keeps its frames down to the cell and its cause", async () => {
  const cause = new TypeError("below");
  cause.stack = "TypeError: below\n    at f (In[1]:2:3)\n    at run (/kernel/main.js:1:2)";
  const error = new Error("above", { cause });
  error.stack = "Error: above\n    at g (/lib.js:1:1)\n    at In[2]:1:1\n    at run (/kernel/main.js:1:2)";
  const text = (await shown(error))["text/plain"] as string;
  expect(text).toContain("at g (/lib.js:1:1)");
  expect(text).toContain("at In[2]:1:1");
  expect(text).toContain("at f (In[1]:2:3)");
  expect(text).not.toContain("main.js");
});

test("an error whose stack names no cell keeps all of it", async () => {
  const error = new Error("x");
  error.stack = "Error: x\n    at a (/one.js:1:1)\n    at b (/two.js:1:1)";
  expect((await shown(error))["text/plain"]).toContain("at b (/two.js:1:1)");
});

test("colour codes in messages do not reach the text", async () => {
  const coloured = new Error("\u001b[31mred\u001b[39m");
  expect((await shown(coloured))["text/plain"]).not.toContain("\u001b");
  expect((await shown({ inner: coloured }))["text/plain"]).not.toContain("\u001b");
  expect((await shown(new Map([["k", coloured]])))["text/plain"]).not.toContain("\u001b");
});

test("a plotly figure goes to the front end as plain JSON", async () => {
  const figure = {
    data: [
      { x: Float32Array.of(0.5, Number.NaN), y: [1, 2] },
      { type: "heatmap", z: [Uint8Array.of(3)] },
    ],
    layout: { title: { text: "A" } },
    config: { responsive: true },
  };
  expect(await shown(figure)).toEqual({
    "text/plain": "plotly figure: scatter, heatmap",
    "application/vnd.plotly.v1+json": {
      data: [
        { x: [0.5, null], y: [1, 2] },
        { type: "heatmap", z: [[3]] },
      ],
      layout: { title: { text: "A" } },
      config: { responsive: true },
    },
  });
});

test("objects that only look like a figure are text", async () => {
  for (const value of [{ data: [1], layout: {} }, { data: [], layout: {}, id: 3 }, { data: [{}] }])
    expect(Object.keys(await shown(value))).toEqual(["text/plain"]);
});

test("an array of objects is a table of its first rows, with a column for each of their names", async () => {
  const bundle = await shown([
    { y: 1, x: 2.123456789 },
    { y: 3, name: "<b>", at: { z: [1] } },
  ]);
  expect(bundle["text/plain"]).toContain("x: 2.123456789");
  expect(bundle["text/html"]).toContain('<th>x</th><th style="text-align: left">name</th>');
  expect(bundle["text/html"]).toContain('<td>2.1235</td><td style="text-align: left"></td>');
  expect(cells(bundle)).toBe(
    "<table><thead><tr><th></th><th>y</th><th>x</th><th>name</th><th>at</th></tr></thead><tbody>" +
      "<tr><td>0</td><td>1</td><td>2.1235</td><td></td><td></td></tr>" +
      "<tr><td>1</td><td>3</td><td></td><td>&lt;b&gt;</td><td>{ z: [ 1 ] }</td></tr></tbody></table>",
  );
  const many = Array.from({ length: 300 }, () =>
    Object.fromEntries([...Array(30).keys()].map((i) => [`k${i}`, i])),
  );
  expect((await shown(many))["text/html"]).toContain("20 of 300 rows, 20 of 30 columns");
  for (const value of [[{}], [{ a: 1 }, 2], [new Date(0)]])
    expect(Object.keys(await shown(value))).toEqual(["text/plain"]);
});

test("8-bit pixels with their width and height are the picture, pixel by pixel", async () => {
  const data = Uint8ClampedArray.of(1, 2, 3, 255, 4, 5, 6, 128);
  const bundle = await shown({ width: 2, height: 1, data, colorSpace: "srgb" });
  expect(bundle["text/plain"]).toBe("picture, 2 × 1 px, RGBA in a Uint8ClampedArray");
  const { width, height, data: drawn } = decode(Buffer.from(bundle["image/png"] as string, "base64"));
  expect([width, height, [...drawn]]).toEqual([2, 1, [...data]]);
  expect(await shown({ width: 2, height: 1, data: data.subarray(1) })).not.toHaveProperty("image/png");
});
