import { join } from "node:path";
import { pathToFileURL } from "node:url";
import vm from "node:vm";

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
  /** `import.meta` of a cell. */
  readonly meta: { readonly url: string; readonly dirname: string; readonly filename: string };
}

/** Imports for cells: `ronchi…` is the running kernel's own, everything else resolves from the notebook's folder. */
export function createModuleLoader(folder: string, running: RunningModules): ModuleLoader {
  const filename = join(folder, "notebook.js");
  const fromFolder = new vm.Script("(specifier, options) => import(specifier, options)", {
    filename,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  }).runInThisContext() as Importer;
  const dynamicImport: Importer = async (specifier, options) => {
    const own = Object.hasOwn(running, specifier) ? running[specifier] : undefined;
    return own === undefined ? fromFolder(specifier, options) : own();
  };
  return {
    dynamicImport,
    async staticImport(specifier, wanted, attributes) {
      const options = attributes === undefined ? undefined : { with: attributes };
      const module = await dynamicImport(specifier, options);
      return wanted.map(([name, required]) => pick(module, specifier, name, required));
    },
    meta: { url: pathToFileURL(filename).href, dirname: folder, filename },
  };
}

function pick(module: object, specifier: string, name: string, required: boolean): unknown {
  if (name === "*") return module;
  if (required && !(name in module)) {
    throw new SyntaxError(
      `The module "${specifier}" has no export named "${name}". If it is a type, write \`import { type ${name} }\`.`,
    );
  }
  return (module as Record<string, unknown>)[name];
}
