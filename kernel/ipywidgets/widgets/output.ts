import { quiet } from "../../display/displayHandle.js";
import type { MimeBundle } from "../../display/mimeBundle.js";
import { rendered } from "../../display/rendered.js";
import { currentRequestId } from "../../interpreter/work.js";
import { currentSession } from "../../session/session.js";
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

  /**
   * A function that does what this one does, and whose prints and displays appear here, at every call: for listeners. With
   * `clear` each call takes away what the one before has left, with `wait` only when something new comes.
   */
  capturing<Args extends unknown[], Result>(
    task: (...args: Args) => Result,
    { clear = false, wait = false }: { readonly clear?: boolean; readonly wait?: boolean } = {},
  ): (...args: Args) => Result {
    return (...args) => {
      if (clear) this.clearOutput({ wait });
      return this.capture(() => task(...args));
    };
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

  /**
   * Adds a value as a cell would show it, from wherever it is called. Resolves when it is there, which is at once for what
   * needs no time. Rejects with, or throws, what the
   * value's own display method does.
   */
  appendDisplayData(value: unknown): Promise<void> {
    const append = (data: MimeBundle): void =>
      this.#append({ output_type: "display_data", data, metadata: {} });
    return quiet(rendered(value, append) ?? Promise.resolve());
  }

  #appendStream(name: "stdout" | "stderr", text: string): void {
    this.#append({ output_type: "stream", name, text });
  }

  #append(output: Readonly<Record<string, unknown>>): void {
    this.outputs = [...this.outputs, output];
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
