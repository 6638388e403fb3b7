import { currentSession } from "#kernel/api/session.js";
import { currentRequestId } from "../../interpreter/work.js";
import { cellOutput } from "../cell.js";
import { OutputTraits } from "../generated/others.js";

/**
 * Shows what is printed and displayed while it captures: `await output.capture(async () => console.log("here"))`. As in
 * ipywidgets the page does it: for as long as `msg_id` names a cell, everything that this cell puts out goes here.
 */
export class Output extends OutputTraits {
  #captures = 0;

  /** Runs the task; what it prints and shows appears here. Gives what the task gives, and throws what it throws. */
  capture<Result>(task: () => Result): Result {
    const end = this.#begin();
    let result: Result;
    try {
      result = task();
    } catch (error) {
      end();
      throw error;
    }
    if (result instanceof Promise) return result.finally(end) as Result;
    end();
    return result;
  }

  /** Takes everything away that is shown here; with `wait` not before something new comes, so that nothing flickers. */
  clearOutput({ wait = false }: { readonly wait?: boolean } = {}): void {
    this.capture(() => cellOutput()?.clear(wait));
  }

  /** Adds printed text, from wherever it is called. */
  appendStdout(text: string): void {
    this.#appendStream("stdout", text);
  }

  /** Adds text of an error or a warning. */
  appendStderr(text: string): void {
    this.#appendStream("stderr", text);
  }

  #appendStream(name: "stdout" | "stderr", text: string): void {
    this.outputs = [...this.outputs, { output_type: "stream", name, text }];
  }

  /** @returns what ends the capture; so does an interrupt, after which the task never ends by itself. */
  #begin(): () => void {
    this.#captures++;
    this.msg_id = currentRequestId();
    let ended = false;
    const end = (): void => {
      if (ended) return;
      ended = true;
      stopListening?.();
      this.#captures--;
      if (this.#captures === 0) this.msg_id = "";
    };
    const stopListening = currentSession()?.onInterrupt(end);
    return end;
  }
}
