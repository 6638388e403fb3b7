import { forgetOldest } from "../forgetOldest.js";
import type { Position } from "./position.js";

interface CellSource {
  readonly code: string;
  readonly locate: (position: Position) => Position | undefined;
}

/** The last cells that ran; an error of one before them shows its frames without the user's text. */
const kept = 1000;

/** The cells that ran, by the name in their stack frames (`In[name]`), so that errors show the user's own text. */
export class CellSources {
  readonly #cells = new Map<string, CellSource>();

  add(cell: string, code: string, locate: (position: Position) => Position | undefined): void {
    this.#cells.set(cell, { code, locate });
    forgetOldest(this.#cells, kept);
  }

  code(cell: string): string | undefined {
    return this.#cells.get(cell)?.code;
  }

  /** A place in the script that ran -> the place in the cell; undefined outside of it. */
  locate(cell: string, position: Position): Position | undefined {
    return this.#cells.get(cell)?.locate(position);
  }
}
