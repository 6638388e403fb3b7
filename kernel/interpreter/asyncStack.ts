import { clearAsyncStackName } from "../wire/terminate.js";

/**
 * Terminating JavaScript skips the code that takes the running promise job or timer off Node's stack of async ids,
 * and Node aborts the process when the next event finds that stack not empty. So the wire has the stack cleared in
 * the moment before it terminates. The binding is the only way to it, and is absent where it is not needed.
 */
export function installAsyncStackReset(): void {
  const binding = asyncBinding();
  const value = () => binding.clearAsyncIdStack?.();
  Object.defineProperty(globalThis, clearAsyncStackName, { value });
}

/** Node 24 refuses the binding, and goes on without the reset: interrupts are tested there. */
function asyncBinding(): AsyncBinding {
  try {
    return (process as unknown as { binding(name: string): AsyncBinding }).binding("async_wrap");
  } catch {
    return {};
  }
}

interface AsyncBinding {
  clearAsyncIdStack?(): void;
}
