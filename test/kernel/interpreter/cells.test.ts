import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { Interpreter } from "#kernel/interpreter/interpreter.js";
import { createModuleLoader } from "#kernel/interpreter/modules/moduleLoader.js";
import { createWork, runAs } from "#kernel/interpreter/work.js";
import { corpus } from "./cellCorpus.js";

const folder = mkdtempSync(join(tmpdir(), "ronchi-cells-"));
const fake = async () => ({ default: "the default", answer: 42, "string name": 1 });
const interpreter = new Interpreter(createModuleLoader(folder, { fake }), () => {});
let cells = 0;

async function values(...codes: string[]): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const code of codes) {
    const result = await interpreter.execute(code, String(++cells));
    if (result.status === "error") throw result.thrown;
    found.push(result.value);
  }
  return found;
}

const last = async (...codes: string[]) => (await values(...codes)).at(-1);

async function failure(code: string) {
  const name = String(++cells);
  const result = await interpreter.execute(code, name);
  if (result.status === "ok") throw new Error(`No error in: ${code}`);
  const described = interpreter.describe(result.thrown, name);
  const traceback = described.traceback.map(stripVTControlCharacters);
  return { ...described, traceback, at: (place: string) => `In[${name}]:${place}` };
}

test.each(corpus(folder))("%s", async (_, codes, expected) => {
  expect(await last(...codes)).toBe(expected);
});

test("a promise as value is not awaited", async () => {
  expect((await values("Promise.resolve(1)"))[0]).toBeInstanceOf(Promise);
});

test.each([
  ["await", "1;\n  await failsLater()", "2:3"],
  ["await on two lines", "const x =\n await\n  failsLater()", "2:2"],
  ["an await in an await", "await (await Promise.resolve(failsLater))()", "1:1"],
  [
    "for await",
    "async function* source() { yield await failsLater() }\nfor await (const x of source()) {}",
    "2:1",
  ],
])("the stack of what fails behind %s has the place where the cell waits", async (_, code, place) => {
  await last("async function failsLater() { await 0; null.x }");
  const { traceback, at } = await runAs(createWork("request"), () => failure(code));
  // Vitest's stacks do not say "async".
  expect(traceback.join("\n").replaceAll("async ", "")).toContain(`at ${at(place)}`);
});

test.each([
  ["first line", "throw new Error('x')", "1:7"],
  ["behind types", "const p1: Array<number> = []; p1.none()", "1:34"],
  ["behind two declarations on a line", "const p2 = 1; const p3 = 2; null.x", "1:34"],
  ["in a value, shifted by the return", "'a'; (undefined as any).x", "1:25"],
  ["below an import on several lines", "import {\n  answer,\n} from 'fake'\n  nowhere()", "4:3"],
  ["behind an import on its line", "import { answer } from 'fake'; nowhere()", "1:32"],
  [
    "in a function of the cell",
    "let p4 = 1\nfunction throws() {\n  const inner: string = 'a'; null.x\n}\nthrows()",
    "3:35",
  ],
  ["in a class", "class Thrower {\n  go(): void { null.x }\n}\nnew Thrower().go()", "2:21"],
  ["below an enum", "enum Low { A, B }\n\n  nowhere()", "3:3"],
  ["behind an await", "await 1\nawait 2; nowhere()", "2:10"],
  ["below what is awaited on several lines", "await Promise.all([\n  1,\n])\n  nowhere()", "4:3"],
])("errors have the place in the user's text: %s", async (_, code, place) => {
  const { traceback, at } = await failure(code);
  expect(traceback[2]).toBe(at(place));
});

test("an error in a function of an earlier cell shows that cell", async () => {
  await last("function remote(): never {\n  throw new RangeError('far')\n}");
  const earlier = `In[${cells}]:2:9`;
  const { traceback, at } = await failure("\nremote()");
  expect(traceback[2]).toBe(earlier);
  expect(traceback.filter((line) => line.includes("    at "))).toEqual([
    `    at remote (${earlier})`,
    `    at ${at("2:1")}`,
  ]);
});

test.each([
  ["missing value", "const a = 1;\nconst b = ;", "2:11", "SyntaxError"],
  [
    "only V8 refuses it",
    "let twice1 = 1\nfunction f(a: number) { 'use strict'; let a = 2 }",
    "2:43",
    "SyntaxError",
  ],
  [
    "only V8 refuses it, in the first line",
    "let v8 = 1; function f(a: number) { let b; let b }",
    "1:48",
    "SyntaxError",
  ],
  [
    "return outside of a function",
    "const r1 = () => { return 1 };\nif (r1()) { return 5 }",
    "2:13",
    "SyntaxError",
  ],
  ["nothing behind a condition", "if (true)", "1:10", "SyntaxError"],
])("syntax errors have the place and the code: %s", async (_, code, place, ename) => {
  const error = await failure(code);
  expect(error.ename).toBe(ename);
  expect(error.traceback[2]).toBe(error.at(place));
});

test("the excerpt points at the column", async () => {
  const { traceback } = await failure("const before = 1\nnull!.x\nconst after = 2");
  const lines = traceback.slice(3, 7);
  expect(lines).toEqual([
    "  1 | const before = 1",
    "> 2 | null!.x",
    `${" ".repeat(12)}^`,
    "  3 | const after = 2",
  ]);
});

test("causes and the errors of an AggregateError are shown", async () => {
  const { traceback } = await failure(
    "throw new AggregateError([new TypeError('one')], 'many', { cause: 'why' })",
  );
  const text = traceback.join("\n");
  expect(text).toContain("AggregateError: many");
  expect(text).toContain("errors[0]: TypeError: one");
  expect(text).toContain("Caused by: 'why'");
});

test("the traceback is coloured, ename and evalue are not", async () => {
  const { thrown } = (await interpreter.execute("throw new RangeError('far')", String(++cells))) as {
    thrown: unknown;
  };
  const { ename, evalue, traceback } = interpreter.describe(thrown, String(cells));
  expect([ename, evalue]).toEqual(["RangeError", "far"]);
  expect(traceback[0]).toBe("\u001b[31mRangeError\u001b[39m: far");
});

test("an error has the name of its class and says what it carries", async () => {
  const { ename, traceback } = await failure(
    "throw new (class LensError extends Error { code = 5; state = { a: 1 } })('x')",
  );
  expect(ename).toBe("LensError");
  expect(traceback.slice(0, 2)).toEqual(["LensError: x", "{ code: 5 }"]);
});

test("the mark stands below its code also behind tabs", async () => {
  const { traceback } = await failure("\tthrow new Error('x')");
  expect(traceback.slice(3, 5)).toEqual(["> 1 | \tthrow new Error('x')", "      \t      ^"]);
});

test("what is thrown need not be an error", async () => {
  expect(await failure("throw { code: 5 }")).toMatchObject({ ename: "Uncaught", evalue: "{ code: 5 }" });
});

test("a cell with a syntax error runs nothing, not even its functions", async () => {
  await failure("function unborn() {}\nlet x y");
  expect(await last("typeof unborn")).toBe("undefined");
});
