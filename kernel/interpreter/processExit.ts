/** Ends the kernel. Cells have another `process.exit`. */
export const endProcess: (code: number) => never = process.exit.bind(process);

/** The end of a cell that called `process.exit`. */
class ProcessExit extends Error {
  override readonly name = "ProcessExit";
  constructor(code: unknown) {
    super(`process.exit(${code ?? ""}) ends the cell; the kernel goes on, and its variables are kept`);
  }
}

/** As `sys.exit()` in Python's kernel: what is behind it does not run, but a library that gives up takes nothing along. */
export function keepKernelOnExit(): void {
  process.exit = (code) => {
    throw new ProcessExit(code);
  };
}
