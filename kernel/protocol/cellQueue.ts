import type { CellError, JsonObject, ToMain } from "../wire/link.js";
import type { Activity } from "./activity.js";
import { errorOf } from "./guard.js";
import type { HistoryStore } from "./history.js";
import { interruptError } from "./interruptError.js";
import type { Outputs } from "./outputs.js";
import type { RequestLog } from "./requestLog.js";
import type { Request, Session } from "./session.js";

export interface CellQueueParts {
  readonly session: Session;
  readonly activity: Activity;
  readonly outputs: Outputs;
  readonly requests: RequestLog;
  readonly history: HistoryStore;
  /** Counts the cells of all queues. */
  readonly counter: { count: number };
  /** Starts a cell; {@link CellQueue.finish} is told when it has ended. */
  run(message: Extract<ToMain, { type: "execute" }>): void;
  /** What a cell that was answered still waits for before it is idle. */
  beforeIdle(request: Request): Promise<void> | undefined;
}

export type CellOutcome =
  | { readonly status: "ok"; readonly userExpressions?: JsonObject | undefined }
  | { readonly status: "error"; readonly error: CellError };

interface RunningCell {
  readonly request: Request;
  readonly executionCount: number;
  readonly payload: JsonObject[];
}

/**
 * The execute requests, one at a time. It owns the state of the running cell, so that a cell whose stack was
 * terminated still gets its reply.
 */
export class CellQueue {
  readonly #parts: CellQueueParts;
  #waiting: Request[] = [];
  #current: RunningCell | undefined;
  #held = false;

  constructor(parts: CellQueueParts) {
    this.#parts = parts;
  }

  add(request: Request): void {
    this.#waiting.push(request);
    this.#startNext();
  }

  get currentId(): string | undefined {
    return this.#current?.request.header.msg_id;
  }

  /** Ends the running cell; an outcome that comes late, for a cell that was ended by an interrupt, is ignored. */
  finish(requestId: string, outcome: CellOutcome): void {
    const cell = this.#current;
    if (cell === undefined || cell.request.header.msg_id !== requestId) return;
    this.#current = undefined;
    try {
      this.#answer(cell, outcome);
    } catch (thrown) {
      // What user code put into the reply may be nothing that JSON can hold.
      this.#answer({ ...cell, payload: [] }, { status: "error", error: errorOf(thrown) });
    }
    if (outcome.status === "error" && cell.request.content.stop_on_error !== false) this.abortWaiting();
    this.#startNext();
  }

  /** Adds to the reply of the running cell. */
  addPayload(payload: JsonObject): void {
    this.#current?.payload.push(payload);
  }

  /** Starts no further cell until {@link release}: an interrupt under way must not hit it. */
  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    this.#startNext();
  }

  /** The running cell was interrupted; it never says so itself when its stack was terminated. */
  interrupted(): void {
    const id = this.currentId;
    if (id !== undefined) this.finish(id, { status: "error", error: interruptError });
  }

  #startNext(): void {
    if (this.#current !== undefined || this.#held) return;
    const request = this.#waiting.shift();
    if (request !== undefined) this.#start(request);
  }

  #start(request: Request): void {
    const { activity, requests, session, history, counter, run } = this.#parts;
    const silent = request.content.silent === true;
    const stored = !silent && request.content.store_history !== false;
    const code = String(request.content.code ?? "");
    if (stored) counter.count++;
    const executionCount = counter.count;
    this.#current = { request, executionCount, payload: [] };
    requests.addCell({ header: request.header, silent, stored, executionCount });
    activity.begin(request);
    if (stored) history.addInput(executionCount, code);
    if (!silent) session.publish(request.header, "execute_input", { code, execution_count: executionCount });
    const userExpressions = (request.content.user_expressions ?? {}) as Record<string, string>;
    const requestId = request.header.msg_id;
    run({ type: "execute", requestId, code, executionCount, silent, userExpressions });
  }

  #answer({ request, executionCount, payload }: RunningCell, outcome: CellOutcome): void {
    const { session, activity, outputs, beforeIdle } = this.#parts;
    const id = request.header.msg_id;
    const userExpressions = outcome.status === "ok" ? (outcome.userExpressions ?? {}) : {};
    const common = { execution_count: executionCount, user_expressions: userExpressions, payload };
    if (outcome.status === "error") outputs.error(id, outcome.error);
    else outputs.flush();
    const error = outcome.status === "error" ? outcome.error : {};
    session.reply(request, { status: outcome.status, ...error, ...common });
    const held = beforeIdle(request);
    if (held === undefined) activity.end(id);
    else void held.then(() => activity.end(id));
  }

  /** Cells sent together stop at the first error, as in every Jupyter kernel. */
  abortWaiting(): void {
    const { session, activity, counter } = this.#parts;
    const aborted = this.#waiting;
    this.#waiting = [];
    for (const request of aborted) {
      const reply = { status: "aborted", execution_count: counter.count };
      activity.around(request, () => session.reply(request, reply));
    }
  }
}
