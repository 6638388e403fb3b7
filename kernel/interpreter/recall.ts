/** Inputs and values that are kept; the oldest are forgotten, so that a long session does not grow. */
const kept = 1000;

/**
 * The globals that recall what was run: `In[n]` and `Out[n]`, and `_`, `__`, `___` for the last three values. A cell that
 * declares `_` itself keeps its own.
 */
export class Recall {
  readonly #inputs: Record<number, string> = {};
  readonly #values: Record<number, unknown> = {};
  readonly #last: unknown[] = [];

  install(): void {
    Object.assign(globalThis, { In: this.#inputs, Out: this.#values });
    for (const [i, name] of ["_", "__", "___"].entries()) this.#define(name, i);
  }

  /** A cell begins: its text is known whatever becomes of it. */
  begin(count: number, code: string): void {
    keep(this.#inputs, count, code);
  }

  /** The value of a cell. */
  remember(count: number, value: unknown): void {
    if (value === undefined) return;
    keep(this.#values, count, value);
    this.#last.unshift(value);
    this.#last.length = Math.min(this.#last.length, 3);
  }

  #define(name: string, index: number): void {
    Object.defineProperty(globalThis, name, {
      get: () => this.#last[index],
      set: (value: unknown) => Object.defineProperty(globalThis, name, { value, writable: true }),
      configurable: true,
    });
  }
}

/** Numbers are an object's first keys, in rising order. */
function keep<T>(table: Record<number, T>, count: number, value: T): void {
  table[count] = value;
  for (const key in table) {
    if (Number(key) > count - kept) return;
    delete table[key];
  }
}
