import { randomUUID } from "node:crypto";
import type { CellQueue } from "./cellQueue.js";
import type { Request } from "./session.js";

/**
 * The queue of the main shell and one for each subshell. Cells of different queues run at the same time as far as
 * JavaScript can: one goes on while another waits in an `await`.
 */
export class Subshells {
  readonly #main: CellQueue;
  readonly #queues = new Map<string, CellQueue>();
  /** Subshells that were deleted while a cell ran in them. */
  #leaving: CellQueue[] = [];
  readonly #makeQueue: () => CellQueue;

  constructor(makeQueue: () => CellQueue) {
    this.#makeQueue = makeQueue;
    this.#main = makeQueue();
  }

  create(): string {
    const id = randomUUID();
    this.#queues.set(id, this.#makeQueue());
    return id;
  }

  /** Its running cell comes to its end, the waiting ones are aborted. @returns `false` for an unknown id. */
  delete(id: string): boolean {
    const queue = this.#queues.get(id);
    if (queue === undefined) return false;
    queue.abortWaiting();
    this.#leaving = [...this.#leaving, queue].filter(({ currentId }) => currentId !== undefined);
    return this.#queues.delete(id);
  }

  ids(): readonly string[] {
    return [...this.#queues.keys()];
  }

  /** The queue that the header of a request names; undefined when that subshell does not exist. */
  of(request: Request): CellQueue | undefined {
    const { subshell_id: id } = request.header;
    return typeof id === "string" ? this.#queues.get(id) : this.#main;
  }

  /** The queue in which the request runs. */
  running(requestId: string): CellQueue | undefined {
    return this.#all.find((queue) => queue.currentId === requestId);
  }

  /** Whether a cell is running. */
  get isBusy(): boolean {
    return this.#all.some(({ currentId }) => currentId !== undefined);
  }

  /** See the methods of the same names of CellQueue; each is for all queues. */
  hold(): void {
    for (const queue of this.#all) queue.hold();
  }

  release(): void {
    for (const queue of this.#all) queue.release();
  }

  interrupted(): void {
    for (const queue of this.#all) queue.interrupted();
  }

  get #all(): CellQueue[] {
    return [this.#main, ...this.#queues.values(), ...this.#leaving];
  }
}
