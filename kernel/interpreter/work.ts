import { AsyncLocalStorage } from "node:async_hooks";

/** Which Jupyter request started the work that is running; follows promises and timers. */
export interface Work {
  readonly requestId: string;
  /** Shown values that are still being rendered: the request is done after them. */
  readonly pending: Set<Promise<void>>;
  /** Where its cell waits for something: an interrupt ends these. */
  readonly waits: Set<Wait>;
  /** When the user interrupted it, on the clock of `performance`. */
  interrupted: number | undefined;
}

/** An `await` that has not come back yet. */
export interface Wait {
  /** Throws InterruptedError there. */
  stop(): void;
}

/** How long the `finally` and `catch` blocks of an interrupted cell may wait for something themselves, ms. */
const timeToCleanUp = 1000;

const storage = new AsyncLocalStorage<Work>();

/** Work of a request, with nothing started yet. */
export function createWork(requestId: string): Work {
  return { requestId, pending: new Set(), waits: new Set(), interrupted: undefined };
}

/** Runs a task as part of a work. What starts after an interrupt (a listener, say) is not interrupted by it. */
export function runAs<T>(work: Work | undefined, task: () => T): T {
  if (work === undefined) return task();
  return storage.run(work.interrupted !== undefined ? createWork(work.requestId) : work, task);
}

/** Throws InterruptedError wherever the cell of a work waits. */
export function interruptWork(work: Work): void {
  work.interrupted = performance.now();
  for (const wait of [...work.waits]) wait.stop();
  work.waits.clear();
}

/** Whether it was interrupted and had its time to clean up: nothing of it may be seen any more. */
export function isOver({ interrupted }: Work): boolean {
  return interrupted !== undefined && performance.now() - interrupted > timeToCleanUp;
}

/** As {@link isOver}, of the work that is running. */
export function isCurrentWorkOver(): boolean {
  const work = storage.getStore();
  return work !== undefined && isOver(work);
}

/** The work that is running; undefined outside of any. */
export function currentWork(): Work | undefined {
  return storage.getStore();
}

/** msg_id of the request that started the running work; "" when none did. */
export function currentRequestId(): string {
  return storage.getStore()?.requestId ?? "";
}
