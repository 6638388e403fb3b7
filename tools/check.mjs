// `npm run check`: format and lint (biome), types of every folder (tsc), import rules.
import { ensureNodeModules } from "./nodeModules.mjs";
import { isProgram, program, runShown, say } from "./steps.mjs";

const node = process.execPath;

/** The checks that `npm test` counts beside its tests. */
export const checks = [
  { name: "format and lint (biome)", args: ["node_modules/@biomejs/biome/bin/biome", "check", "."] },
  { name: "types (tsc)", args: ["node_modules/typescript/bin/tsc", "-b"] },
];

const importRules = {
  name: "import rules",
  args: ["node_modules/vitest/vitest.mjs", "run", "test/repository/importRules.test.ts"],
};

/** Runs the checks; returns the names of those that failed. */
export function runChecks(list) {
  return list
    .filter(({ name, args }) => {
      say(`Checking ${name} …`);
      return runShown(node, args) !== 0;
    })
    .map(({ name }) => name);
}

if (isProgram(import.meta.url)) {
  program(async () => {
    await ensureNodeModules();
    const failed = runChecks([...checks, importRules]);
    say(failed.length === 0 ? "All checks passed." : `Failed: ${failed.join(", ")}`);
    return failed.length === 0 ? 0 : 1;
  });
}
