import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { Interpreter } from "#kernel/interpreter/interpreter.js";
import { createModuleLoader } from "#kernel/interpreter/modules/moduleLoader.js";

const folder = mkdtempSync(join(tmpdir(), "ronchi-modules-"));
const loader = createModuleLoader(folder, {});
const interpreter = new Interpreter(loader, () => {});
let cells = 0;
let writes = 0;

/** Writes a file of the notebook's folder, each time newer than the last. */
function write(name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  utimesSync(path, 1000, 1000 + ++writes);
}

async function run(code: string): Promise<unknown> {
  const result = await interpreter.execute(code, `m${++cells}`);
  if (result.status === "error") throw result.thrown;
  return result.value;
}

test("a TypeScript module beside the notebook is imported, with the modules that it imports", async () => {
  write("lib/deep.ts", "export interface Deep { n: number }\nexport const deep: number = 20");
  write(
    "sum.ts",
    "import { deep, Deep } from './lib/deep'\nexport const sum = (d: Deep): number => d.n + deep",
  );
  expect(await run("import { sum } from './sum.ts'; sum({ n: 1 })")).toBe(21);
});

test.each([
  ["with its extension", "./named.ts"],
  ["without", "./named"],
  ["by the name of what it compiles to", "./named.js"],
])("a module is found %s", async (_, specifier) => {
  write("named.ts", "export const answer: number = 42");
  expect(await run(`import { answer } from "${specifier}"; answer`)).toBe(42);
});

test("a JavaScript file of exactly that name is the one that is meant", async () => {
  write("plain.js", "exports.from = 'javascript'");
  write("plain.ts", "export const from: string = 'typescript'");
  expect(await run("import { from } from './plain.js'; from")).toBe("javascript");
  expect(await run("import { from } from './plain'; from")).toBe("typescript");
});

test("a module that changed is new when it is imported again, also through one that did not", async () => {
  write("base.ts", "export const base: number = 1");
  write("above.ts", "import { base } from './base.ts'\nexport const above = base * 10");
  write("aside.ts", "export const made: object = {}");
  const first = await run("import { made } from './aside.ts'; made");
  expect(await run("import { above } from './above.ts'; above")).toBe(10);
  write("base.ts", "export const base: number = 2");
  expect(await run("import { above } from './above.ts'; above")).toBe(20);
  expect(await run("import { made } from './aside.ts'; made"), "what did not change is the same module").toBe(
    first,
  );
});

test("enums, decorators and JSX in a module are compiled", async () => {
  write(
    "rich.tsx",
    "export enum Kind { A = 3 }\nconst h = (tag: string, _: unknown, ...parts: string[]) => tag + ':' + parts\nconst React = { createElement: h }\nexport const shown = <b>bold</b>",
  );
  expect(await run("import { Kind, shown } from './rich'; [Kind.A, shown].join()")).toBe("3,b:bold");
});

test("a syntax error in a module names file, line and column", async () => {
  write("broken.ts", "const fine = 1\nconst = 2");
  await expect(run("import './broken.ts'")).rejects.toThrow(/broken\.ts:2:7/);
});

test("an error in a module shows where it is", async () => {
  write("place.ts", "export function fails(a: Array<number>): never { throw new Error('x') }");
  const result = await interpreter.execute("import { fails } from './place'; fails([])", `m${++cells}`);
  const { traceback } = interpreter.describe((result as { thrown: unknown }).thrown, `m${cells}`);
  expect(traceback.join("\n")).toContain("place.ts:1:56");
});

test("an error in a module shows its code and that of the cell, also after it was changed", async () => {
  const described = async (code: string) => {
    const name = `m${++cells}`;
    const result = await interpreter.execute(code, name);
    const { traceback } = interpreter.describe((result as { thrown: unknown }).thrown, name);
    return { name, lines: traceback.map(stripVTControlCharacters) };
  };
  const path = join(folder, "deep.ts");
  for (const text of ["'one'", "'the second'"]) {
    write("deep.ts", `export function deep() {\n  throw new Error(${text})\n}`);
    const { name, lines } = await described("import { deep } from './deep'\ndeep()");
    expect(lines).toEqual(
      expect.arrayContaining([
        `${path}:2:9`,
        `> 2 |   throw new Error(${text})`,
        `In[${name}]:2:1`,
        "> 2 | deep()",
      ]),
    );
    expect(lines).toContain(`    at deep (${path}:2:9)`);
  }
  write("broken.ts", "export const a = 1;\nexport const b = ;");
  const { lines } = await described("1\nimport { a } from './broken'");
  expect(lines).toEqual(
    expect.arrayContaining([`${join(folder, "broken.ts")}:2:18`, "> 2 | export const b = ;"]),
  );
});

test("a module that is not there is Node's own error", async () => {
  await expect(run("import './nowhere.ts'")).rejects.toThrow(/Cannot find module/);
});

test("a cell may define a module, again as well", async () => {
  await loader.define("made.ts", "export const n: number = 1");
  expect(await run("import { n } from './made'; n")).toBe(1);
  await loader.define("made.ts", "export const n: number = 2");
  expect(await run("import { n } from './made'; n")).toBe(2);
});

test("JSON needs no attribute, and its parts are imported by name", async () => {
  write("data.json", '{ "step": 0.5 }');
  expect(await run("import data, { step } from './data.json'; data.step + step")).toBe(1);
});

test("names of a CommonJS package that Node does not see are taken from what it exports", async () => {
  write("node_modules/hidden/package.json", '{ "name": "hidden", "main": "index.js" }');
  write("node_modules/hidden/index.js", "module.exports = Object.assign(() => 1, eval('({ inside: 7 })'))");
  expect(await run("import hidden, { inside } from 'hidden'; hidden() + inside")).toBe(8);
  expect(await run("import { inside } from 'npm:hidden@1.0'; inside")).toBe(7);
});

test.each([
  [
    "with React's factory",
    "const React = { createElement: (...all) => all.join(' ') };\n<p id='x'>text</p>",
    "p [object Object] text",
  ],
  ["with a factory of one's own", "/** @jsx make */\nfunction make(tag) { return tag }\n<q></q>", "q"],
  ["a generic arrow function is no JSX", "const same = <T>(x: T) => x; same(3)", 3],
  ["a cast in brackets is no JSX", "<number>(4 as unknown)", 4],
])("JSX in a cell: %s", async (_, code, expected) => {
  expect(await run(code)).toBe(expected);
});
