import type { Interpreter } from "./interpreter.js";
import { InterruptedError } from "./interruptedError.js";

/**
 * What a timer throws or a promise rejects with after its cell ended is printed in that cell's output (the work is
 * still current here), and never ends the kernel. What an interrupt ends needs no word.
 */
export function printLateErrors(interpreter: Interpreter): void {
  const print = (title: string) => (thrown: unknown) => {
    if (
      thrown instanceof InterruptedError ||
      (thrown as Error | undefined)?.cause instanceof InterruptedError
    )
      return;
    process.stderr.write(`${title} ${interpreter.describe(thrown).traceback.join("\n")}\n`);
  };
  process.on("uncaughtException", print("Uncaught"));
  process.on("unhandledRejection", print("Unhandled rejection:"));
}
