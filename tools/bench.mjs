// `npm run bench [-- NAME …]`: runs the programs of test/bench, all or those named.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.mjs";
import { ensureNodeModules } from "./nodeModules.mjs";
import { program, root, runQuietly, runShown, Stop, say } from "./steps.mjs";

const node = process.execPath;
const ending = ".bench.mjs";

await program(async () => {
  const names = chosen(available(), process.argv.slice(2));
  await ensureNodeModules();
  await build();
  const tsc = "node_modules/typescript/bin/tsc";
  await runQuietly("Compiling the fixtures of the benchmarks", node, [tsc, "-b", "test"]);
  const failed = names.filter((name) => runBench(name) !== 0);
  if (failed.length > 0) throw new Stop(`These benchmarks failed: ${failed.join(", ")}`);
});

function runBench(name) {
  say(`\n${name}`);
  return runShown(node, [join(root, `test/bench/${name}${ending}`)]);
}

function available() {
  const files = readdirSync(join(root, "test/bench")).filter((name) => name.endsWith(ending));
  return files.map((name) => name.slice(0, -ending.length)).sort();
}

function chosen(known, wanted) {
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Stop(`There is no benchmark ${unknown.join(", ")}; there are: ${known.join(", ")}.`);
  return wanted.length > 0 ? wanted : known;
}
