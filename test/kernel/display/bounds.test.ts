import { inspect } from "node:util";
import { expect, test } from "vitest";
import { type MimeBundle, toMimeBundle } from "#kernel/display/mimeBundle.js";

const shown = async (value: unknown) => (await toMimeBundle(value)) as MimeBundle;
const text = async (value: unknown) => (await shown(value))["text/plain"] as string;
const size = (bundle: MimeBundle) => JSON.stringify(bundle).length;

test.each<[string, () => unknown]>([
  ["a string of 10⁸ characters", () => "x".repeat(1e8)],
  ["an error with a long message", () => new Error("x".repeat(1e7))],
  ["a number of 10⁵ digits", () => 10n ** 100_000n],
  ["an array of long strings", () => Array.from({ length: 1000 }, () => "x".repeat(1e5))],
  ["an object with 10⁵ keys", () => Object.fromEntries([...Array(1e5).keys()].map((i) => [`k${i}`, i]))],
  ["10⁵ keys inside", () => ({ a: [Object.fromEntries([...Array(1e5).keys()].map((i) => [`k${i}`, i]))] })],
  ["a map of long strings", () => new Map([["k", "x".repeat(1e7)]])],
  ["10⁵ objects", () => Array.from({ length: 1e5 }, (_, i) => ({ i }))],
  ["10⁷ items", () => Array(1e7).fill(0)],
  ["10⁷ big integers", () => new BigInt64Array(1e7)],
  ["10⁸ bytes", () => Buffer.alloc(1e8)],
  [
    "10⁵ objects in a chain",
    () =>
      Array(1e5)
        .fill(0)
        .reduce((next) => ({ next }), {}),
  ],
])("%s: its bundle stays small", async (_, make) => {
  expect(size(await shown(make()))).toBeLessThan(110_000);
});

test("a graph of many nodes with cycles shows its first keys and says how many are left out", async () => {
  const nodes = Array.from({ length: 2e4 }, (_, id) => ({ id, others: {} as Record<string, unknown> }));
  for (const [i, node] of nodes.entries())
    for (let k = 0; k < 10; k++) node.others[`to${k}`] = nodes[(i * 7 + k) % nodes.length];
  const hub = Object.fromEntries(nodes.map((node) => [`n${node.id}`, node]));
  const found = await text(hub);
  expect(found).toContain("n49: {\n    id: 49,");
  expect(found).toContain("'…': 19950 more");
  expect(found).not.toContain("n50:");
});

test("values with as many keys as one reads are shown as node:util shows them", async () => {
  const value = { a: { b: { c: { d: 1 } } }, list: Array.from({ length: 150 }, (_, i) => i) };
  expect(await text(value)).toBe(inspect(value));
  const cyclic: Record<string, unknown> = { n: 1 };
  cyclic.self = cyclic;
  expect(await text(cyclic)).toBe("<ref *1> { n: 1, self: [Circular *1] }");
});

test("half of a character is not left at the end of a text that is cut", async () => {
  const lone = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])/;
  for (const first of ["", "x"]) {
    expect(await text(new Error(first + "🔬".repeat(60_000)))).not.toMatch(lone);
    const table = (await shown([{ name: first + "🔬".repeat(300) }]))["text/html"];
    expect(table).toMatch(/🔬… 40\d more characters/);
    expect(table).not.toMatch(lone);
  }
});

const fail = (what: string) => () => {
  throw new Error(what);
};

test.each<[string, object, string]>([
  ["a proxy", new Proxy({ n: 1 }, { get: fail("no get"), getPrototypeOf: fail("no class") }), "threw: no "],
  ["an item that is a proxy", [1, new Proxy({}, { getPrototypeOf: fail("no class") })], "[ 1, {} ]"],
  ["an inspect method", { [inspect.custom]: fail("no look") }, "(a look at it threw: no look)"],
  [
    "a getter of a class",
    new (class Cube {
      get kind() {
        return fail("no kind")();
      }
    })(),
    "Cube {}\n(a look at it threw: no kind)",
  ],
  [
    "a getter of the display method",
    Object.defineProperty({ n: 1 }, Symbol.for("Jupyter.display"), { get: fail("no") }),
    "{ n: 1 }",
  ],
])("%s that throws leaves the value its text", async (_, value, expected) => {
  expect(await text(value)).toContain(expected);
});

test("getters are not called where nobody asks for their value", async () => {
  let calls = 0;
  const wide = Object.fromEntries([...Array(3000).keys()].map((i) => [`k${i}`, i]));
  Object.defineProperty(wide, "k0", { get: () => calls++, enumerable: true });
  expect(await text({ wide })).toContain("k0: [Getter]");
  expect(calls).toBe(0);
});
