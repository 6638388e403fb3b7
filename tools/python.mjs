// The Python half of JupyterLab: finding an interpreter, and a virtual environment with what is needed.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask, onceFor, root, runQuietly, runShown, Stop } from "./steps.mjs";

const oldestPython = [3, 10];
const windows = process.platform === "win32";

const installPython = {
  linux: "sudo apt-get install python3 python3-venv",
  darwin: "brew install python",
  win32: "winget install Python.Python.3.13",
};

/** What lab and tests need beside our wheel. JupyterLab is pinned to what the tests ran against. */
export const labPackages = ["jupyterlab==4.6.6", "jupyterlab_widgets==3.0.17", "hatchling==1.33.0"];
export const testPackages = [
  ...labPackages,
  "nbclient",
  "papermill==2.7.0",
  "jupyter_kernel_test",
  "h5py",
  "hdf5plugin",
  "numpy",
  "anywidget==0.11.0",
];

export function venvPython(folder = ".venv") {
  return join(root, folder, windows ? "Scripts/python.exe" : "bin/python");
}

/** Command line of the first Python that is new enough and can make virtual environments. */
export function findPython() {
  const named = process.env.RONCHI_PYTHON;
  const candidates = named ? [[named]] : [["python3"], ["python"], ["py", "-3"]];
  const found = candidates
    .map((command) => ({ command, ...describePython(command) }))
    .filter((p) => p.version);
  const usable = found.filter((p) => isNewEnough(p.version));
  if (usable.length === 0) throw new Stop(noPython(found));
  const withVenv = usable.find((p) => p.venv);
  if (withVenv === undefined) throw new Stop(noVenv(usable[0]));
  return withVenv.command;
}

// The version comes first, so that it is known even where the venv module is missing.
const probe = `
import sys
print("%d.%d" % sys.version_info[:2])
try:
    import venv, ensurepip
    print("venv")
except ImportError:
    print("no venv")
`;

function describePython([program, ...args]) {
  const [version, venv] = (ask(program, [...args, "-c", probe]) ?? "").split(/\r?\n/);
  return { version: /^\d+\.\d+$/.test(version) ? version : undefined, venv: venv === "venv" };
}

function isNewEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > oldestPython[0] || (major === oldestPython[0] && minor >= oldestPython[1]);
}

function noPython(found) {
  const seen =
    found.length === 0 ? "none was found" : `only ${found.map((p) => p.version).join(", ")} was found`;
  return `Ronchi needs Python ${oldestPython.join(".")} or newer for JupyterLab, and ${seen}. Install it with: ${installCommand()}`;
}

function noVenv(python) {
  const command =
    process.platform === "linux" ? `sudo apt-get install python${python.version}-venv` : installCommand();
  return `Python ${python.version} was found, but its venv module is missing. Install it with: ${command}`;
}

function installCommand() {
  return installPython[process.platform] ?? "the package manager of your system";
}

/** A virtual environment that holds the packages; made again when the list changes. */
export async function ensureVenv(packages, folder = ".venv") {
  const python = venvPython(folder);
  if (!existsSync(python)) {
    const [program, ...args] = findPython();
    await runQuietly(`Making a Python environment in ${folder}`, program, [...args, "-m", "venv", folder]);
  }
  const inputs = createHash("sha256").update(packages.join("\n")).digest("hex");
  await onceFor(`${folder}/.packages-${inputs.slice(0, 12)}`, inputs, folder, () =>
    pip(
      `Installing ${packages.slice(0, 2).join(", ")} and what they need (one to three minutes)`,
      packages,
      folder,
    ),
  );
  return python;
}

function pip(label, args, folder) {
  const quiet = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"];
  return runQuietly(label, venvPython(folder), ["-m", "pip", "install", ...quiet, ...args]);
}

/** Builds the staged wheel and installs it, when it is not the one already installed. */
export async function ensureWheelInstalled(fingerprint, folder = ".venv") {
  await onceFor(`${folder}/.ronchi-wheel`, fingerprint, folder, async () => {
    const wheel = await packWheel(venvPython(folder));
    await pip(`Installing ${wheel.split(/[\\/]/).at(-1)}`, ["--no-deps", "--force-reinstall", wheel], folder);
  });
}

/** Packs dist/wheel with hatchling; returns the path of the wheel, dist/ronchi-….whl. */
async function packWheel(python) {
  const output = await runQuietly(
    "Packing the wheel",
    python,
    ["-m", "hatchling", "build", "-t", "wheel", "-d", ".."],
    {
      cwd: join(root, "dist/wheel"),
    },
  );
  const name = /ronchi-[\w.]+-py3-none-any\.whl/.exec(output)?.[0];
  if (name === undefined) throw new Stop(`hatchling did not say which wheel it built:\n${output}`);
  return join(root, "dist", name);
}

/** Settings of the environment's JupyterLab: it does not ask whether it may fetch news. */
export function writeLabSettings(folder = ".venv") {
  const settings = join(root, folder, "share/jupyter/lab/settings");
  mkdirSync(settings, { recursive: true });
  const overrides = { "@jupyterlab/apputils-extension:notification": { fetchNews: "false" } };
  writeFileSync(join(settings, "overrides.json"), `${JSON.stringify(overrides, null, 2)}\n`);
  // JupyterLab brings a CommonJS yarn.js, which the "type": "module" of our package.json would break.
  writeFileSync(join(root, folder, "package.json"), '{ "type": "commonjs" }\n');
}

/** Runs a program in the environment with its output on the terminal; returns its exit code. */
export function runPython(args, options = {}) {
  return runShown(venvPython(), args, options);
}
