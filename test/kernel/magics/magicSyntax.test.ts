import { expect, test } from "vitest";
import { blankMagics, callMagics } from "#kernel/magics/magicSyntax.js";

const call = (argument: string) => `;await __ronchiMagic("%typecheck",${JSON.stringify(argument)});`;

test("a magic line becomes a call on the same line", () => {
  expect(callMagics("%typecheck off\nlet a = 1\n%typecheck  warn \na")).toBe(
    `${call("off")}\nlet a = 1\n${call("warn")}\na`,
  );
});

test.each([
  ["a command", "!ls -la | wc", '"!","ls -la | wc"'],
  ["a program by its path", "!./run.sh", '"!","./run.sh"'],
  ["a program alone that everybody knows", "!pwd", '"!","pwd"'],
  ["a question before a name", "?open", '"?","open"'],
  ["a question behind a name", "scan.shape?", '"?","scan.shape"'],
  ["a question for more", "open??", '"??","open"'],
  ["a question about a magic", "%timeit?", '"?","%timeit"'],
])("%s is a magic", (_, line, parts) => {
  expect(callMagics(`let a = 1\n${line}`)).toBe(`let a = 1\n;await __ronchiMagic(${parts});`);
});

test.each([
  ["of a line", "%unheardOf off", '"%unheardOf",""'],
  ["of a cell", "%%unheardOf off\nx", '"%%unheardOf","off","x"'],
])("an unknown magic %s is called, to say that it is not there", (_, code, parts) => {
  expect(callMagics(code)).toBe(`;await __ronchiMagic(${parts});`);
});

test("a cell magic takes the whole cell, also where it holds anything", () => {
  expect(callMagics("\n%%html wide\n<b>`</b>\n%who")).toBe(
    ';await __ronchiMagic("%%html","wide","<b>`</b>\\n%who");',
  );
  expect(blankMagics("%%html\n<b>").trim()).toBe("");
});

test("of a timed cell TypeScript reads the code, in its place", () => {
  expect(blankMagics("%%time\nlet a: number")).toBe("      \nlet a: number");
});

test("for TypeScript it is blank, and every position stays", () => {
  expect(blankMagics("%typecheck off\nlet a = 1")).toBe(`${" ".repeat(14)}\nlet a = 1`);
});

test.each([
  ["in a template", "const t = `\n%typecheck off\n`"],
  ["in a comment", "/*\n%typecheck off\n*/"],
  ["in brackets, where it is a remainder", "(7\n%typecheck off)"],
  ["behind spaces", " %typecheck off"],
  ["with an unknown name, where it may be a remainder", "7\n%unheardOf\noff"],
  ["of a negation", "!ready"],
  ["of a negation that goes on", "!ready && start()"],
  ["of a negated property", "!state.ready"],
  ["of a negated await", "!await ready"],
  ["of a conditional on two lines", "ready?\n1 : 2"],
  ["as a longer name", "let a = 1\n%typechecker"],
])("no magic %s", (_, code) => {
  expect(callMagics(code)).toBe(code);
  expect(blankMagics(code)).toBe(code);
});
