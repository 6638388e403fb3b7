// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are cells that hold templates.
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { isComplete } from "#kernel/interpreter/isComplete.js";

/** tslab's own answer: complete or not, and the indent of the next line. It has no "invalid". */
const { isCompleteCode } = createRequire(import.meta.url)("tslab/dist/converter.js") as {
  isCompleteCode(code: string): { completed: boolean; indent?: string };
};

test.each([
  "let x = 1",
  "let s = `a${1 + `b${2}`}c`",
  "`{`; `(`; `[`",
  "'{'; \"(\"",
  "/[{(]/.test('{')",
  "a / b / c",
  "// {",
  "/* ( [ { */",
  "/** { */ let a = 1 // }",
  "for (const x of [1]) {\n  x;\n}",
  "f(\n  1,\n)",
  "x as number",
  "type A = { a: 1 } | `a${string}`",
  "class A { #b = 1; get b() { return this.#b } }",
  "async () => { await 1 }",
  "await fetch('a')",
  "for await (const x of y) {}",
  "const f = <T,>(x: T) => x",
  "a?.b ?? c",
  "label: for (;;) break label",
  "",
  "   \n",
])("complete, as for tslab: %j", (code) => {
  expect(isComplete(code)).toEqual({ status: "complete" });
  expect(isCompleteCode(code).completed).toBe(true);
});

test.each([
  "if (a) {",
  "f(",
  "f(1,",
  "let x = [",
  "let x = {",
  "`${",
  "`a${b",
  "/* open",
  "class A {",
  "a.",
  "let x =",
  "1 +",
  "a ? b :",
  "() =>",
  "function f() {\n  if (a) {",
  "import {",
  "for (const x of [1, 2]) {",
])("incomplete, as for tslab: %j", (code) => {
  expect(isComplete(code).status).toBe("incomplete");
  expect(isCompleteCode(code).completed).toBe(false);
});

test.each(["let x = = 1", "f)", "}", "let 1a", "'open", "/open", "class { }}", "if (a) }"])(
  "never completed by a further line: %j",
  (code) => expect(isComplete(code)).toEqual({ status: "invalid" }),
);

test.each([
  ["function f() {", "  "],
  ["function f() {\n  if (a) {", "    "],
  ["f(`{${[", "    "],
  ["f('{', [", "    "],
  ["let s = `{{{", ""],
  ["/* {{{", ""],
])("the next line after %j is indented by %j", (code, indent) => {
  expect(isComplete(code)).toEqual({ status: "incomplete", indent });
});

test.each(["const a = <b>c</b>", "const a = <b/>", "f(<b c={1}>{[1].map((d) => <i>{d}</i>)}</b>)"])(
  "JSX is complete: %j",
  (code) => expect(isComplete(code)).toEqual({ status: "complete" }),
);

test.each([
  "const a = <b>",
  "const a = <b>{",
  "const a = <b>\n  some words",
  "const a = <>\n  <i/>",
  "`open",
  "if (a)",
  "for (const x of [1])",
  "@decorator",
])("incomplete, where tslab says otherwise or nothing: %j", (code) =>
  expect(isComplete(code).status).toBe("incomplete"),
);

test("a wrong generic function is not taken for JSX", () => {
  expect(isComplete("const f = <T>(x: T) => x x")).toEqual({ status: "invalid" });
});
