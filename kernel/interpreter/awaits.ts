import { InterruptedError } from "./interruptedError.js";
import { currentWork, isOver, type Wait, type Work } from "./work.js";

/** What {@link awaited} gives to the `await` that comes next. */
let next: unknown;

/**
 * Goes before every `await` of a cell, which then waits for what {@link awaited} gives: an interrupt throws there at once,
 * so that `finally` blocks run also where what the cell waits for never comes. What an interrupted cell waits for after
 * its time to clean up never comes.
 * @returns to be given to {@link goOn} behind the `await`
 */
export function until(value: unknown): Wait | undefined {
  const work = currentWork();
  let promise = value;
  let wait: Wait | undefined;
  if (work !== undefined && isThenable(value)) {
    if (isOver(work)) promise = new Promise(() => {});
    else ({ promise, wait } = endable(work, value));
  }
  // Only now: a getter named `then` may have run code of the cell that waits too.
  next = promise;
  return wait;
}

/** What the `await` behind {@link until} waits for. */
export function awaited(): unknown {
  const value = next;
  next = undefined;
  return value;
}

/** Gives the value of an `await` back to a cell. Throws InterruptedError when its time to clean up is over. */
export function goOn<T>(wait: Wait | undefined, value: T): T {
  const work = currentWork();
  if (work === undefined) return value;
  if (wait !== undefined) work.waits.delete(wait);
  if (isOver(work)) throw new InterruptedError();
  return value;
}

/** What a `for await` of a cell goes through: an interrupt throws where it waits, and tells the source to stop. */
export function each<T>(iterable: Source<T>): Source<T> {
  const work = currentWork();
  const source = work === undefined ? undefined : iteratorOf(iterable);
  // Nothing to go through: `for await` itself complains.
  if (work === undefined || source === undefined) return iterable;
  const close = source.return?.bind(source);
  // What fails while a source stops is not news: the cell ends with the interrupt.
  const stop = () => void (async () => close?.())().catch(() => {});
  const iterator: AsyncIterator<T> = {
    next: () => {
      if (isOver(work)) return new Promise(() => {});
      // Forgotten when the value comes, not at the next one: behind the last one there is none.
      const came = Promise.resolve(source.next()).then((result) => {
        work.waits.delete(wait);
        return result;
      });
      const { promise, wait } = endable(work, came, stop);
      return promise;
    },
    ...(close === undefined ? {} : { return: close }),
  };
  return { [Symbol.asyncIterator]: () => iterator };
}

/** What `for await` goes through. */
type Source<T> = AsyncIterable<T> | Iterable<T | PromiseLike<T>>;

/** Of what has both iterators the asynchronous one, as the language has it. */
function iteratorOf<T>(iterable: Source<T>): AsyncIterator<T> | undefined {
  const { [Symbol.asyncIterator]: open, [Symbol.iterator]: openSync } = Object(iterable) as Partial<
    AsyncIterable<T> & Iterable<T | PromiseLike<T>>
  >;
  if (open !== undefined && open !== null)
    return typeof open === "function" ? open.call(iterable as AsyncIterable<T>) : undefined;
  if (typeof openSync !== "function") return undefined;
  return settling(openSync.call(iterable as Iterable<T | PromiseLike<T>>));
}

/** Waits for each value of a synchronous source, as `for await` does. */
function settling<T>(source: Iterator<T | PromiseLike<T>>): AsyncIterator<T> {
  const settled = async ({ done = false, value }: IteratorResult<T | PromiseLike<T>>) =>
    ({ done, value: await value }) as IteratorResult<T>;
  const close = source.return?.bind(source);
  return {
    next: async () => settled(source.next()),
    ...(close === undefined ? {} : { return: async () => settled(close()) }),
  };
}

/**
 * A promise of the same outcome that an interrupt of the work rejects. V8 finds the cell in the stack of an error behind
 * it, because `resolve` goes to `then` as it is; what it is rejected with has its stack already.
 */
function endable<T>(
  work: Work,
  value: PromiseLike<T>,
  onStop = () => {},
): { promise: Promise<T>; wait: Wait } {
  let wait: Wait = { stop: onStop };
  const promise = new Promise<T>((resolve, reject) => {
    const stop = () => {
      reject(new InterruptedError());
      onStop();
    };
    wait = { stop };
    Promise.resolve(value).then(resolve, (thrown) => {
      work.waits.delete(wait);
      reject(thrown);
    });
  });
  work.waits.add(wait);
  return { promise, wait };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  if (value instanceof Promise) return true;
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  return isObject && typeof (value as { then?: unknown }).then === "function";
}
