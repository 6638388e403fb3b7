import { readFile } from "node:fs/promises";
import type { LoadHook, ResolveHook } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { MessagePort } from "node:worker_threads";
import { LocalFiles } from "./interpreter/modules/localFiles.js";
import { isPath, isTypeScript } from "./interpreter/modules/localTarget.js";
import { isRemote, loadRemote, resolveRemote } from "./interpreter/modules/remoteModule.js";

/** What {@link initialize} gets from the main thread. */
export interface ModuleHooksData {
  /** Path of the module that cells are to Node: imports from it are requests of a user. */
  readonly notebook: string;
  readonly port: MessagePort;
}

/** A module that a cell defines, or the path that cells have from now on; answered once imports see it. */
export type ToModuleHooks = { readonly path: string; readonly code: string } | { readonly notebook: string };

/** Node runs this file in its own thread for module hooks: TypeScript modules beside the notebook, those of cells, and those on servers. */
const files = new LocalFiles();
let notebook = "";

export function initialize({ notebook: path, port }: ModuleHooksData): void {
  notebook = path;
  port.on("message", (message: ToModuleHooks) => {
    if ("notebook" in message) notebook = message.notebook;
    else files.define(message.path, message.code);
    port.postMessage("done");
  });
  port.unref();
}

export const resolve: ResolveHook = async (specifier, context, next) => {
  const { parentURL } = context;
  if (isRemote(specifier) || (isRemote(parentURL ?? "") && isPath(specifier)))
    return { url: resolveRemote(specifier, parentURL), format: "module", shortCircuit: true };
  if (!isPath(specifier) || parentURL?.startsWith("file:") !== true) return next(specifier, context);
  const importer = fileURLToPath(withoutQuery(parentURL));
  // A user who imports again gets what the files hold now.
  if (importer === notebook) await files.refresh();
  const path = fileURLToPath(withoutQuery(new URL(specifier, parentURL).href));
  const found = await files.find(path, importer);
  if (found === undefined) return next(specifier, context);
  const url = pathToFileURL(found.path).href;
  const version = found.version === 0 ? "" : `?version=${found.version}`;
  return { url: url + version, format: "module", shortCircuit: true };
};

export const load: LoadHook = async (url, context, next) => {
  if (isRemote(url)) return loadRemote(url);
  if (!url.startsWith("file:")) return next(url, context);
  const path = fileURLToPath(withoutQuery(url));
  const defined = files.definition(path);
  if (defined === undefined && !isTypeScript(path)) return next(url, context);
  const code = defined ?? (await readFile(path, "utf8"));
  // The compiler takes its time to load: only when there is a first module for it.
  const { eraseModule } = await import("./interpreter/modules/eraseModule.js");
  return { format: "module", source: eraseModule(code, path), shortCircuit: true };
};

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/, "");
}
