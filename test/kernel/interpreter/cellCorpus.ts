import { join } from "node:path";

/** What is shown, the cells, and the value of the last one. */
type Case = readonly [string, readonly string[], unknown];

/** Cells as people write them in `folder`, where a module "fake" has a default, `answer` and "string name". */
export const corpus = (folder: string): readonly Case[] => [
  ["the last expression is the value", ["1; 2"], 2],
  ["a semicolon does not take the value away", ["3;"], 3],
  ["a declaration has no value", ["const noValue = 5"], undefined],
  ["a comment at the end is no harm", ["4 // four"], 4],
  ["an empty cell", ["", "// nothing"], undefined],
  ["const is seen by later cells", ["const c1: number = 5", "c1 + 1"], 6],
  ["const may be declared again with another type", ["const c2 = 1", "const c2 = 'text'; c2"], "text"],
  ["let becomes undefined again", ["let l1 = 1", "let l1: number | undefined; l1"], undefined],
  ["var keeps what it has", ["var v1 = 1", "var v1: number; v1"], 1],
  ["several declarators", ["const d1 = 1, d2 = () => d1, d3 = 3", "d2() + d3"], 4],
  ["class may be declared again", ["class K { a = 1 }", "class K { a = 2 }\nnew K().a"], 2],
  ["a class keeps its name", ["class Named { static who() { return Named.name } }", "Named.who()"], "Named"],
  ["a function keeps the name of its const", ["const arrow = () => {}", "arrow.name"], "arrow"],
  ["a class before a bracket", ["class P { }\n(1, 2)"], 2],
  [
    "an abstract generic class",
    ["abstract class G<T> { abstract x: T }\nclass H extends G<number> { x = 1 }", "new H().x"],
    1,
  ],
  [
    "object destructuring",
    ["const { x: ox, ...rest1 } = { x: 1, y: 2, z: 3 }", "[ox, rest1.y, rest1.z].join()"],
    "1,2,3",
  ],
  ["array destructuring with defaults", ["const [a1, , a3 = 9]: number[] = [1, 2]", "a1 + a3"], 10],
  [
    "destructuring in the middle of declarators",
    ["let m0 = 0, { m1 } = { m1: 1 }, [m2] = [2]", "[m0, m1, m2].join()"],
    "0,1,2",
  ],
  ["functions are hoisted", ["const early = hoisted()\nfunction hoisted(): number { return 7 }\nearly"], 7],
  [
    "a redefined function is seen by its old callers",
    [
      "function inner() { return 1 }\nfunction outer() { return inner() }",
      "function inner() { return 2 }",
      "outer()",
    ],
    2,
  ],
  [
    "overloads",
    [
      "function over(a: string): string\nfunction over(a: number): number\nfunction over(a: unknown) { return a }\nover(3)",
    ],
    3,
  ],
  [
    "generators and async functions",
    [
      "async function* gen() { yield 1; yield 2 }\nlet total = 0\nfor await (const n of gen()) total += n\ntotal",
    ],
    3,
  ],
  ["using at the top level has a value", ["using u1 = { v: 3, [Symbol.dispose]() {} };\nu1.v"], 3],
  [
    "what a cell with using declares is seen by later cells",
    ["using u2 = null;\nconst u3 = 4; function u4() { return u3 }", "u3 + u4()"],
    8,
  ],
  ["top-level await", ["const awaited = await Promise.resolve(3)\nawaited + await 1"], 4],
  [
    "var in a block and in loops belongs to the cell",
    [
      "if (true) { var blockVar = 1 }\nfor (var i1 = 0; i1 < 3; i1++) {}\nfor (var k1 of [5]) {}",
      "[blockVar, i1, k1].join()",
    ],
    "1,3,5",
  ],
  ["var without block", ["var w1 = 0\nif (w1) var w2 = 1; else var w2 = 2", "w2"], 2],
  [
    "var in a function stays there",
    ["function hides() { var hiddenVar = 1; return hiddenVar }\nhides()", "typeof hiddenVar"],
    "undefined",
  ],
  ["let in a block stays there", ["{ let inBlock = 1 }", "typeof inBlock"], "undefined"],
  ["accessor globals can be declared", ["const performance = 5", "performance"], 5],
  [
    "no semicolons: destructuring after an expression",
    ["let s1 = 1, s2 = 2\ns1\nconst [s3, s4] = [s2, s1]\ns3 + s4"],
    3,
  ],
  [
    "no semicolons: bracket after an arrow function",
    ["let hit = 0\nconst fn = () => { hit++ }\n(0, hit)"],
    0,
  ],
  ["no semicolons: template after a type", ["type Local = string\n`text`"], "text"],
  ["no semicolons: object destructuring after a call", ["String(1)\nconst { length } = 'four'\nlength"], 4],
  ["an object in brackets is a value", ["({ a: 1 }).a"], 1],
  [
    "types, interfaces and casts leave nothing",
    [
      "interface I { a: number }\ntype T = I | undefined\ndeclare const nowhere: T\n(({ a: 1 } satisfies I) as T)!.a",
    ],
    1,
  ],
  [
    "enums, also const and again in a later cell",
    [
      "enum E1 { A = 3, B }\nconst enum E2 { C = 'c' }\nE1.B + E2.C",
      "enum E1 { Z }\nObject.keys(E1).length + E1.Z",
    ],
    2,
  ],
  ["namespaces", ["namespace N { export const inside = 8 }\nN.inside"], 8],
  ["parameter properties", ["class PP { constructor(readonly a: number) {} }\nnew PP(6).a"], 6],
  [
    "decorators",
    [
      "function twice(f: () => number, _: unknown) { return () => 2 * f() }\nclass D { @twice two() { return 2 } }\nnew D().two()",
    ],
    4,
  ],
  [
    "imports",
    [
      'import def, { answer, "string name" as named } from "fake"\nimport * as all from "fake"\n[def, answer, named, all.answer].join()',
    ],
    "the default,42,1,42",
  ],
  [
    "imports on several lines keep what follows",
    ['import {\n  answer as\n    renamed,\n} from "fake"; renamed'],
    42,
  ],
  [
    "imported again in a later cell",
    ['import { answer } from "fake"', 'import { answer } from "fake"; answer'],
    42,
  ],
  [
    "type-only imports load nothing",
    [
      'import type { A } from "not-there"\nimport { type B, type C } from "not-there"\nlet t1: A | B | C = 1; t1',
    ],
    1,
  ],
  [
    "a type imported without `type` is no error",
    ['import { answer, Missing } from "fake"\nlet t2: Missing = answer; t2'],
    42,
  ],
  ["dynamic import", ['(await import("fake")).answer'], 42],
  ["node: modules", ['import { join } from "node:path"; join("a", "b")'], join("a", "b")],
  ["import.meta", ["import.meta.dirname"], folder],
  [
    "exports are ordinary declarations",
    ["export const ex = 1\nexport function exf() { return ex }\nexport default exf() + 1"],
    2,
  ],
  [
    "assertions at the end of lines without semicolons",
    [
      "const as1 = 1 as number\nconst as2 = () => 2 as number, as3 = 3 satisfies number",
      "if (true) var as4 = await 4 as number\nas1 + as2() + as3 + as4 as unknown as number",
      "as1 as number",
      "(await Promise.resolve(as1) as number) + 1 satisfies number",
    ],
    2,
  ],
  [
    "accessor fields",
    [
      "class Auto { accessor n = 1; static accessor #m = 2; static m() { return Auto.#m } }\nconst auto = new Auto(); auto.n += Auto.m(); auto.n",
    ],
    3,
  ],
  [
    "default exports without a name",
    [
      "[1]\nexport default { a: 1 } as const\nexport default class { x = 1 }\nexport default function () { return 1 }\n2",
    ],
    2,
  ],
  ["a default export at the end is the value", ["[1]\nexport default { a: 7 }.a as number"], 7],
  ["strict mode", ["(function () { return this === undefined })()"], true],
];
