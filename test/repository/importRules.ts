import { posix } from "node:path";
import ts from "typescript";

/**
 * Who may import whom (docs/decisions/0001). The rule of a file is the one with the longest matching path; imports
 * within that path are always allowed. npm packages and Node are named `npm:…` and `node:…`.
 */
const math = ["core/math", "core/wasm"];
const data = [...math, "core/data"];
const analysis = [...data, "core/calibration"];
const kernelPackages = [
  "npm:zeromq",
  "npm:typescript",
  "npm:ts-blank-space",
  "npm:h5wasm",
  "npm:h5wasm-plugins",
];
const widgetPackages = ["npm:apache-arrow", "npm:d3-scale-chromatic", "npm:fast-png"];
/** Parts of the kernel that may use the simulator: what a user calls, and what writes example data. */
const simulating = [
  "core",
  "widgets/models",
  "widgets/draw",
  "widgets/codecs",
  "kernel",
  "node:",
  ...kernelPackages,
];
const running = simulating.map((path) => (path === "core" ? "core without simulate" : path));

export const rules: Readonly<Record<string, readonly string[]>> = {
  "core/": [],
  "core/wasm/": ["core/formats/codec"],
  "core/math/": ["core/wasm"],
  "core/data/": math,
  "core/calibration/": data,
  "core/preprocess/": analysis,
  "core/virtual/": analysis,
  "core/bragg/": analysis,
  "core/strain/": analysis,
  "core/phase/": analysis,
  "core/amorphous/": analysis,
  "core/classification/": analysis,
  "core/orientation/": analysis,
  "core/fourier/": analysis,
  "core/simulate/": analysis,
  "core/formats/": data,
  "core/stream/": data,
  "core/udf/": [...data, "core/formats"],
  "core/udf/library/": ["core without simulate"],
  "widgets/env.d.ts": [],
  "widgets/arrowIpc.ts": ["core without simulate", "npm:apache-arrow"],
  "widgets/codecs.ts": ["core without simulate", "widgets/arrowIpc"],
  "widgets/draw/": ["core without simulate", "widgets/models", "widgets/codecs", ...widgetPackages],
  "widgets/models/": ["core without simulate", "widgets/draw", "widgets/codecs", ...widgetPackages],
  "widgets/views/": ["core without simulate", "widgets", ...widgetPackages],
  "kernel/": running,
  "kernel/api/": simulating,
  "kernel/debugger/": [...running, "npm:@vscode/debugprotocol"],
  "kernel/io/": simulating,
  "kernel/exampleData.ts": simulating,
  "extension/": [
    "core without simulate",
    "widgets",
    "npm:@jupyterlab/",
    "npm:@jupyter-widgets/base",
    "npm:@lumino/",
  ],
};

/** Errors and the version belong to every layer. */
const everyones = ["core/errors", "core/version"];

/** The imports of a file (path from the repository's root, with forward slashes) that its rule does not allow. */
export function forbiddenImports(file: string, source: string): string[] {
  const [own, allowed] = ruleOf(file);
  const imports = ts.preProcessFile(source, true, true).importedFiles.map(({ fileName }) => fileName);
  return imports.filter((specifier) => {
    const target = targetOf(file, specifier);
    return (
      !target.startsWith(own.replace(/\.ts$/, "")) &&
      ![...allowed, ...everyones].some((path) => covers(path, target))
    );
  });
}

function ruleOf(file: string): [string, readonly string[]] {
  const found = Object.entries(rules).filter(([path]) => file.startsWith(path));
  const longest = found.sort(([a], [b]) => b.length - a.length)[0];
  if (longest === undefined) throw new Error(`No import rule covers ${file}: give its folder one.`);
  return longest;
}

/** "core/data/dtype" for "#core/data/dtype.js"; "npm:zeromq", "node:fs" for packages. */
function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith("node:")) return specifier;
  if (specifier.startsWith("#")) return specifier.slice(1).replace(/\.js$/, "");
  if (!specifier.startsWith(".")) return `npm:${specifier}`;
  return posix.join(posix.dirname(file), specifier).replace(/\.(js|css)$/, "");
}

function covers(path: string, target: string): boolean {
  if (path === "core without simulate") return covers("core", target) && !covers("core/simulate", target);
  return target === path || target.startsWith(/[/:]$/.test(path) ? path : `${path}/`);
}
