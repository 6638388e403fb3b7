import type { CellError } from "../wire/link.js";

const evalue = "the cell was stopped; all variables are kept";

/** What a cell ends with that the user interrupted. */
export const interruptError: CellError = {
  ename: "Interrupted",
  evalue,
  traceback: [`Interrupted: ${evalue}`],
};
