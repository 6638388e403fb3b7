import { AsyncLocalStorage } from "node:async_hooks";
import { InterruptedError } from "./interruptedError.js";

/** Which Jupyter request started the work that is running; follows promises and timers. */
export interface Work {
  readonly requestId: string;
  /** Shown values that are still being rendered: the request is done after them. */
  readonly pending: Set<Promise<void>>;
  /** The user interrupted it: what still waits in it ends when it would go on. */
  interrupted: boolean;
}

const storage = new AsyncLocalStorage<Work>();

export function createWork(requestId: string): Work {
  return { requestId, pending: new Set(), interrupted: false };
}

/** Runs a task as part of a work. What starts after an interrupt (a listener, say) is not interrupted by it. */
export function runAs<T>(work: Work | undefined, task: () => T): T {
  if (work === undefined) return task();
  return storage.run(work.interrupted ? createWork(work.requestId) : work, task);
}

/** Gives the value of an `await` back to a cell. Throws InterruptedError when the cell was interrupted meanwhile. */
export function goOn<T>(value: T): T {
  if (storage.getStore()?.interrupted) throw new InterruptedError();
  return value;
}

export function currentWork(): Work | undefined {
  return storage.getStore();
}

/** msg_id of the request that started the running work; "" when none did. */
export function currentRequestId(): string {
  return storage.getStore()?.requestId ?? "";
}
