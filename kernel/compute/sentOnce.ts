/** A value on its way to another thread: whole the first time, then by its number. */
export interface Sent<T> {
  readonly id: number;
  readonly value?: T;
  /** Number of a value that will not be named again. */
  readonly forget?: number;
}

/** How many values each side keeps: those of a few open data sets. */
const mostKnown = 16;

/**
 * The sending end. Where the pixels of a large cube are takes megabytes to copy, and a drag sends a plan over the same
 * cube many times a second. Values are told apart by identity and must not change.
 */
export class OnceSender<T extends object> {
  /** The least recently sent first. */
  readonly #known = new Map<T, number>();
  #last = 0;

  send(value: T): Sent<T> {
    const id = this.#known.get(value);
    if (id !== undefined) {
      this.#known.delete(value);
      this.#known.set(value, id);
      return { id };
    }
    const forget = this.#forgetOldest();
    this.#known.set(value, ++this.#last);
    return { id: this.#last, value, ...(forget === undefined ? {} : { forget }) };
  }

  #forgetOldest(): number | undefined {
    if (this.#known.size < mostKnown) return undefined;
    for (const [oldest, id] of this.#known) {
      this.#known.delete(oldest);
      return id;
    }
    return undefined;
  }
}

/** The receiving end; gets what was sent in order. */
export class OnceReceiver<T> {
  readonly #known = new Map<number, T>();

  receive({ id, value, forget }: Sent<T>): T {
    if (forget !== undefined) this.#known.delete(forget);
    if (value !== undefined) this.#known.set(id, value);
    const known = this.#known.get(id);
    if (known === undefined) throw new Error(`Value ${id} was never sent.`);
    return known;
  }
}
