/** Hands values to one reader that may be slower than the writer: it gets the newest value, the others are dropped. */
export class LatestChannel<T> implements AsyncIterable<T> {
  #newest: { readonly value: T } | undefined;
  #ended = false;
  #wake: () => void = () => undefined;

  put(value: T): void {
    this.#newest = { value };
    this.#wake();
  }

  /** The reader stops at once; a value that it has not taken is dropped. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    while (!this.#ended) {
      const newest = this.#newest;
      this.#newest = undefined;
      if (newest !== undefined) yield newest.value;
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}
