import { diagnosticText } from "../language/diagnosticText.js";
import type { AskLanguage, CellDiagnostic } from "../language/messages.js";
import type { TypecheckMode } from "../language/typecheckMode.js";
import type { CellError, ToMain } from "../wire/link.js";
import type { Outputs } from "./outputs.js";

type Execute = Extract<ToMain, { type: "execute" }>;

export interface TypecheckParts {
  readonly outputs: Outputs;
  readonly askLanguage: AskLanguage;
  run(message: Execute): void;
  /** Whether this request's cell is the one whose turn it is: an interrupt may have ended it. */
  isCurrent(requestId: string): boolean;
  refuse(requestId: string, error: CellError): void;
}

/** How long the end of a cell waits for its check where nobody sees what comes later, ms. nbclient gives up after 4 s. */
const patience = 3000;

/** Stands before the run of each cell: tells the language worker of it and does what the mode says of its types. */
export class Typecheck {
  mode: TypecheckMode = "warn";
  readonly #parts: TypecheckParts;
  /** msg_id -> resolves when its errors are printed. */
  readonly #checking = new Map<string, Promise<void>>();

  constructor(parts: TypecheckParts) {
    this.#parts = parts;
  }

  execute(message: Execute): void {
    if (this.mode === "strict" && !message.silent) void this.#runIfRight(message);
    else this.#run(message, this.mode === "warn" && !message.silent);
  }

  /** The check is beside the run, and shown whenever it is ready. */
  #run(message: Execute, check: boolean): void {
    const { askLanguage, run } = this.#parts;
    const cell = { code: message.code, label: labelOf(message) };
    const told = askLanguage("ran", { cell, check })
      .then(
        (diagnostics) => this.#warn(message, diagnostics),
        (error: Error) => this.#printFailure(message, error),
      )
      .finally(() => this.#checking.delete(message.requestId));
    if (check) this.#checking.set(message.requestId, told);
    run(message);
  }

  /** Resolves when the type errors of a cell are printed, or after {@link patience}; undefined when they are. */
  printed(requestId: string): Promise<void> | undefined {
    const told = this.#checking.get(requestId);
    if (told === undefined) return undefined;
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, patience);
      void told.finally(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  async #runIfRight(message: Execute): Promise<void> {
    const { isCurrent, refuse } = this.#parts;
    const cell = { code: message.code, label: labelOf(message) };
    const diagnostics = await this.#parts.askLanguage("check", { cell }).catch((error: Error) => {
      this.#printFailure(message, error);
      return [];
    });
    if (!isCurrent(message.requestId)) return;
    if (diagnostics.length > 0) refuse(message.requestId, refusal(cell.label, diagnostics));
    else this.#run(message, false);
  }

  #warn(message: Execute, diagnostics: readonly CellDiagnostic[]): void {
    // A cell may switch the warnings off, also its own.
    if (diagnostics.length === 0 || this.mode === "off") return;
    const text = diagnosticText(labelOf(message), diagnostics);
    this.#print(message, `${text}\n(%typecheck warn: the cell runs all the same)\n`);
  }

  #printFailure(message: Execute, error: Error): void {
    this.#print(message, `The types of this cell could not be checked: ${error.message}\n`);
  }

  #print({ requestId }: Execute, text: string): void {
    this.#parts.outputs.publish({ type: "stream", requestId, name: "stderr", text });
  }
}

function labelOf({ executionCount }: Execute): string {
  return `In[${executionCount}]`;
}

function refusal(label: string, diagnostics: readonly CellDiagnostic[]): CellError {
  const [first] = diagnostics;
  const evalue = `${first?.message.split("\n")[0]} (%typecheck strict: the cell did not run)`;
  const text = diagnosticText(label, diagnostics);
  return {
    ename: "TypeCheckError",
    evalue,
    traceback: [`TypeCheckError: ${evalue}`, "", ...text.split("\n")],
  };
}
