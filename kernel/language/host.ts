import { statSync } from "node:fs";
import { join, sep } from "node:path";
import ts from "typescript";
import type { DeclarationFiles } from "./declarationFiles.js";
import { cellGlobals } from "./globals.js";

interface VirtualFile {
  readonly text: string;
  readonly version: number;
}

/**
 * The language service's view of the disk, and before it the files that exist only here. Its roots never change: one
 * file for the cell that is looked at, and the globals. Whatever else is in the program is what these import, so
 * that the service reuses all of it from one request to the next.
 */
export class CellHost implements ts.LanguageServiceHost {
  /** Path of the cell that is looked at. */
  readonly slot: string;
  readonly #folder: string;
  readonly #declarations: DeclarationFiles;
  readonly #virtual = new Map<string, VirtualFile>();
  readonly #globals: string;
  #versions = 0;

  constructor(folder: string, declarations: DeclarationFiles) {
    this.#folder = folder;
    this.#declarations = declarations;
    this.slot = join(folder, "In[ ].ts");
    this.#globals = join(folder, "In[globals].ts");
    this.write(this.#globals, cellGlobals);
    this.write(this.slot, "export {};");
  }

  write(path: string, text: string): void {
    if (this.#virtual.get(path)?.text !== text) this.#virtual.set(path, { text, version: ++this.#versions });
  }

  remove(path: string): void {
    this.#virtual.delete(path);
  }

  getCompilationSettings(): ts.CompilerOptions {
    return { ...options, typeRoots: [this.#declarations.types], paths: this.#declarations.paths };
  }

  getScriptFileNames(): string[] {
    return [this.slot, this.#globals];
  }

  getScriptVersion(path: string): string {
    const virtual = this.#virtual.get(path);
    if (virtual !== undefined) return String(virtual.version);
    const canChange = path.startsWith(this.#folder + sep) && !path.includes("node_modules");
    return canChange ? String(statSync(path, { throwIfNoEntry: false })?.mtimeMs) : "0";
  }

  getScriptSnapshot(path: string): ts.IScriptSnapshot | undefined {
    const text = this.readFile(path);
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  }

  getCurrentDirectory(): string {
    return this.#folder;
  }

  getDefaultLibFileName(settings: ts.CompilerOptions): string {
    return join(this.#declarations.lib, ts.getDefaultLibFileName(settings));
  }

  fileExists(path: string): boolean {
    return this.#virtual.has(path) || ts.sys.fileExists(path);
  }

  readFile(path: string, encoding?: string): string | undefined {
    return this.#virtual.get(path)?.text ?? ts.sys.readFile(path, encoding);
  }

  readonly directoryExists = ts.sys.directoryExists;
  readonly getDirectories = ts.sys.getDirectories;
  readonly readDirectory = ts.sys.readDirectory;

  realpath(path: string): string {
    return this.#virtual.has(path) ? path : (ts.sys.realpath?.(path) ?? path);
  }

  useCaseSensitiveFileNames(): boolean {
    return ts.sys.useCaseSensitiveFileNames;
  }
}

/**
 * A cell is a module that Node runs with `import()`: like a bundler, it finds ESM and CommonJS packages, JSON and .ts
 * files. Strict, without what only asks for annotations.
 */
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  customConditions: ["node"],
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  allowJs: true,
  checkJs: false,
  lib: ["lib.esnext.d.ts"],
  types: ["node"],
  strict: true,
  strictPropertyInitialization: false,
  useUnknownInCatchVariables: false,
  experimentalDecorators: false,
  skipLibCheck: true,
  declaration: true,
  emitDeclarationOnly: true,
};
