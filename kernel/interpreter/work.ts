import { AsyncLocalStorage } from "node:async_hooks";

/** Which Jupyter request started the work that is running; follows promises and timers. */
export interface Work {
  readonly requestId: string;
  /** Shown values that are still being rendered: the request is done after them. */
  readonly pending: Set<Promise<void>>;
}

const storage = new AsyncLocalStorage<Work>();

export function createWork(requestId: string): Work {
  return { requestId, pending: new Set() };
}

export function runAs<T>(work: Work | undefined, task: () => T): T {
  return work === undefined ? task() : storage.run(work, task);
}

export function currentWork(): Work | undefined {
  return storage.getStore();
}

/** msg_id of the request that started the running work; "" when none did. */
export function currentRequestId(): string {
  return storage.getStore()?.requestId ?? "";
}
