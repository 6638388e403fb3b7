import { clearAsyncStackName } from "../wire/terminate.js";

interface AsyncBinding {
  clearAsyncIdStack?(): void;
  readonly async_hook_fields?: Uint32Array;
  readonly constants?: { readonly kTotals?: number };
}

const pauseMilliseconds = 5;

let binding: AsyncBinding | undefined;
/** How many hooks Node counted when main was last terminated, until the count is back. */
let hooks: number | undefined;
let terminated = false;

/**
 * Terminating JavaScript skips the code that takes the running promise job or timer off Node's stack of async ids,
 * and Node aborts the process when an event ends with that stack not empty while there are hooks. So the wire has the
 * stack cleared and the hooks not counted in the moment before it terminates, and {@link resetAfterTermination} clears
 * what ran into it in between and counts them again. Where AsyncLocalStorage needs no hooks (Node 24) none are there.
 */
export function installAsyncStackReset(): void {
  binding = asyncBinding();
  const value = () => {
    terminated = true;
    binding?.clearAsyncIdStack?.();
    hooks ||= countHooks(0);
    // The command to terminate is right behind this one; user code must not run between the two. Not by Atomics.wait: user
    // code may be in one itself, and V8 has one list entry a thread for them (`free(): invalid pointer`).
    const end = performance.now() + pauseMilliseconds;
    while (performance.now() < end);
  };
  Object.defineProperty(globalThis, clearAsyncStackName, { value });
}

/** To be called first in the events that can follow a termination. @returns whether there was one. */
export function resetAfterTermination(): boolean {
  const was = terminated;
  terminated = false;
  if (!was) return false;
  binding?.clearAsyncIdStack?.();
  if (hooks !== undefined) countHooks(hooks);
  hooks = undefined;
  return true;
}

/** Sets Node's count of hooks; returns what it was. */
function countHooks(count: number): number | undefined {
  const { async_hook_fields: fields, constants: { kTotals } = {} } = binding ?? {};
  if (fields === undefined || kTotals === undefined) return undefined;
  const before = fields[kTotals];
  fields[kTotals] = count;
  return before;
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
