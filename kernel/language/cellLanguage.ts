import { dirname } from "node:path/posix";
import ts from "typescript";
import { cellDirectives } from "../interpreter/directives.js";
import { blankMagics } from "../magics/magicSyntax.js";
import { type CellModule, CellModules, isJsx, parse } from "./cellModules.js";
import type { DeclarationFiles } from "./declarationFiles.js";
import { declaredNames } from "./declared.js";
import { CellHost } from "./host.js";
import type { RanCell } from "./messages.js";
import { forwardSlashes } from "./paths.js";

/** A cell that is being written, seen by the language service as a module of its own. */
export interface OpenCell {
  readonly service: ts.LanguageService;
  readonly file: string;
  /** The module: a line of imports, then the cell. */
  readonly text: string;
  /** Where the cell begins in it. */
  readonly start: number;
}

/**
 * TypeScript's language service over the cells of a notebook. Nothing here runs a cell.
 * A settled cell is kept as its declarations only: types of later cells do not look through its expressions again, so
 * that the time for a cell does not grow with the cells before it.
 */
export class CellLanguage {
  readonly modules: CellModules;
  readonly #host: CellHost;
  readonly #service: ts.LanguageService;

  /** `folder` is the notebook's. */
  constructor(folder: string, declarations: DeclarationFiles) {
    const notebook = forwardSlashes(folder);
    this.modules = new CellModules(notebook);
    this.#host = new CellHost(notebook, declarations);
    this.#service = ts.createLanguageService(this.#host);
  }

  /** The notebook is in this folder from now on: imports of the cells that follow resolve from there. */
  move(folder: string): void {
    const notebook = forwardSlashes(folder);
    this.modules.move(notebook);
    this.#host.move(notebook);
  }

  /** The notebook's folder. */
  get folder(): string {
    return this.#host.getCurrentDirectory();
  }

  /** Looks at a cell that is being written; `more` are names of earlier cells that it may come to mention. */
  open(cell: string, more: readonly string[] = []): OpenCell {
    const code = blankMagics(cell);
    const jsx = isJsx(code);
    const head = this.modules.head(code, declaredNames(parse(code, jsx)), "import", more);
    return this.#look(head.text + code, head.text.length, jsx);
  }

  /** Looks at a module as it would run. */
  openModule({ file, text, start, jsx }: CellModule): OpenCell {
    return this.#look(text, start, jsx, dirname(file));
  }

  /** A cell as it would run now; undefined when it cannot be parsed, or does not run where it stands. */
  make({ code, label }: RanCell): CellModule | undefined {
    const { module, browser } = cellDirectives(code);
    return browser || module !== undefined ? undefined : this.modules.make(blankMagics(code), label);
  }

  /** Makes what a cell declares known to the cells after it. */
  add(module: CellModule): void {
    this.#host.write(module.file, module.text, module.jsx);
    for (const { file } of this.modules.add(module)) this.#host.remove(file);
  }

  /** A cell that is a module by its directive: other cells import it as a file beside the notebook. */
  define({ code }: RanCell): void {
    const { module, jsx } = cellDirectives(code);
    if (module !== undefined)
      this.#host.write(this.#host.beside(`${module}.${jsx ? "tsx" : "ts"}`), code, jsx);
  }

  /** Keeps `declarations` in place of a cell's module. */
  replace(module: CellModule, declarations: string): void {
    this.modules.replace(module, declarations);
    this.#host.write(module.file, declarations, false);
  }

  #look(text: string, start: number, jsx: boolean, folder?: string): OpenCell {
    this.#host.look(text, jsx, folder);
    return { service: this.#service, file: this.#host.slot, text, start };
  }

  program(): ts.Program {
    return this.#service.getProgram() as ts.Program;
  }
}
