import { join } from "node:path";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import { continueStack } from "../stackTraces.js";
import { LocalModules } from "./localModules.js";
import { isPath } from "./localTarget.js";
import { notebookFile } from "./notebookFile.js";
import { packageSpecifier, withRemedy } from "./packageName.js";
import { isRemote } from "./remoteModule.js";

/** Modules that cells always get from the running kernel: specifier -> how to load it. */
export type RunningModules = Readonly<Record<string, () => Promise<object>>>;

type ImportAttributes = Readonly<Record<string, string>>;
type Importer = (specifier: string, options?: { readonly with?: ImportAttributes }) => Promise<object>;

export interface ModuleLoader {
  /** `import(…)` of a cell. */
  dynamicImport: Importer;
  /** Values of a static import, in order. Throws SyntaxError for a required name that the module lacks. */
  staticImport(
    specifier: string,
    wanted: readonly (readonly [name: string, required: boolean])[],
    attributes?: ImportAttributes,
  ): Promise<unknown[]>;
  /** Makes TypeScript code the module of that file name (`part.ts`, `part.tsx`) in the notebook's folder. */
  define(file: string, code: string): Promise<void>;
  /** Imports of cells resolve from this folder from now on. */
  move(folder: string): Promise<void>;
  /** `import.meta` of a cell: always the same object. */
  readonly meta: CellMeta;
}

export interface CellMeta {
  readonly url: string;
  readonly dirname: string;
  readonly filename: string;
}

/**
 * Imports for cells: `ronchi…` is the running kernel's own, everything else resolves from the notebook's folder;
 * TypeScript modules there too, in their newest state. JSON needs no attribute, and `npm:` and `jsr:`, as Deno writes them, are left out;
 * modules on servers too.
 */
export function createModuleLoader(folder: string, running: RunningModules): ModuleLoader {
  const meta = metaOf(folder);
  const local = new LocalModules(meta.filename);
  let fromFolder = importerAt(meta.filename);
  const importModule: Importer = async (specifier, options) => {
    const own = Object.hasOwn(running, specifier) ? running[specifier] : undefined;
    if (own !== undefined) return own();
    if (isJson(specifier)) return fromFolder(specifier, options ?? { with: { type: "json" } });
    if (isPath(specifier) || isRemote(specifier)) local.use();
    return fromFolder(packageSpecifier(specifier), options);
  };
  const dynamicImport: Importer = (specifier, options) => {
    const here = new Error("an import");
    return importModule(specifier, options).catch((problem: unknown) => {
      if (problem instanceof Error) continueStack(withRemedy(problem, specifier), here);
      throw problem;
    });
  };
  return {
    dynamicImport,
    async staticImport(specifier, wanted, attributes) {
      const options = attributes === undefined ? undefined : { with: attributes };
      const module = await dynamicImport(specifier, options);
      return wanted.map(([name, required]) => pick(module, specifier, name, required));
    },
    define: (file, code) => local.define(join(meta.dirname, file), code),
    async move(folder) {
      Object.assign(meta, metaOf(folder));
      fromFolder = importerAt(meta.filename);
      await local.move(meta.filename);
    },
    meta,
  };
}

function metaOf(folder: string): CellMeta {
  const filename = notebookFile(folder);
  return { url: pathToFileURL(filename).href, dirname: folder, filename };
}

/** `import()` as the module of that path has it. */
function importerAt(filename: string): Importer {
  return new vm.Script("(specifier, options) => import(specifier, options)", {
    filename,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  }).runInThisContext() as Importer;
}

function isJson(specifier: string): boolean {
  return /\.json$/.test(specifier);
}

function pick(module: object, specifier: string, name: string, required: boolean): unknown {
  if (name === "*") return module;
  if (name in module) return (module as Record<string, unknown>)[name];
  // Node finds the names of a CommonJS module by reading it, and none in JSON; its default export has them all.
  const whole: unknown = (module as { default?: unknown }).default;
  if (isObject(whole) && name in whole) return whole[name];
  if (!required) return undefined;
  throw new SyntaxError(
    `The module "${specifier}" has no export named "${name}". If it is a type, write \`import { type ${name} }\`.`,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
