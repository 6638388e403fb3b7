import { setFlagsFromString } from "node:v8";
import vm from "node:vm";
import { callMagics } from "../magics/magicSyntax.js";
import type { CellError } from "../wire/link.js";
import { awaited, each, goOn, until } from "./awaits.js";
import { CellSources } from "./cellSources.js";
import { cellDirectives, type Directives } from "./directives.js";
import { helpers } from "./helpers.js";
import type { ModuleLoader } from "./modules/moduleLoader.js";
import { type RewrittenCell, rewriteCell } from "./rewrite.js";
import { noSourceMap } from "./sourceMap.js";
import { installStackTraces } from "./stackTraces.js";
import { describeError } from "./traceback.js";

export type CellResult =
  | { readonly status: "ok"; readonly value: unknown }
  | { readonly status: "error"; readonly thrown: unknown };

/** Runs cells on the main thread, in the global scope of the process. */
export class Interpreter {
  readonly #sources = new CellSources();
  readonly #loader: ModuleLoader;
  readonly #names = new Set<string>();

  /** `deno` is what cells see as `Deno`; `magic` does what a magic asks. */
  constructor(loader: ModuleLoader, magic: (...parts: string[]) => unknown, deno: object = {}) {
    this.#loader = loader;
    defineHidden(helpers.deno, deno);
    defineHidden(helpers.dynamicImport, loader.dynamicImport);
    defineHidden(helpers.staticImport, loader.staticImport);
    for (const [name, value] of Object.entries({ until, awaited, goOn, each }))
      defineHidden(helpers[name as keyof typeof helpers], value);
    defineHidden(helpers.importMeta, loader.meta);
    defineHidden(helpers.magic, magic);
  }

  /** The names that cells have declared, in order. */
  get names(): readonly string[] {
    return [...this.#names];
  }

  /** Lists a global as if a cell had declared it. */
  declare(name: string): void {
    this.#names.add(name);
  }

  /**
   * Runs one cell to its end. The synchronous part runs before this returns. `cell` is the name
   * in the brackets of `In[…]` and must be new for each call.
   */
  async execute(code: string, cell: string): Promise<CellResult> {
    try {
      this.#sources.add(cell, code, (position) => position);
      const directives = cellDirectives(code);
      if (directives.browser || directives.module !== undefined) {
        await this.#keep(code, directives);
        return { status: "ok", value: undefined };
      }
      const rewritten = rewriteCell(callMagics(code), directives.jsx);
      this.#sources.add(cell, code, rewritten.locate);
      for (const name of rewritten.names) this.#names.add(name);
      // An array, so that a promise as the value of the cell is not awaited.
      const [value] = (await run(rewritten, `In[${cell}]`)) ?? [];
      return { status: "ok", value };
    } catch (thrown) {
      return { status: "error", thrown };
    }
  }

  /** A cell that is a module runs when another one imports it; one for the browser never does. */
  async #keep(code: string, { module, jsx }: Directives): Promise<void> {
    if (module !== undefined) await this.#loader.define(`${module}.${jsx ? "tsx" : "ts"}`, code);
  }

  /** The stacks of errors are those of the user's text from now on, in this process. */
  installStackTraces(): void {
    installStackTraces(this.#sources);
  }

  describe(thrown: unknown, cell = ""): CellError {
    return describeError(thrown, cell, this.#sources);
  }
}

function run(
  { names, functions, body, sourceMap }: RewrittenCell,
  filename: string,
): Promise<[unknown] | undefined> {
  for (const name of names) makeAssignable(name);
  const declared = names.length === 0 ? "" : `var ${names.join(",")};`;
  const start = `${declared}(async()=>{"use strict";`;
  const map = sourceMap === undefined ? noSourceMap : sourceMapComment(sourceMap);
  // Compiled before anything runs: a cell with a syntax error has no effect.
  const main = compile(start, `${body}\n})()${map}`, filename);
  if (functions !== undefined) compile('"use strict";', functions + map, filename).runInThisContext();
  return main.runInThisContext() as Promise<[unknown] | undefined>;
}

/** `prefix` stands before column 1 of line 1. */
function compile(prefix: string, text: string, filename: string): vm.Script {
  // V8 keeps every script it compiled, in case the same text comes again: 1.2 kB a cell that are never given back.
  setFlagsFromString("--no-compilation-cache");
  try {
    return new vm.Script(prefix + text, { filename, columnOffset: -prefix.length });
  } finally {
    setFlagsFromString("--compilation-cache");
  }
}

/** Read by the debugger only: Node maps no stack of a `vm` script. */
function sourceMapComment(map: string): string {
  return `\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString("base64")}`;
}

/** Some globals of Node (`crypto`, `navigator`, `performance`) are accessors, which an assignment would not replace. */
function makeAssignable(name: string): void {
  const existing = Object.getOwnPropertyDescriptor(globalThis, name);
  if (existing === undefined || !existing.configurable || existing.writable) return;
  Object.defineProperty(globalThis, name, {
    value: undefined,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

function defineHidden(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: true });
}
