import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { testLanguage } from "./testLanguage.js";

const { folder, ask, ran, messages, complete, hold } = testLanguage();

interface Notebook {
  readonly cells: readonly { readonly cell_type: string; readonly source: string | string[] }[];
}

describe("diagnostics", () => {
  test("a wrong call is told with its line", async () => {
    const found = await ran("const half = (n: number) => n / 2;\nhalf('3');");
    expect(found).toEqual([
      {
        code: 2345,
        message: "Argument of type 'string' is not assignable to parameter of type 'number'.",
        ...{ line: 2, column: 6, length: 3, excerpt: "half('3');" },
      },
    ]);
  });

  test("an error of an earlier cell's types is found in a later one", async () => {
    await ran("interface Scan { readonly rows: number }\nconst scan1: Scan = { rows: 2 };");
    expect(await messages("scan1.colums")).toEqual(["1: Property 'colums' does not exist on type 'Scan'."]);
    expect(await messages("undeclaredName1")).toEqual(["1: Cannot find name 'undeclaredName1'."]);
  });

  test.each([
    [
      "await at the top level",
      "const t1 = await Promise.resolve(1); for await (const x of [t1]) x.toFixed();",
    ],
    ["a variable that is declared again, with another type", "const t2 = 1;", "const t2 = 'a'; t2.length"],
    ["a value computed from the one it replaces", "let t3 = [1];", "const t3b = 1; let t3 = t3.map(String);"],
    ["an assignment to a variable of an earlier cell", "let t4 = 1; var t4b = 2;", "t4 = 3; t4b++; t4 + t4b"],
    ["a value that is narrowed", "let t5: string | undefined = 'a';", "if (t5) t5.length;"],
    ["a list that is filled by later cells", "const t6 = [];", "t6.push(1);"],
    ["parameters without types", "function t7(a, b) { return a + b; }", "t7(1, 2)"],
    [
      "a type, an enum and a class of earlier cells",
      "type T8 = 'a'; enum E8 { x } class C8<T> { v?: T }",
      "const t8: [T8, E8, C8<T8>] = ['a', E8.x, new C8()]; t8",
    ],
    [
      "a class that is declared again",
      "class C9 { a = 1 }",
      "class C9 { b = new Map<string, C9>() }",
      "new C9().b",
    ],
    [
      "the kernel's modules",
      'import { annulus, circle } from "ronchi"; import { DetectorPicker } from "ronchi/widgets";',
      "[annulus({ inner: 1, outer: 2 }), circle({ radius: 1 }), DetectorPicker.name]",
    ],
    [
      "Node's modules",
      'import * as fs from "node:fs"; import os, { cpus } from "node:os";',
      "[fs.existsSync('.'), os.EOL, cpus().length, Buffer.from([1]), process.pid]",
    ],
    [
      "files beside the notebook",
      'import { twice } from "./beside.ts"; import v from "./values.json" with { type: "json" };',
      "twice(v.alpha)",
    ],
    ["a dynamic import", 'const t12 = await import("node:path");', "t12.join('a', 'b')"],
    [
      "var in a block",
      "if (Math.random() > 2) { var t13 = 1; } for (var i13 = 0; i13 < 1; i13++);",
      "[t13, i13]",
    ],
    [
      "destructuring",
      "const { a14, ...rest14 } = { a14: 1, b14: 2 }, [f14] = [1];",
      "[a14, rest14.b14, f14]",
    ],
    ["exports", "export const t15 = 1; export default class D15 {}", "[t15, new D15()]"],
    ["display", "display(1, 2); const shown16 = await display(3);", "await shown16.update(4)"],
    [
      "Jupyter's globals",
      "display(await input('?')); clearOutput({ wait: true }); confirm('a') && prompt('b')?.length; alert();",
    ],
    [
      "tslab",
      'import * as tslab from "tslab"; tslab.display.html("<b>a</b>"); const t21 = tslab.newDisplay();',
      "t21.text('a'); tslab.versions.node.length",
    ],
    [
      "Deno's display",
      "await Deno.jupyter.display(Deno.jupyter.html`<b>a</b>`); const { md } = Deno.jupyter; md`# a`",
    ],
    [
      "require",
      'const fs22 = require("node:fs"); const { join: join22 } = require("path");',
      "fs22.existsSync('.'); join22('a')",
    ],
    [
      "JSX",
      "const h = (tag: string, props: object | null, ...children: unknown[]) => ({ tag, props, children }); const React = { createElement: h };",
      "const view23 = <b title='a'>{[1].length}</b>; view23",
      "view23",
    ],
    [
      "a cell that is a module",
      "/** @module helpers24 */\nexport const helper24 = (n: number) => n;",
      'import { helper24 } from "./helpers24"; helper24(1).toFixed()',
    ],
    ["a cell for the browser", "/** @browser */\ndocument.title"],
    ["magic lines", "%typecheck warn\nlet t25 = 1\n%typecheck warn", "t25"],
    ["errors in catch", "try { throw new Error('x'); } catch (error) { error.message; }"],
    [
      "a generic function that returns what it cannot name",
      "function t18() { class Inner { a = 1 } return new Inner(); } const v18 = t18();",
      "v18.a.toFixed()",
    ],
    [
      "a private member",
      "class C19 { #a = 1; private b = 2; get() { return this.#a + this.b; } }",
      "new C19().get()",
    ],
    ["using", "{ using t20 = { [Symbol.dispose]() {} }; t20; }"],
  ])("no false positive: %s", async (_, ...sequence) => {
    for (const code of sequence) expect(await messages(code)).toEqual([]);
  });

  const notebooks = new URL("../../../notebooks/", import.meta.url);
  test.each(readdirSync(notebooks).filter((name) => name.endsWith(".ipynb")))(
    "the tutorial %s has no type error",
    async (name) => {
      const { cells } = JSON.parse(readFileSync(new URL(name, notebooks), "utf8")) as Notebook;
      for (const { cell_type, source } of cells)
        if (cell_type === "code") expect(await messages([source].flat().join(""))).toEqual([]);
    },
  );

  test("a wrong use of tslab, Deno and a module of a cell is found too", async () => {
    await ran("/** @module helpers26 */\nexport const helper26 = (n: number) => n;");
    expect(await messages('import * as tslab26 from "tslab"; tslab26.display.pgn(1)')).toHaveLength(1);
    expect(await messages("Deno.readTextFile(5)")).toHaveLength(1);
    expect(await messages('import { helper26 } from "./helpers26"; helper26("a")')).toHaveLength(1);
  });

  test("a package that is installed later is found by the same cell, types included", async () => {
    const code = 'import { late } from "late-package"; import { later } from "./later.ts"; late(1); later;';
    expect(await messages(code)).toHaveLength(2);
    const home = join(folder, "node_modules/late-package");
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, "package.json"), '{ "name": "late-package", "types": "index.d.ts" }');
    writeFileSync(join(home, "index.d.ts"), "export function late(n: number): string;");
    writeFileSync(join(folder, "later.ts"), "export const later = 1;");
    expect(await messages(code)).toEqual([]);
    expect(await messages(code.replace("late(1)", "late('1')"))).toHaveLength(1);
    expect(await messages('import { other } from "./later.ts";')).toHaveLength(1);
    writeFileSync(join(folder, "later.ts"), "export const later = 1, other = 2;");
    utimesSync(join(folder, "later.ts"), 1, 1);
    expect(await messages('import { other } from "./later.ts";')).toEqual([]);
  });

  test("the JSON of a response may be looked at, and nothing else goes unseen for it", async () => {
    expect(
      await messages("const answer = await (await fetch('data:,')).json(); answer.rows[0].name"),
    ).toEqual([]);
    expect(await messages("(await fetch('data:,')).jsn()")).toEqual([expect.stringContaining("jsn")]);
  });

  test("a check before the run leaves nothing behind", async () => {
    const cell = { code: "let checkedOnly = 1;", label: "In[x]" };
    expect(await ask("check", { cell })).toEqual([]);
    expect(await messages("checkedOnly")).toEqual(["1: Cannot find name 'checkedOnly'."]);
  });

  test("a cell with a syntax error is left to the run, and declares nothing", async () => {
    expect(await messages("let broken = (;")).toEqual([]);
    expect((await complete("broke|")).matches).toEqual([]);
  });

  test("types go from cell to cell, whether the cells before were settled or not", async () => {
    await ran("let chain0 = { depth: 0 };", false);
    const add = (i: number) => ran(`const chain${i} = { depth: chain${i - 1}.depth + 1 };`, false);
    for (let i = 1; i <= 20; i++) await add(i);
    const unsettled = Array.from({ length: 20 }, (_, i) => add(21 + i));
    expect((await complete("chain40.|")).matches).toEqual(["depth"]);
    await Promise.all(unsettled);
    expect((await complete("chain4|")).matches).toEqual(["chain4", "chain40"]);
  });
});

