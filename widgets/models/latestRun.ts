/** A running job that is expected to end within this time is not worth cancelling for a newer one. */
const soonMilliseconds = 100;

/**
 * Runs one job at a time, always the newest: a request that comes while another runs waits, replaces one that waits
 * already, and cancels the running one. Two things are not cancelled, so that a drag gets pictures while the mouse
 * moves: a job that should end soon by the time the last one took, and a job whose predecessor was cancelled.
 */
export class LatestRun<Request> {
  readonly #run: (request: Request, signal: AbortSignal) => Promise<void>;
  readonly #now: () => number;
  #waiting: { readonly request: Request } | undefined;
  #running: { readonly abort: AbortController; readonly started: number } | undefined;
  /** How long the last job that was not cancelled took, ms. */
  #usual = Number.POSITIVE_INFINITY;
  #cancelledLast = false;
  #closed = false;

  /** `run` must not reject; it gets a signal that is aborted when its result is no longer wanted. */
  constructor(run: (request: Request, signal: AbortSignal) => Promise<void>, now: () => number) {
    this.#run = run;
    this.#now = now;
  }

  submit(request: Request): void {
    if (this.#closed) return;
    this.#waiting = { request };
    if (this.#running === undefined) this.#next();
    else if (!this.#cancelledLast && !this.#endsSoon(this.#running.started)) this.#running.abort.abort();
  }

  /** Cancels what runs and takes no more. */
  close(): void {
    this.#closed = true;
    this.#waiting = undefined;
    this.#running?.abort.abort();
  }

  #endsSoon(started: number): boolean {
    const remaining = this.#usual - (this.#now() - started);
    return Math.abs(remaining) < soonMilliseconds;
  }

  #next(): void {
    if (this.#waiting === undefined) return;
    const { request } = this.#waiting;
    const running = { abort: new AbortController(), started: this.#now() };
    this.#waiting = undefined;
    this.#running = running;
    void this.#run(request, running.abort.signal).finally(() => {
      this.#cancelledLast = running.abort.signal.aborted;
      if (!this.#cancelledLast) this.#usual = this.#now() - running.started;
      this.#running = undefined;
      this.#next();
    });
  }
}
