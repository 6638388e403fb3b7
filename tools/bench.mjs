// `npm run bench [-- NAME …]`: runs the programs of test/bench, all or those named.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.mjs";
import { ensureNodeModules } from "./nodeModules.mjs";
import { ensureVenv } from "./python.mjs";
import { program, root, runShown, Stop, say } from "./steps.mjs";

/** The peers that results are measured against, in an environment of their own. */
const peers = ["libertem==0.16.*", "hdf5plugin", "h5py"];

await program(async () => {
  const names = chosen(available(), process.argv.slice(2));
  await ensureNodeModules();
  await build();
  await runQuietly("Compiling the benchmarks", process.execPath, [
    "node_modules/typescript/bin/tsc",
    "-b",
    "test",
  ]);
  const python = await ensureVenv(peers, "dist/peers");
  const env = { ...process.env, RONCHI_PEER_PYTHON: python };
  const failed = names.filter((name) => runBench(name, env) !== 0);
  if (failed.length > 0) throw new Stop(`These benchmarks failed: ${failed.join(", ")}`);
});

function runBench(name, env) {
  say(`\n${name}`);
  return runShown(process.execPath, [join(root, `test/bench/${name}.mjs`)], { env });
}

function available() {
  const ending = ".mjs";
  const files = readdirSync(join(root, "test/bench")).filter((name) => name.endsWith(ending));
  return files.map((name) => name.slice(0, -ending.length)).sort();
}

function chosen(known, wanted) {
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Stop(`There is no benchmark ${unknown.join(", ")}; there are: ${known.join(", ")}.`);
  return wanted.length > 0 ? wanted : known;
}
