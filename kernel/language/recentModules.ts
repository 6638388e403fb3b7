import type { CellModule } from "./cellModules.js";

const limit = 32;

/**
 * The modules that were imported last, in an order that does not change when one is imported again. Each module of a
 * cell imports all of them: as long as the list of imports stays the same, TypeScript takes the program over whole
 * instead of walking through its files, and a notebook mostly mentions the same cells.
 */
export class RecentModules {
  readonly #lastUse = new Map<CellModule, number>();
  #count = 0;

  /** All recent modules, with `used` among them. */
  with(used: ReadonlySet<CellModule>): readonly CellModule[] {
    for (const module of used) this.#lastUse.set(module, ++this.#count);
    while (this.#lastUse.size > Math.max(limit, used.size)) this.#lastUse.delete(this.#oldest());
    return [...this.#lastUse.keys()];
  }

  #oldest(): CellModule {
    return [...this.#lastUse].reduce((a, b) => (b[1] < a[1] ? b : a))[0];
  }
}
