/** What a running kernel does with the output of the running cell. A script has none. */
export interface CellOutput {
  /** Takes away what was put out; with `wait` not before something new comes. */
  clear(wait: boolean): void;
  /** Shows a value, as `display` does: at once, or, where the value needs time, by the end of the promise. */
  show(value: unknown): Promise<void> | undefined;
  /** Prints what went wrong, with the lines of the cells that it came from. */
  showError(thrown: unknown): void;
  /** Whether a front end that draws widgets has said that it is there. */
  drawsWidgets(): boolean;
}

let installed: CellOutput | undefined;

/** Called once by the kernel's composition root. */
export function installCellOutput(output: CellOutput): void {
  installed = output;
}

export function cellOutput(): CellOutput | undefined {
  return installed;
}
