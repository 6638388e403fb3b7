import { expect, test } from "vitest";
import { blankMagics, callMagics } from "#kernel/interpreter/magicLines.js";

const call = (argument: string) => `;await __ronchiMagic("typecheck",${JSON.stringify(argument)});`;

test("a magic line becomes a call on the same line", () => {
  expect(callMagics("%typecheck off\nlet a = 1\n%typecheck  warn \na")).toBe(
    `${call("off")}\nlet a = 1\n${call("warn")}\na`,
  );
});

test("for TypeScript it is blank, and every position stays", () => {
  expect(blankMagics("%typecheck off\nlet a = 1")).toBe(`${" ".repeat(14)}\nlet a = 1`);
});

test.each([
  ["in a template", "const t = `\n%typecheck off\n`"],
  ["in a comment", "/*\n%typecheck off\n*/"],
  ["in brackets, where it is a remainder", "(7\n%typecheck off)"],
  ["behind spaces", " %typecheck off"],
  ["with an unknown name", "%unheardOf off"],
  ["with two signs, which begin a cell in another language", "%%typecheck off"],
  ["as a longer name", "%typechecker"],
])("no magic %s", (_, code) => {
  expect(callMagics(code)).toBe(code);
  expect(blankMagics(code)).toBe(code);
});
