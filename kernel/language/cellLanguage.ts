import ts from "typescript";
import { blankMagics } from "../magics/magicSyntax.js";
import { type CellModule, CellModules, parse } from "./cellModules.js";
import type { DeclarationFiles } from "./declarationFiles.js";
import { declaredNames } from "./declared.js";
import { CellHost } from "./host.js";
import type { RanCell } from "./messages.js";

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
    this.modules = new CellModules(folder);
    this.#host = new CellHost(folder, declarations);
    this.#service = ts.createLanguageService(this.#host);
  }

  /** Looks at a cell that is being written; `more` are names of earlier cells that it may come to mention. */
  open(cell: string, more: readonly string[] = []): OpenCell {
    const code = blankMagics(cell);
    const head = this.modules.head(code, declaredNames(parse(code)), "import", more);
    const text = head.text + code;
    this.#host.write(this.#host.slot, text);
    return { service: this.#service, file: this.#host.slot, text, start: head.text.length };
  }

  /** Looks at a module as it would run. */
  openModule({ text, start }: CellModule): OpenCell {
    this.#host.write(this.#host.slot, text);
    return { service: this.#service, file: this.#host.slot, text, start };
  }

  /** A cell as it would run now; undefined when it cannot be parsed. */
  make({ code, label }: RanCell): CellModule | undefined {
    return this.modules.make(blankMagics(code), label);
  }

  /** Makes what a cell declares known to the cells after it. */
  add(module: CellModule): void {
    this.#host.write(module.file, module.text);
    for (const { file } of this.modules.add(module)) this.#host.remove(file);
  }

  /** Keeps `declarations` in place of a cell's module. */
  replace(module: CellModule, declarations: string): void {
    this.modules.replace(module, declarations);
    this.#host.write(module.file, declarations);
  }

  program(): ts.Program {
    return this.#service.getProgram() as ts.Program;
  }
}
