// `npm run lab`: from a fresh clone to JupyterLab on the first notebook. Arguments after `--` go to JupyterLab.
import { join } from "node:path";
import { runPython } from "./python.mjs";
import { setup } from "./setup.mjs";
import { program, root, runQuietly, say } from "./steps.mjs";

const notebooks = join(root, "notebooks");

await program(async () => {
  await setup();
  await writeExampleData();
  return runPython(["-m", "jupyterlab", ...labArguments(), ...process.argv.slice(2)], { cwd: notebooks });
});

/** The data set that the notebooks open: simulated, with known truth. The program does nothing when it is there. */
function writeExampleData() {
  const program = "dist/kernel/exampleData.js";
  return runQuietly("Looking after the example data", process.execPath, [
    program,
    join(notebooks, "example"),
  ]);
}

function labArguments() {
  const asRoot = process.getuid?.() === 0;
  if (asRoot)
    say("You are root: JupyterLab is started with --allow-root, and whoever has its token acts as root.");
  return [
    // Only this machine may connect; give --ip yourself to open it to others.
    "--ServerApp.ip=127.0.0.1",
    `--ServerApp.root_dir=${notebooks}`,
    "--LabApp.default_url=/lab/tree/01-virtual-detectors.ipynb",
    ...(asRoot ? ["--allow-root"] : []),
  ];
}
