import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { forbiddenImports } from "./importRules.js";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const folders = ["core", "widgets", "kernel", "extension"];
const skipped = ["node_modules", "lib", "assembly"];

describe("import rules", () => {
  test("every source file imports only what its folder may", () => {
    const files = folders.flatMap(sourcesUnder);
    expect(files.length).toBeGreaterThan(50);
    const broken = files.flatMap((file) => {
      const source = readFileSync(join(root, file), "utf8");
      return forbiddenImports(file, source).map((specifier) => `${file} imports ${specifier}`);
    });
    expect(broken).toEqual([]);
  });

  test.each([
    ["core/data/dataCube.ts", "#kernel/main.js", "core knows no host"],
    ["core/data/dataCube.ts", "../../widgets/codecs.js", "core knows no widget, by relative path neither"],
    ["core/data/dataCube.ts", "node:fs", "core runs in a browser too"],
    ["core/formats/npy.ts", "apache-arrow", "core has no dependencies"],
    ["core/math/fft.ts", "../data/dataCube.js", "math is below data"],
    ["core/virtual/mask.ts", "../bragg/template.js", "analyses do not import each other"],
    ["core/formats/npy.ts", "../virtual/mask.js", "formats know no analysis"],
    ["core/udf/run.ts", "../virtual/mask.js", "only udf/library brings analyses to a cube"],
    [
      "core/udf/library/sumPattern.ts",
      "#core/simulate/simulate.js",
      "simulators run by an explicit user call",
    ],
    ["widgets/models/widget.ts", "#widgets/views/host.js", "models have no DOM"],
    ["widgets/draw/colormap.ts", "../views/parts/dom.js", "drawing has no DOM"],
    ["widgets/views/detectorPicker.ts", "#kernel/workers.js", "views never import the kernel"],
    ["widgets/views/detectorPicker.ts", "@jupyter-widgets/base", "views know no host"],
    ["kernel/main.ts", "#widgets/views/detectorPicker.js", "the kernel never imports views"],
    ["kernel/main.ts", "#core/simulate/simulate.js", "the kernel does not simulate by itself"],
    ["kernel/main.ts", "@jupyterlab/services", "the kernel knows no JupyterLab"],
    ["extension/index.ts", "../kernel/api/index.js", "the extension talks to the kernel by messages only"],
  ])("%s must not import %s: %s", (file, specifier) => {
    const forms = [
      `import x from "${specifier}";`,
      `export * from "${specifier}";`,
      `await import("${specifier}");`,
    ];
    for (const source of forms) expect(forbiddenImports(file, source)).toEqual([specifier]);
  });

  test("a type-only import counts too, and text that looks like an import does not", () => {
    expect(forbiddenImports("core/x.ts", 'import type { X } from "#kernel/x.js";')).toEqual(["#kernel/x.js"]);
    expect(forbiddenImports("core/x.ts", "const cell = 'import x from \"ronchi\"';")).toEqual([]);
  });

  test("a file in a folder without a rule is refused, so that a new folder gets one", () => {
    expect(() => forbiddenImports("elsewhere/x.ts", "")).toThrow(/No import rule/);
  });
});

describe("the build itself", () => {
  test.each([
    ["core", "#kernel/stub.js", "core knows no host"],
    ["core", "#widgets/models/stub.js", "core knows no widget"],
    ["widgets/models", "#kernel/stub.js", "widgets know no kernel"],
    ["widgets/models", "#widgets/views/stub.js", "models have no DOM"],
    ["widgets/views", "#kernel/stub.js", "views know no kernel"],
    ["kernel", "#widgets/views/stub.js", "the kernel never imports views"],
  ])("fails when %s imports %s: %s", (folder, specifier) => {
    const { status, output } = buildWith(folder, `export { stub } from "${specifier}";`);
    expect(output).toMatch(/error TS6(059|307)/);
    expect(status).not.toBe(0);
  });

  test("fails when core uses names of a page or of Node", () => {
    const { status, output } = buildWith("core", "export const names = [document.title, process.pid];");
    expect(output).toContain("Cannot find name 'document'");
    expect(output).toContain("Cannot find name 'process'");
    expect(status).not.toBe(0);
  });

  test("passes when a folder imports what it may, so that the failures above mean something", () => {
    const { status, output } = buildWith("widgets/models", 'export { stub } from "#core/stub.js";');
    expect(output).toBe("");
    expect(status).toBe(0);
  });
});

const projects = ["core", "widgets", "widgets/views", "kernel"];
const stubbed = ["core", "widgets/models", "widgets/views", "kernel"];

/**
 * Builds a small copy of the repository: its own settings, one stub a folder, and one more file in `folder`.
 */
function buildWith(folder: string, source: string): { status: number | null; output: string } {
  const copy = mkdtempSync(join(tmpdir(), "ronchi-imports-"));
  try {
    for (const path of ["package.json", "tsconfig.base.json", "core/env.d.ts"]) copyFile(path, copy);
    for (const path of projects) copyFile(`${path}/tsconfig.json`, copy);
    for (const path of stubbed) write(join(copy, path, "stub.ts"), "export const stub = 1;\n");
    write(join(copy, folder, "tried.ts"), source);
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "junction");
    const project = projects.findLast((path) => `${folder}/`.startsWith(`${path}/`))!;
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const { status, stdout } = spawnSync(process.execPath, [tsc, "-b", project], {
      cwd: copy,
      encoding: "utf8",
    });
    return { status, output: stdout };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function copyFile(path: string, to: string): void {
  write(join(to, path), readFileSync(join(root, path), "utf8"));
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function sourcesUnder(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => !skipped.includes(name))
    .map((name) => `${folder}/${name}`)
    .flatMap((path) => (statSync(join(root, path)).isDirectory() ? sourcesUnder(path) : [path]))
    .filter((path) => path.endsWith(".ts"));
}
