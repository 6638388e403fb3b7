import { expect, test } from "vitest";
import { packageSpecifier, withRemedy } from "#kernel/interpreter/modules/packageName.js";

test.each([
  ["npm:plot", "plot"],
  ["npm:@scope/plot@1.2/part", "@scope/plot/part"],
  ["jsr:@std/csv@^1/parse", "@std/csv/parse"],
  ["jsr:/@std/csv", "@std/csv"],
  ["@scope/plot/part", "@scope/plot/part"],
  ["node:fs", "node:fs"],
  ["./part.ts", "./part.ts"],
])("%s is the module %s", (specifier, name) => {
  expect(packageSpecifier(specifier)).toBe(name);
});

test.each([
  ["npm:plot@1/part", "plot", "%npm install plot"],
  ["jsr:@std/csv", "@std/csv", "!npx jsr add @std/csv"],
])("who imports %s, which is not there, is told how to get it", (specifier, name, command) => {
  const problem = Object.assign(new Error(`Cannot find package '${name}' imported from a.js`), {
    code: "ERR_MODULE_NOT_FOUND",
  });
  expect(withRemedy(problem, specifier).message).toMatch(`imported from a.js. To get it: ${command}`);
});

test("a package that a package lacks is another's business", () => {
  const problem = Object.assign(new Error("Cannot find package 'deep' imported from plot.js"), {
    code: "ERR_MODULE_NOT_FOUND",
  });
  expect(withRemedy(problem, "plot").message).not.toContain("install");
});
