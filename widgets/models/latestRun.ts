/** A running job that will end within this time is not worth cancelling for a newer one. */
const almostDoneMilliseconds = 40;

/**
 * Runs one job at a time, always the newest: a request that comes while another runs waits, replaces one that waits
 * already, and cancels the running one, unless that is about to end by the time the last one took. (While the mouse
 * moves quick jobs so end one after the other, and slow ones give way to where the mouse is now.)
 */
export class LatestRun<Request> {
  readonly #run: (request: Request, signal: AbortSignal) => Promise<void>;
  readonly #now: () => number;
  #waiting: { readonly request: Request } | undefined;
  #running: { readonly abort: AbortController; readonly started: number } | undefined;
  /** How long the last job that was not cancelled took, ms. */
  #usual = Number.POSITIVE_INFINITY;
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
    else if (!this.#almostDone(this.#running.started)) this.#running.abort.abort();
  }

  /** Cancels what runs and takes no more. */
  close(): void {
    this.#closed = true;
    this.#waiting = undefined;
    this.#running?.abort.abort();
  }

  #almostDone(started: number): boolean {
    const remaining = this.#usual - (this.#now() - started);
    return Math.abs(remaining) < almostDoneMilliseconds;
  }

  #next(): void {
    if (this.#waiting === undefined) return;
    const { request } = this.#waiting;
    const running = { abort: new AbortController(), started: this.#now() };
    this.#waiting = undefined;
    this.#running = running;
    void this.#run(request, running.abort.signal).finally(() => {
      if (!running.abort.signal.aborted) this.#usual = this.#now() - running.started;
      this.#running = undefined;
      this.#next();
    });
  }
}