test("of cells that run faster than they are checked 64 wait; the others are known, and not checked", async () => {
  const release = hold();
  const all = Array.from({ length: 70 }, (_, i) => ran(`const hurried${i}: string = ${i}`));
  const { matches } = await complete("hurried6|");
  expect(matches.sort()).toEqual(["hurried6", ...Array.from({ length: 10 }, (_, i) => `hurried6${i}`)]);
  release();
  const checked = (await Promise.all(all)).map((diagnostics) => diagnostics.length);
  expect(checked).toEqual([...new Array(64).fill(1), ...new Array(6).fill(0)]);
  expect(await messages("const calm: string = 1")).toHaveLength(1);
});

test("a cell that is settled after %cd keeps the imports of the folder in which it ran", async () => {
  const elsewhere = join(folder, "elsewhere");
  mkdirSync(elsewhere);
  writeFileSync(join(folder, "part.ts"), "export const part = { here: 1 };\n");
  writeFileSync(join(elsewhere, "part.ts"), "export const part = { there: 1 };\n");
  const release = hold();
  const early = messages('import { part } from "./part.ts"; const early = part; early.there;');
  await ask("moved", { folder: elsewhere });
  const late = messages('import { part as moved } from "./part.ts"; const late = moved; late.here;');
  release();
  expect(await early).toEqual([
    "1: Property 'there' does not exist on type '{ here: number; }'. Did you mean 'here'?",
  ]);
  expect(await late).toEqual([
    "1: Property 'here' does not exist on type '{ there: number; }'. Did you mean 'there'?",
  ]);
  expect((await complete("early.|")).matches).toEqual(["here"]);
  expect((await complete("late.|")).matches).toEqual(["there"]);
  await ask("moved", { folder });
});
