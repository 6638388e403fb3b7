import type { Shower } from "../display/shower.js";
import type { ToWire } from "../wire/link.js";
import { CellRunner } from "./cellRunner.js";
import { Interpreter } from "./interpreter.js";
import { createModuleLoader, type RunningModules } from "./moduleLoader.js";
import { currentWork, runAs } from "./work.js";

export interface CellRunnerInit {
  /** Folder of the notebook: imports of cells resolve from here. */
  readonly folder: string;
  readonly runningModules: RunningModules;
  readonly shower: Shower;
  post(message: ToWire): void;
}

/** Makes the runner of cells; this module brings the compiler with it. */
export function createCellRunner({ folder, runningModules, shower, post }: CellRunnerInit): CellRunner {
  const interpreter = new Interpreter(createModuleLoader(folder, runningModules));
  printLateErrors(interpreter);
  return new CellRunner({ interpreter, shower, post });
}

/** What a timer throws or a promise rejects with after its cell ended is printed there, and never ends the kernel. */
function printLateErrors(interpreter: Interpreter): void {
  const print = (title: string) => (thrown: unknown) => {
    const work = currentWork();
    const lines = [`${title} ${interpreter.describe(thrown).traceback.join("\n")}`];
    runAs(work, () => process.stderr.write(`${lines.join("\n")}\n`));
  };
  process.on("uncaughtException", print("Uncaught"));
  process.on("unhandledRejection", print("Unhandled rejection:"));
}
