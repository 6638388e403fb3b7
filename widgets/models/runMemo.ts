import type { Made } from "./panePath.js";
import type { RunImage } from "./runImage.js";

/** The last image that was asked for: asking for the same again runs nothing. */
export class RunMemo<Shown> {
  readonly #run: (shown: Shown) => Promise<RunImage>;
  #last: { readonly key: string; readonly made: Promise<Made<Shown>> } | undefined;

  constructor(run: (shown: Shown) => Promise<RunImage>) {
    this.#run = run;
  }

  make(shown: Shown): Promise<Made<Shown>> {
    const key = JSON.stringify(shown);
    if (this.#last?.key === key) return this.#last.made;
    const last = { key, made: this.#timed(shown) };
    this.#last = last;
    // What failed may work the next time; whoever asked gets the error from the promise.
    last.made.catch(() => {
      if (this.#last === last) this.#last = undefined;
    });
    return last.made;
  }

  async #timed(shown: Shown): Promise<Made<Shown>> {
    const started = performance.now();
    const image = await this.#run(shown);
    return { shown, image, milliseconds: performance.now() - started };
  }
}
