import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { forgetOldest } from "../forgetOldest.js";
import { cellDirectives } from "../interpreter/directives.js";
import { murmur2 } from "./murmur2.js";

/** As ipykernel has it; any number would do. */
export const hashSeed = 0xc70f6907;
export const cellSuffix = ".ts";

/** Cells whose text is kept; the oldest are forgotten. */
const remembered = 10_000;

/**
 * The paths under which front ends and the debugger speak of cells: a made-up file in the folder of temporary files,
 * named by the hash of the cell's text. No such file is written; its text is answered from here.
 */
export class CellFiles {
  /** What every such path begins with. */
  readonly prefix = join(tmpdir(), `ronchi_${process.pid}`) + sep;
  /** "In[3]" -> text of the cell. */
  readonly #ran = new Map<string, string>();
  readonly #dumped = new Map<string, string>();
  /** File that a cell is for the others (`@module`) -> text of the newest one. */
  readonly #modules = new Map<string, string>();
  readonly #folder = process.cwd();

  /** Notes a cell that a front end is about to debug. @returns its path. */
  dump(code: string): string {
    const path = this.#pathOf(code);
    this.#dumped.set(path, code);
    return path;
  }

  /** Notes a cell that is about to run; `url` is the name of its scripts. */
  ran(url: string, code: string): void {
    this.#ran.set(url, code);
    const { module, jsx } = cellDirectives(code);
    if (module !== undefined) this.#modules.set(join(this.#folder, `${module}.${jsx ? "tsx" : "ts"}`), code);
    forgetOldest(this.#ran, remembered);
  }

  /** Lines of the cell that ran under this name. */
  lines(url: string): number | undefined {
    return this.#ran.get(url)?.split("\n").length;
  }

  /** The path of a cell that ran. */
  path(url: string): string | undefined {
    return this.#pathIfAny(this.#ran.get(url));
  }

  /** The path of the cell that is the module of that file. */
  pathOfModule(file: string): string | undefined {
    return this.#pathIfAny(this.#modules.get(file));
  }

  isCell(path: string): boolean {
    return path.startsWith(this.prefix);
  }

  /** The text behind a path. */
  text(path: string): string | undefined {
    return this.#dumped.get(path) ?? [...this.#ran.values()].find((code) => this.#pathOf(code) === path);
  }

  #pathIfAny(code: string | undefined): string | undefined {
    return code === undefined ? undefined : this.#pathOf(code);
  }

  #pathOf(code: string): string {
    return this.prefix + murmur2(code, hashSeed) + cellSuffix;
  }
}
