import { setImmediate } from "node:timers";
import type { Shower } from "../display/shower.js";
import { isCellComplete } from "../magics/magicLanguage.js";
import { interruptError } from "../protocol/interruptError.js";
import type { CellError, JsonObject, ToMain, ToWire } from "../wire/link.js";
import type { Interpreter } from "./interpreter.js";
import { InterruptedError } from "./interruptedError.js";
import type { Completeness } from "./isComplete.js";
import type { Recall } from "./recall.js";
import { clearCellTimers } from "./timers.js";
import { evaluateExpressions } from "./userExpressions.js";
import { createWork, interruptWork, runAs, type Work } from "./work.js";

export interface CellRunnerParts {
  readonly interpreter: Interpreter;
  readonly shower: Shower;
  readonly recall: Recall;
  post(message: ToWire): void;
}

type RunResult =
  | { readonly status: "ok"; readonly userExpressions: JsonObject }
  | { readonly status: "error"; readonly thrown: unknown };

/** Runs the cells that the wire sends, each in its own event, and tells the wire how they ended. */
export class CellRunner {
  readonly #parts: CellRunnerParts;
  readonly #running = new Map<string, () => void>();
  readonly #interruptListeners = new Set<() => void>();
  #silentCells = 0;

  constructor(parts: CellRunnerParts) {
    this.#parts = parts;
  }

  async execute(message: Extract<ToMain, { type: "execute" }>): Promise<void> {
    const { requestId, executionCount, silent } = message;
    const cell = silent ? `silent ${++this.#silentCells}` : String(executionCount);
    const work = createWork(requestId);
    const stopped = this.#stopped(requestId, work);
    const result = await runAs(work, () => Promise.race([this.#run(message, cell, work), stopped]));
    this.#running.delete(requestId);
    try {
      this.#postDone(requestId, cell, result);
    } catch (thrown) {
      // The value of a user expression can show itself as something that cannot be sent to another thread.
      this.#postDone(requestId, cell, { status: "error", thrown });
    }
  }

  /** Calls `listener` at every interrupt; returns how to stop that. */
  onInterrupt(listener: () => void): () => void {
    this.#interruptListeners.add(listener);
    return () => this.#interruptListeners.delete(listener);
  }

  /** Ends all cells that wait for a promise, and all timers that cells started. */
  interrupt(token: number): void {
    clearCellTimers();
    for (const listener of [...this.#interruptListeners]) this.#tell(listener);
    for (const stop of this.#running.values()) stop();
    this.#running.clear();
    // After the ends of the cells, which are sent from promise callbacks of this event.
    setImmediate(() => this.#parts.post({ type: "interrupted", token }));
  }

  isComplete(code: string): Completeness {
    return isCellComplete(code);
  }

  /** Prints what a listener threw, in the output of the work that it belongs to. */
  printError(thrown: unknown, requestId: string): void {
    const text = `${this.#parts.interpreter.describe(thrown).traceback.join("\n")}\n`;
    this.#parts.post({ type: "stream", requestId, name: "stderr", text });
  }

  /** What goes wrong in one who only wants to know must not keep the cells from ending. */
  #tell(listener: () => void): void {
    try {
      listener();
    } catch (thrown) {
      this.printError(thrown, "");
    }
  }

  #postDone(requestId: string, cell: string, result: RunResult): void {
    const { post } = this.#parts;
    if (result.status === "ok") {
      post({ type: "done", requestId, status: "ok", userExpressions: result.userExpressions });
    } else {
      post({ type: "done", requestId, status: "error", error: this.#describe(result.thrown, cell) });
    }
  }

  #stopped(requestId: string, work: Work): Promise<RunResult> {
    return new Promise((resolve) => {
      this.#running.set(requestId, () => {
        interruptWork(work);
        resolve({ status: "error", thrown: new InterruptedError() });
      });
    });
  }

  async #run(
    { code, executionCount, silent, userExpressions }: Extract<ToMain, { type: "execute" }>,
    cell: string,
    work: Work,
  ): Promise<RunResult> {
    const { interpreter, shower, recall } = this.#parts;
    try {
      if (!silent) recall.begin(executionCount, code);
      const result = await interpreter.execute(code, cell);
      if (result.status === "error") return result;
      if (!silent) recall.remember(executionCount, result.value);
      if (!silent && result.value !== undefined) await shower.result(result.value);
      await Promise.all(work.pending);
      return { status: "ok", userExpressions: await evaluateExpressions(userExpressions, cell, interpreter) };
    } catch (thrown) {
      return { status: "error", thrown };
    }
  }

  #describe(thrown: unknown, cell: string): CellError {
    if (thrown instanceof InterruptedError) return interruptError;
    return this.#parts.interpreter.describe(thrown, cell);
  }
}
