import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { corpus } from "./cellCorpus.js";

const folder = mkdtempSync(join(tmpdir(), "ronchi-tslab-"));
mkdirSync(join(folder, "node_modules/fake"), { recursive: true });
writeFileSync(
  join(folder, "node_modules/fake/index.js"),
  'exports.__esModule = true; exports.default = "the default"; exports.answer = 42;',
);
writeFileSync(join(folder, "node_modules/fake/package.json"), '{ "name": "fake", "types": "index.d.ts" }');
writeFileSync(
  join(folder, "node_modules/fake/index.d.ts"),
  "declare const text: string; export default text; export declare const answer: number;",
);

/** Where tslab stands apart on purpose or by its age; our own result is in the corpus. */
const apart: Readonly<Record<string, string>> = {
  "var keeps what it has": "tslab makes it undefined, unlike JavaScript",
  "a redefined function is seen by its old callers":
    "tslab's cells keep the functions that they were compiled with",
  "generators and async functions": "no `for await` at the top level",
  "var in a block and in loops belongs to the cell": "later cells do not see it",
  "var without block": "later cells do not see it",
  "var in a function stays there": "stops at the type error that is the point",
  "let in a block stays there": "stops at the type error that is the point",
  "a class before a bracket": "stops at an unused value",
  "no semicolons: bracket after an arrow function": "stops at an unused value",
  decorators: "knows only those before the standard",
  imports: "its TypeScript 5.0 has no string names",
  "type-only imports load nothing": "stops at the missing module",
  "a type imported without `type` is no error": "stops at the missing type",
  "import.meta": "its cells are CommonJS",
  "exports are ordinary declarations": "calls them declared twice",
  "default exports without a name": "stops at a second default export",
  "a default export at the end is the value": "its cells export it and show nothing",
  "using at the top level has a value": "its TypeScript 5.0 has no `using`",
  "what a cell with using declares is seen by later cells": "its TypeScript 5.0 has no `using`",
  "strict mode": "its cells are sloppy",
};

const runner = fileURLToPath(new URL("../../fixtures/tslabRunner.mjs", import.meta.url));
const cases = corpus(folder).filter(([name]) => !(name in apart));
const results: readonly object[] = JSON.parse(
  execFileSync(process.execPath, [runner], {
    cwd: folder,
    input: JSON.stringify(cases.map(([, cells]) => cells)),
    encoding: "utf8",
  }),
);

test.each(cases.map(([name, , expected], i) => [name, expected, results[i]] as const))(
  "tslab agrees: %s",
  (_, expected, result) => {
    expect(result).toEqual(expected === undefined ? {} : { value: expected });
  },
);
