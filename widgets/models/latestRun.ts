/** A running job that is expected to end within this time is not worth cancelling for a newer one. */
const soonMilliseconds = 100;

/** What a job knows of its place among the others. */
export interface Job {
  /** Aborted when its result is no longer wanted. */
  readonly signal: AbortSignal;
  /** The job has given something to look at, a coarse picture: from now on a newer request is more worth than its end. */
  showed(): void;
}

interface Running {
  readonly abort: AbortController;
  readonly started: number;
  hasShown: boolean;
}

/**
 * Runs one job at a time, always the newest: a request that comes while another runs waits, replaces one that waits
 * already, and cancels the running one. So that a drag gets pictures while the mouse moves, two jobs are not cancelled
 * before they have shown something: one that should end soon by the time the last one took, and one whose predecessor
 * was cancelled with nothing shown.
 */
export class LatestRun<Request> {
  readonly #run: (request: Request, job: Job) => Promise<void>;
  readonly #now: () => number;
  #waiting: { readonly request: Request } | undefined;
  #running: Running | undefined;
  /** How long the last job that was not cancelled took, ms. */
  #usual = Number.POSITIVE_INFINITY;
  #lastShowedNothing = false;
  #closed = false;

  /** `run` must not reject. */
  constructor(run: (request: Request, job: Job) => Promise<void>, now: () => number) {
    this.#run = run;
    this.#now = now;
  }

  submit(request: Request): void {
    if (this.#closed) return;
    this.#waiting = { request };
    if (this.#running === undefined) this.#next();
    else if (this.#mayCancel(this.#running)) this.#running.abort.abort();
  }

  /** Cancels what runs and takes no more. */
  close(): void {
    this.#closed = true;
    this.#waiting = undefined;
    this.#running?.abort.abort();
  }

  #mayCancel(running: Running): boolean {
    return running.hasShown || (!this.#lastShowedNothing && !this.#endsSoon(running));
  }

  #endsSoon({ started }: Running): boolean {
    const remaining = this.#usual - (this.#now() - started);
    return Math.abs(remaining) < soonMilliseconds;
  }

  #next(): void {
    if (this.#waiting === undefined) return;
    const { request } = this.#waiting;
    const running: Running = { abort: new AbortController(), started: this.#now(), hasShown: false };
    this.#waiting = undefined;
    this.#running = running;
    const showed = (): void => {
      running.hasShown = true;
      if (this.#waiting !== undefined) running.abort.abort();
    };
    void this.#run(request, { signal: running.abort.signal, showed }).finally(() => this.#ended(running));
  }

  #ended({ abort, started, hasShown }: Running): void {
    this.#lastShowedNothing = abort.signal.aborted && !hasShown;
    if (!abort.signal.aborted) this.#usual = this.#now() - started;
    this.#running = undefined;
    this.#next();
  }
}
