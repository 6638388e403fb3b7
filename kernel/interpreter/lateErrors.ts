import type { Interpreter } from "./interpreter.js";

/**
 * What a timer throws or a promise rejects with after its cell ended is printed in that cell's output (the work is
 * still current here), and never ends the kernel.
 */
export function printLateErrors(interpreter: Interpreter): void {
  const print = (title: string) => (thrown: unknown) => {
    process.stderr.write(`${title} ${interpreter.describe(thrown).traceback.join("\n")}\n`);
  };
  process.on("uncaughtException", print("Uncaught"));
  process.on("unhandledRejection", print("Unhandled rejection:"));
}
