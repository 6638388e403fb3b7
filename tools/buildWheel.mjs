// Stages the wheel whole under dist/wheel: Python shim, kernel bundle, labextension, kernelspec, server configuration.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./buildKernel.mjs";
import { filesUnder, isProgram, program, root, Stop, say } from "./steps.mjs";
import { thirdPartyLicenses } from "./thirdPartyLicenses.mjs";

export const staged = join(root, "dist/wheel");

/** What goes where in the staged folder; the rest of the path in the wheel is pyproject.toml's. */
const parts = {
  "extension/pyproject.toml": "pyproject.toml",
  "extension/install.json": "install.json",
  "extension/kernelspec": "kernelspec",
  "extension/jupyter_config": "jupyter_config",
  "extension/ronchi": "ronchi",
  "dist/labextension": "labextension",
  "README.md": "README.md",
  LICENSE: "LICENSE",
};

function stageWheel() {
  rmSync(staged, { recursive: true, force: true });
  mkdirSync(staged, { recursive: true });
  for (const [from, to] of Object.entries(parts)) copy(join(root, from), join(staged, to));
  copy(bundle, join(staged, "ronchi/kernel"));
  writeFileSync(join(staged, "ronchi/_version.py"), `__version__ = "${packageVersion()}"\n`);
  writeFileSync(join(staged, "THIRD-PARTY-LICENSES.txt"), thirdPartyLicenses());
  checkNoneEmpty();
}

function packageVersion() {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;
}

function copy(from, to) {
  if (!existsSync(from)) throw new Stop(`${from} is missing: run \`npm run build\`.`);
  cpSync(from, to, { recursive: true, filter: (path) => !path.includes("__pycache__") });
}

/** A wrong path silently gives an empty wheel: a file without a byte is one of its signs. */
function checkNoneEmpty() {
  const empty = filesUnder(staged).filter((file) => readFileSync(file).length === 0);
  if (empty.length > 0) throw new Stop(`These files of the wheel are empty: ${empty.join(", ")}`);
}

if (isProgram(import.meta.url)) {
  program(() => {
    stageWheel();
    say(`The wheel is staged in ${staged}`);
  });
}
