import { statSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import ts from "typescript";
import type { DeclarationFiles } from "./declarationFiles.js";
import { cellGlobals } from "./globals.js";
import { Resolver } from "./resolver.js";

interface VirtualFile {
  readonly text: string;
  readonly jsx: boolean;
}

interface KnownFile {
  readonly snapshot: ts.IScriptSnapshot;
  readonly version: string;
}

/**
 * The language service's view of the disk, and before it the files that exist only here. Its roots never change: one
 * file for the cell that is looked at, and the globals. Whatever else is in the program is what these import, so
 * that the service reuses all of it from one request to the next.
 */
export class CellHost implements ts.LanguageServiceHost {
  /** Where cells are; and all folders where they have been. */
  #folder: string;
  readonly #folders = new Set<string>();
  #slotFolder: string;
  readonly #declarations: DeclarationFiles;
  readonly #settings: ts.CompilerOptions;
  readonly #virtual = new Map<string, VirtualFile>();
  /** The service asks for the text of every file each time a cell is looked at. */
  readonly #known = new Map<string, KnownFile>();
  readonly #ownFolders: readonly string[];
  readonly #resolver: Resolver;
  #versions = 0;

  constructor(folder: string, declarations: DeclarationFiles) {
    this.#folder = folder;
    this.#slotFolder = folder;
    this.#declarations = declarations;
    const { lib, types, kernel } = declarations;
    this.#ownFolders = [lib, types, dirname(kernel)].map((own) => `${own}/`);
    this.#settings = { ...options, typeRoots: [types], paths: declarations.paths };
    this.#resolver = new Resolver(this, (path) => this.#isOfNotebook(path));
    this.move(folder);
  }

  /** The cells that follow are in this folder. */
  move(folder: string): void {
    for (const path of this.getScriptFileNames()) this.remove(path);
    this.#folder = folder;
    this.#folders.add(folder);
    this.write(this.#globals, cellGlobals(this.#declarations.kernel));
    this.look("export {};");
  }

  /** Puts a cell where it is looked at: beside the notebook, or where the notebook was when the cell ran. */
  look(text: string, jsx = false, folder = this.#folder): void {
    if (folder !== this.#slotFolder) this.remove(this.slot);
    this.#slotFolder = folder;
    this.write(this.slot, text, jsx);
  }

  /** Path of the cell that is looked at. */
  get slot(): string {
    return join(this.#slotFolder, "In[ ].ts");
  }

  /** Path of a file of the notebook's folder. */
  beside(name: string): string {
    return join(this.#folder, name);
  }

  write(path: string, text: string, jsx = false): void {
    const before = this.#virtual.get(path);
    if (before?.text === text && before.jsx === jsx) return;
    this.#virtual.set(path, { text, jsx });
    this.#known.set(path, snapshotOf(text, String(++this.#versions)));
  }

  remove(path: string): void {
    this.#virtual.delete(path);
    this.#known.delete(path);
  }

  getCompilationSettings(): ts.CompilerOptions {
    return this.#settings;
  }

  getScriptFileNames(): string[] {
    return [this.slot, this.#globals];
  }

  /** Files beside the notebook may change; declarations of the library, of Node and of packages stay. */
  getScriptVersion(path: string): string {
    const known = this.#known.get(path)?.version;
    if (known !== undefined && !this.#canChange(path)) return known;
    return String(statSync(path, { throwIfNoEntry: false })?.mtimeMs);
  }

  getScriptSnapshot(path: string): ts.IScriptSnapshot | undefined {
    const version = this.getScriptVersion(path);
    const known = this.#known.get(path);
    if (known?.version === version) return known.snapshot;
    const text = ts.sys.readFile(path);
    if (text === undefined) return undefined;
    const read = snapshotOf(text, version);
    this.#known.set(path, read);
    return read.snapshot;
  }

  /** A cell is a .ts file by its name, also with JSX: the service's roots never change. */
  getScriptKind(path: string): ts.ScriptKind {
    return this.#virtual.get(path)?.jsx ? ts.ScriptKind.TSX : ts.ScriptKind.Unknown;
  }

  resolveModuleNameLiterals(literals: readonly ts.StringLiteralLike[], from: string) {
    return this.#resolver.resolve(
      literals.map(({ text }) => text),
      from,
    );
  }

  // Called without `this`.
  readonly hasInvalidatedResolutions = (path: ts.Path): boolean => this.#resolver.mayResolveNow(path);

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

  get #globals(): string {
    return this.beside("In[globals].ts");
  }

  #canChange(path: string): boolean {
    return this.#isOfNotebook(path) && !this.#virtual.has(path);
  }

  /** The kernel's own declarations may lie below the notebook too, as those of an environment in the project's folder. */
  #isOfNotebook(path: string): boolean {
    const isBelow = [...this.#folders].some((folder) => path.startsWith(`${folder}/`));
    const isInside = isBelow && !path.includes("/node_modules/");
    return isInside && !this.#ownFolders.some((own) => path.startsWith(own));
  }
}

function snapshotOf(text: string, version: string): KnownFile {
  return { snapshot: ts.ScriptSnapshot.fromString(text), version };
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
  jsx: ts.JsxEmit.Preserve,
  skipLibCheck: true,
  declaration: true,
  emitDeclarationOnly: true,
};
