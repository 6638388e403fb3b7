import type { Request, Session } from "./session.js";
import type { StreamBuffer } from "./streams.js";

/** Idles of a running cell's time that are held back at most. */
const heldAtMost = 64;

/**
 * Busy and idle around every request. Front ends show the kernel by the last status they saw, whoever its parent
 * was, so when one request ends while another still runs, busy is announced again for that one.
 */
export class Activity {
  readonly #session: Session;
  readonly #streams: StreamBuffer;
  readonly #running = new Map<string, Request>();
  #held: Request[] = [];

  constructor(session: Session, streams: StreamBuffer) {
    this.#session = session;
    this.#streams = streams;
  }

  begin(request: Request): void {
    this.#running.set(request.header.msg_id, request);
    this.#publish(request, "busy");
  }

  /** A request that is not at its end yet. */
  find(requestId: string): Request | undefined {
    return this.#running.get(requestId);
  }

  /** Ends a request; `false` when it was not running (it was ended before). */
  end(requestId: string): boolean {
    const request = this.#running.get(requestId);
    if (request === undefined) return false;
    this.#running.delete(requestId);
    const isLast = this.#running.size === 0;
    this.#publishIdle(isLast ? [...this.#held.splice(0), request] : [request]);
    return true;
  }

  /**
   * A message that no cell has to wait for was taken: the kernel is as busy as before, so front ends only get the idle
   * that ends their wait for it. While something runs, many such idles go out together, since busy has to be announced
   * again after them, and a front end draws itself anew with every change.
   */
  taken(request: Request): void {
    this.#held.push(request);
    if (this.#running.size === 0 || this.#held.length >= heldAtMost) this.#publishIdle(this.#held.splice(0));
  }

  endAll(): void {
    for (const requestId of [...this.#running.keys()]) this.end(requestId);
  }

  /** A request that is answered at once. */
  around(request: Request, answer: () => void): void {
    this.begin(request);
    answer();
    this.end(request.header.msg_id);
  }

  #publishIdle(requests: readonly Request[]): void {
    for (const request of requests) this.#publish(request, "idle");
    const [still] = this.#running.values();
    if (still !== undefined) this.#publish(still, "busy");
  }

  #publish(request: Request, state: "busy" | "idle"): void {
    this.#streams.flush();
    this.#session.publish(request.header, "status", { execution_state: state });
  }
}
