import { clearAsyncStackName } from "../wire/terminate.js";

interface AsyncBinding {
  clearAsyncIdStack?(): void;
}

/**
 * Terminating JavaScript skips the code that takes the running promise job or timer off Node's stack of async ids,
 * and Node aborts the process when the next event finds that stack not empty. So the wire has the stack cleared in
 * the moment before it terminates.
 */
export function installAsyncStackReset(): void {
  const binding = asyncBinding();
  const value = () => binding?.clearAsyncIdStack?.();
  Object.defineProperty(globalThis, clearAsyncStackName, { value });
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
