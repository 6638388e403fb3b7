import { tmpdir } from "node:os";
import { join, sep } from "node:path";
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

  /** Notes a cell that a front end is about to debug. @returns its path. */
  dump(code: string): string {
    const path = this.#pathOf(code);
    this.#dumped.set(path, code);
    return path;
  }

  /** Notes a cell that is about to run; `url` is the name of its scripts. */
  ran(url: string, code: string): void {
    this.#ran.set(url, code);
    if (this.#ran.size <= remembered) return;
    const oldest = this.#ran.keys().next().value;
    if (oldest !== undefined) this.#ran.delete(oldest);
  }

  code(url: string): string | undefined {
    return this.#ran.get(url);
  }

  /** The path of a cell that ran. */
  path(url: string): string | undefined {
    const code = this.#ran.get(url);
    return code === undefined ? undefined : this.#pathOf(code);
  }

  isCell(path: string): boolean {
    return path.startsWith(this.prefix);
  }

  /** The names of the scripts of all cells with that text. */
  urls(path: string): string[] {
    const code = this.text(path);
    return code === undefined ? [] : [...this.#ran].filter(([, text]) => text === code).map(([url]) => url);
  }

  /** The text behind a path. */
  text(path: string): string | undefined {
    return this.#dumped.get(path) ?? [...this.#ran.values()].find((code) => this.#pathOf(code) === path);
  }

  #pathOf(code: string): string {
    return this.prefix + murmur2(code, hashSeed) + cellSuffix;
  }
}
