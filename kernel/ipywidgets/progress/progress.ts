import { RonchiError } from "#core/errors.js";
import { currentSession } from "../../session/session.js";
import { openBar, type ProgressBar } from "./bars.js";

/** Options of {@link progress}. */
export interface ProgressOptions {
  /** What is being done, before the bar. */
  readonly title?: string;
  /** How many items there will be, where the items don't know: a number of percent and a time are shown then. */
  readonly total?: number;
}

/** Items that show how far a loop over them has come. */
export interface Progress<Item> extends Iterable<Item>, AsyncIterable<Item> {}

type Sized = { readonly length?: unknown; readonly size?: unknown };

/**
 * A progress bar for a loop: `for (const file of progress(files))`, or `for await (const frame of progress(stream))`. A widget
 * where the front end draws them, a line of text elsewhere. A loop that ends early, or that an interrupt ends, leaves the
 * bar where it stopped; after an interrupt the next step throws RonchiError "cancelled". Bars of loops in loops stand
 * below each other, and an inner loop uses its bar again.
 */
export function progress<Item>(items: Iterable<Item>, options?: ProgressOptions): Progress<Item>;
export function progress<Item>(items: AsyncIterable<Item>, options?: ProgressOptions): AsyncIterable<Item>;
export function progress<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  { title = "", total = countOf(items) }: ProgressOptions = {},
): Progress<Item> {
  const start = () => startLoop(title, total);
  return {
    *[Symbol.iterator]() {
      const loop = start();
      try {
        for (const item of items as Iterable<Item>) {
          yield item;
          loop.step();
        }
        loop.complete();
      } finally {
        loop.end();
      }
    },
    async *[Symbol.asyncIterator]() {
      const loop = start();
      try {
        for await (const item of items) {
          yield item;
          loop.step();
        }
        loop.complete();
      } finally {
        loop.end();
      }
    },
  };
}

interface Loop {
  /** One more item is done. Throws RonchiError "cancelled" after an interrupt. */
  step(): void;
  complete(): void;
  end(): void;
}

function startLoop(title: string, total: number | undefined): Loop {
  const bar: ProgressBar = openBar(title, total);
  let done = 0;
  let interrupted = false;
  const stopListening = currentSession()?.onInterrupt(() => {
    interrupted = true;
    bar.end(done, "stopped");
  });
  return {
    step() {
      done++;
      if (interrupted) throw cancelled(title, done);
      bar.show(done);
    },
    complete: () => bar.end(done, "complete"),
    end() {
      stopListening?.();
      bar.end(done, "stopped");
    },
  };
}

function countOf(items: object): number | undefined {
  const { length, size } = items as Sized;
  return [length, size].find((count): count is number => typeof count === "number");
}

function cancelled(title: string, done: number): RonchiError {
  return new RonchiError({
    code: "cancelled",
    subject: title === "" ? "loop" : title,
    found: `an interrupt after ${done} items`,
    expected: "the rest of them",
    remedy: "Run the cell again.",
  });
}
