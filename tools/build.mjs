// Builds what changed: TypeScript, the assembly kernels, the labextension, the kernel bundle, the staged wheel.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensureNodeModules } from "./nodeModules.mjs";
import {
  fingerprint,
  isProgram,
  onceFor,
  program,
  readIfThere,
  root,
  runQuietly,
  Stop,
  say,
} from "./steps.mjs";

const sources = ["core", "widgets", "kernel", "extension"];
const settings = ["package.json", "package-lock.json", "tsconfig.json", "tsconfig.base.json", "tools"];

/** What each step reads; the steps run in this order. */
const steps = [
  { name: "typescript", product: "dist/kernel/main.js", inputs: [...sources, ...settings], work: compile },
  { name: "wasm", product: "dist/kernel/kernels.wasm", inputs: ["core/wasm", ...settings], work: assemble },
  {
    name: "labextension",
    product: "dist/labextension/package.json",
    inputs: ["core", "widgets", "extension", ...settings],
    work: labextension,
  },
  {
    name: "bundle",
    product: "dist/bundle/main.js",
    inputs: ["core", "widgets", "kernel", ...settings],
    work: bundleKernel,
  },
  {
    name: "wheel",
    product: "dist/wheel/pyproject.toml",
    inputs: [...sources, ...settings, "README.md", "LICENSE"],
    work: stage,
  },
];

/** Builds everything that is not up to date; returns the fingerprint of the staged wheel. */
export async function build() {
  let built = false;
  for (const { name, product, inputs, work } of steps) {
    built = (await onceFor(`dist/.stamps/${name}`, fingerprint(inputs), product, work)) || built;
  }
  say(built ? "Built." : "The build is up to date.");
  return wheelFingerprint();
}

/** Identity of what the staged wheel was made from. */
export function wheelFingerprint() {
  const stamp = readIfThere(join(root, "dist/.stamps/wheel"));
  if (stamp === undefined) throw new Stop("The wheel is not staged yet: run `npm run build`.");
  return createHash("sha256").update(stamp).digest("hex");
}

const node = process.execPath;

function compile() {
  const tsc = "node_modules/typescript/bin/tsc";
  return runQuietly("Compiling TypeScript", node, [
    tsc,
    "-b",
    "core",
    "widgets",
    "widgets/views",
    "kernel",
    "extension",
  ]);
}

function assemble() {
  return runQuietly("Compiling the WebAssembly kernels", node, ["tools/buildWasm.mjs"]);
}

function labextension() {
  if (!existsSync(join(root, "dist/extension/index.js")))
    throw new Stop("dist/extension/index.js is missing.");
  return runQuietly("Building the JupyterLab extension", node, [
    "node_modules/@jupyter/builder/lib/build-labextension.js",
    ...["--core-package-file", "node_modules/@jupyterlab/core-meta/core.package.json"],
    "extension",
  ]);
}

function bundleKernel() {
  return runQuietly("Bundling the kernel", node, ["tools/buildKernel.mjs"]);
}

function stage() {
  return runQuietly("Staging the wheel", node, ["tools/buildWheel.mjs"]);
}

if (isProgram(import.meta.url)) {
  program(async () => {
    await ensureNodeModules();
    await build();
  });
}
