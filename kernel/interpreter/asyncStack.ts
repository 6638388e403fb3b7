import { clearAsyncStackName } from "../wire/terminate.js";

interface AsyncBinding {
  clearAsyncIdStack?(): void;
}

const pauseMilliseconds = 5;

let binding: AsyncBinding | undefined;
let terminated = false;

/**
 * Terminating JavaScript skips the code that takes the running promise job or timer off Node's stack of async ids,
 * and Node aborts the process when an event ends with that stack not empty. So the wire has the stack cleared in the
 * moment before it terminates, and {@link resetAfterTermination} removes what ran into it in between.
 * A gap is left: a loop that only awaits (`for (;;) await 0`) may be inside Node's own hook just then; about one
 * interrupt in 60 of such a loop still ended the process on Node 20.
 */
export function installAsyncStackReset(): void {
  binding = asyncBinding();
  const pause = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const value = () => {
    terminated = true;
    binding?.clearAsyncIdStack?.();
    // The command to terminate is right behind this one; user code must not run between the two.
    Atomics.wait(pause, 0, 0, pauseMilliseconds);
  };
  Object.defineProperty(globalThis, clearAsyncStackName, { value });
}

/** To be called first in the events that can follow a termination. @returns whether there was one. */
export function resetAfterTermination(): boolean {
  const was = terminated;
  terminated = false;
  if (was) binding?.clearAsyncIdStack?.();
  return was;
}

/** The only way to that stack; deprecated since Node 10, so a Node without it must work as well. */
function asyncBinding(): AsyncBinding | undefined {
  const silenced = process.noDeprecation ?? false;
  process.noDeprecation = true;
  try {
    return (process as unknown as { binding(name: string): AsyncBinding }).binding("async_wrap");
  } catch {
    return undefined;
  } finally {
    process.noDeprecation = silenced;
  }
}
