import { currentRequestId } from "../../interpreter/work.js";
import { OutputTraits } from "../generated/others.js";

/**
 * Shows what is printed and displayed while it captures: `await output.capture(async () => console.log("here"))`. As in
 * ipywidgets the page does it: for as long as `msg_id` names a cell, everything that this cell puts out goes here.
 */
export class Output extends OutputTraits {
  #captures = 0;

  /** Runs the task; what it prints and shows appears here. Gives what the task gives, and throws what it throws. */
  capture<Result>(task: () => Result): Result {
    this.#begin();
    let result: Result;
    try {
      result = task();
    } catch (error) {
      this.#end();
      throw error;
    }
    if (result instanceof Promise) return result.finally(() => this.#end()) as Result;
    this.#end();
    return result;
  }

  /** Takes everything away that is shown here. */
  clearOutput(): void {
    this.outputs = [];
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

  #begin(): void {
    this.#captures++;
    this.msg_id = currentRequestId();
  }

  #end(): void {
    this.#captures--;
    if (this.#captures === 0) this.msg_id = "";
  }
}
