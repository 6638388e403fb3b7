/** Names behind `%`: the rest of the line is their argument. */
export const lineMagicNames = [
  "cd",
  "env",
  "load",
  "lsmagic",
  "npm",
  "time",
  "timeit",
  "typecheck",
  "who",
] as const;

/** Names behind `%%` at the head of a cell: the rest of the cell is theirs. */
export const cellMagicNames = [
  "bash",
  "html",
  "javascript",
  "js",
  "latex",
  "markdown",
  "sh",
  "svg",
  "time",
  "timeit",
] as const;

export type LineMagicName = (typeof lineMagicNames)[number];
export type CellMagicName = (typeof cellMagicNames)[number];

/** Cell magics whose cell is TypeScript. */
export const timedCells: ReadonlySet<string> = new Set<CellMagicName>(["time", "timeit"]);
