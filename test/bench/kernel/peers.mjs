// Who takes part, and how each is started. The peers are installed into dist/bench at the first run.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { kernelFlags } from "../../../dist/test/integration/kernelClient.js";
import { wheelFingerprint } from "../../../tools/build.mjs";
import { ensureVenv, ensureWheelInstalled } from "../../../tools/python.mjs";
import { onceFor, root, runQuietly, Stop, say } from "../../../tools/steps.mjs";
import * as languages from "./languages.mjs";

const folder = "dist/bench/kernel-peers";
const venv = "dist/bench/venv-kernel";
const versions = { ipykernel: "7.4.0", tslab: "1.0.22", deno: "2.9.6" };
const windows = process.platform === "win32";

/**
 * `{ name, language, argv(connectionFile), interruptBy }` of each kernel that can be started here. `startsOnly`: it can do
 * nothing but start. Interrupts are what the kernel survives; ours takes both, without Python a signal. What can't be
 * installed is named and left out.
 */
export async function contestants() {
  const entries = [wheel, bundle, floor, ipykernel, deno, tslab].map(async (entry) => {
    try {
      return [await entry()];
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      say(`Left out, because it can't be installed: ${entry.name}. ${error.message.split("\n").at(-1)}`);
      return [];
    }
  });
  return (await Promise.all(entries)).flat();
}

/** Nothing is written outside of the repository's dist: caches, history, and what the wheel remembers of Node. */
export const environment = {
  ...process.env,
  DENO_DIR: join(root, folder, "deno-cache"),
  DENO_NO_UPDATE_CHECK: "1",
  IPYTHONDIR: join(root, folder, "ipython"),
  JUPYTER_DATA_DIR: join(root, folder, "jupyter"),
  RONCHI_HISTORY: join(root, folder, "history"),
};

let python;
/** The environment of ipykernel and our wheel, made once. */
function ensurePython() {
  python ??= (async () => {
    const program = await ensureVenv([`ipykernel==${versions.ipykernel}`, "hatchling==1.33.0"], venv);
    await ensureWheelInstalled(wheelFingerprint(), venv);
    return program;
  })();
  return python;
}

/** As JupyterLab starts it: the command of the installed kernelspec. */
async function wheel() {
  const program = await ensurePython();
  const spec = join(root, venv, "share/jupyter/kernels/ronchi/kernel.json");
  const [, ...args] = JSON.parse(readFileSync(spec, "utf8")).argv;
  const argv = (file) => [program, ...args.map((part) => part.replace("{connection_file}", file))];
  return { name: "Ronchi", language: languages.ronchi, argv, interruptBy: "message" };
}

function bundle() {
  const main = join(root, "dist/bundle/main.js");
  const argv = (file) => [process.execPath, ...kernelFlags, main, "-f", file];
  return { name: "Ronchi, no Python", language: languages.ronchi, argv, interruptBy: "signal" };
}

function floor() {
  const main = fileURLToPath(new URL("./bareKernel.mjs", import.meta.url));
  return { name: "bare sockets", startsOnly: true, argv: (file) => [process.execPath, main, file] };
}

async function ipykernel() {
  const program = await ensurePython();
  const argv = (file) => [program, "-m", "ipykernel_launcher", "-f", file];
  return { name: `ipykernel ${versions.ipykernel}`, language: languages.python, argv, interruptBy: "signal" };
}

async function deno() {
  const prefix = `${folder}/deno`;
  await npmInstall("deno", prefix, []);
  const packages = join(root, prefix, "node_modules/deno");
  const program = join(packages, windows ? "deno.exe" : "deno");
  // Its npm program links the binary at the first start, where install scripts did not run.
  if (!existsSync(program))
    await runQuietly("Unpacking deno", process.execPath, [join(packages, "bin.cjs"), "--version"]);
  const argv = (file) => [program, "jupyter", "--kernel", "--conn", file];
  return { name: `deno ${versions.deno}`, language: languages.deno, argv, interruptBy: "message" };
}

/** Installed as a global package of a prefix of its own: only so it finds its own @types/node. */
async function tslab() {
  const prefix = `${folder}/tslab`;
  await npmInstall("tslab", prefix, ["--global"]);
  const modules = join(root, prefix, windows ? "node_modules" : "lib/node_modules");
  const main = join(modules, "tslab/bin/tslab");
  const argv = (file) => [process.execPath, main, "kernel", `--config-path=${file}`];
  return { name: `tslab ${versions.tslab}`, language: languages.tslab, argv, interruptBy: "signal" };
}

function npmInstall(name, prefix, options) {
  const version = `${name}@${versions[name]}`;
  const args = ["install", ...options, "--prefix", join(root, prefix), "--no-audit", "--no-fund", version];
  mkdirSync(join(root, prefix), { recursive: true });
  return onceFor(`${prefix}/.installed`, version, prefix, () =>
    runQuietly(`Installing ${version} (up to a minute)`, "npm", args, { shell: windows }),
  );
}
