import { Session } from "node:inspector";

let session: Session | undefined;

/**
 * Ends whatever JavaScript the main thread is running, a synchronous endless loop included. It unwinds the whole
 * stack past `catch` and `finally`, keeps all state, and does nothing to an idle main thread. Call it from a worker.
 */
export function terminateMainThread(): Promise<void> {
  session ??= connect();
  const connected = session;
  return new Promise((resolve) => connected.post("Runtime.terminateExecution", () => resolve()));
}

function connect(): Session {
  const created = new Session();
  created.connectToMainThread();
  return created;
}
