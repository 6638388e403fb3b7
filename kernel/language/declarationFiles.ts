import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where the declarations lie that every cell may use. */
export interface DeclarationFiles {
  /** Folder of TypeScript's own lib.*.d.ts. */
  readonly lib: string;
  /** Folder that holds @types/node as `node`. */
  readonly types: string;
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

/** The declarations of the bundle when `base` lies in it, otherwise those of node_modules and dist. */
export function findDeclarations(base: URL): DeclarationFiles {
  const folder = fileURLToPath(new URL(".", base));
  const bundled = join(folder, "types");
  if (existsSync(bundled)) {
    const undici = join(bundled, "undici-types");
    return {
      lib: join(folder, "lib"),
      types: bundled,
      paths: withUndici(ownPaths(join(bundled, "kernel")), undici),
    };
  }
  const { resolve } = createRequire(base);
  const packageFolder = (name: string): string => dirname(resolve(`${name}/package.json`));
  return {
    lib: join(packageFolder("typescript"), "lib"),
    types: dirname(packageFolder("@types/node")),
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
function withUndici(paths: Record<string, string[]>, folder: string): Record<string, string[]> {
  return { ...paths, "undici-types": [join(folder, "index.d.ts")], "undici-types/*": [join(folder, "*")] };
}
