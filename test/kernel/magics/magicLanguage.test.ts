import { expect, test } from "vitest";
import { completeMagic, inspectMagic, isCellComplete } from "#kernel/magics/magicLanguage.js";

test.each([
  ["%ti", ["%time", "%timeit"]],
  ["%%w", ["%%writefile"]],
  ["let a = 1\n%who", ["%who"]],
])("%j is completed by the magics", (code, matches) => {
  const { cursor_start, cursor_end } = completeMagic(code, code.length) ?? {};
  expect(completeMagic(code, code.length)).toMatchObject({ matches });
  expect(code.slice(Number(cursor_start), Number(cursor_end))).toBe(code.split("\n").at(-1));
});

test.each(["a %ti", "7 %", "let a = 1\n%%wr", "%time pro"])("%j is left to TypeScript", (code) => {
  expect(completeMagic(code, code.length)).toBeUndefined();
});

test("the cursor counts code points", () => {
  expect(completeMagic("'😀'\n%ti", 7)).toMatchObject({ cursor_start: 4, cursor_end: 7 });
});

test("a magic has help, also under the cursor", () => {
  const data = { "text/plain": expect.stringContaining("many times") };
  expect(inspectMagic("let a\n%timeit a", 8)).toMatchObject({ found: true, data });
  expect(inspectMagic("%timeit a", 9)).toBeUndefined();
  expect(inspectMagic("%none", 2)).toBeUndefined();
});

test.each([
  ["%%html", { status: "incomplete", indent: "" }],
  ["%%html\n<b>", { status: "incomplete", indent: "" }],
  ["%%html\n<b>\n", { status: "complete" }],
  ["%time f(", { status: "complete" }],
  ["!ls", { status: "complete" }],
  ["f(", { status: "incomplete", indent: "  " }],
])("in a console %j is %j", (code, expected) => {
  expect(isCellComplete(code)).toEqual(expected);
});
