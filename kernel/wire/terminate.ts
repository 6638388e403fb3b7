import { Session } from "node:inspector";

/** Global function of the main thread that is called right before its JavaScript is terminated. */
export const clearAsyncStackName = "__ronchiClearAsyncStack";

let session: Session | undefined;

/**
 * Ends whatever JavaScript the main thread is running, a synchronous endless loop included. It unwinds the whole
 * stack past `catch` and `finally`, keeps all state, and does nothing to an idle main thread. Call it from a worker.
 */
export function terminateMainThread(): Promise<void> {
  session ??= connect();
  const connected = session;
  // Both commands are handled by main at its next stack check, one after the other.
  connected.post("Runtime.evaluate", { expression: `${clearAsyncStackName}()` });
  return new Promise((resolve) => connected.post("Runtime.terminateExecution", () => resolve()));
}

/** The process ends: without a debugger, for which Node would wait, and say so. */
export function letMainThreadGo(): void {
  session?.disconnect();
  session = undefined;
}

function connect(): Session {
  const created = new Session();
  created.connectToMainThread();
  return created;
}
