import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path/posix";
import { fileURLToPath } from "node:url";
import { forwardSlashes } from "./paths.js";

/** Where the declarations lie that every cell may use. */
export interface DeclarationFiles {
  /** Folder of TypeScript's own lib.*.d.ts. */
  readonly lib: string;
  /** Folder that holds @types/node as `node`. */
  readonly types: string;
  /** Folder of the kernel's own declarations. */
  readonly kernel: string;
  /** Modules that resolve to fixed files, whatever lies in the notebook's folder (compiler option `paths`). */
  readonly paths: Readonly<Record<string, string[]>>;
}

/** The kernel's own modules and their declarations, below the folder of the kernel; what is not built is left out. */
export const ownModules: Readonly<Record<string, string>> = {
  ronchi: "api/index.d.ts",
  "ronchi/widgets": "api/widgets.d.ts",
  "ronchi/live": "api/live.d.ts",
  "ronchi/ipywidgets": "api/ipywidgets.d.ts",
  tslab: "api/tslab.d.ts",
};

/** Further declarations that the globals of a cell are made of. */
export const globalDeclarations = ["compat/deno.d.ts", "frontEnd/dialogs.d.ts"];

/** The declarations of the bundle when `base` lies in it, otherwise those of node_modules and dist. */
export function findDeclarations(base: URL): DeclarationFiles {
  const folder = forwardSlashes(fileURLToPath(new URL(".", base)));
  const bundled = join(folder, "types");
  if (existsSync(bundled)) {
    const kernel = join(bundled, "kernel");
    const paths = { ...ownPaths(kernel), ...undiciPaths(join(bundled, "undici-types")) };
    return { lib: join(folder, "lib"), types: bundled, kernel, paths };
  }
  const { resolve } = createRequire(base);
  const packageFolder = (name: string): string => dirname(forwardSlashes(resolve(`${name}/package.json`)));
  return {
    lib: join(packageFolder("typescript"), "lib"),
    types: dirname(packageFolder("@types/node")),
    kernel: folder,
    paths: ownPaths(folder),
  };
}

function ownPaths(kernelFolder: string): Record<string, string[]> {
  const found = Object.entries(ownModules)
    .map(([specifier, file]) => [specifier, join(kernelFolder, file)] as const)
    .filter(([, file]) => existsSync(file));
  return Object.fromEntries(found.map(([specifier, file]) => [specifier, [file]]));
}

/** @types/node takes fetch's types from there; in the bundle there is no node_modules. */
function undiciPaths(folder: string): Record<string, string[]> {
  return { "undici-types": [join(folder, "index.d.ts")], "undici-types/*": [join(folder, "*")] };
}
