/** Names behind `%`, each with its help: the rest of the line is their argument. */
export const lineMagicHelp = {
  cd: "%cd folder: the current folder, where paths of files are read from. Without a folder it goes home.",
  env: "%env, %env NAME, %env NAME=value: the variables of the environment, one of them, or sets one.",
  load: "%load file: the text of a file takes the place of the cell.",
  lsmagic: "%lsmagic: lists the magics.",
  npm: "%npm install package: installs a package beside the notebook; it can be imported at once.",
  pwd: "%pwd: the current folder.",
  time: "%time code: runs it once and prints how long it took.",
  timeit: "%timeit code: runs it many times and prints mean and standard deviation of a pass.",
  typecheck:
    "%typecheck off|warn|strict: type errors are not shown, shown beside the run, or keep the cell from running.",
  who: "%who: what cells have declared, by name and kind.",
} as const;

/** Names behind `%%` at the head of a cell, each with its help: the rest of the cell is theirs. */
export const cellMagicHelp = {
  bash: "%%bash: the cell is a script of the shell.",
  html: "%%html: the cell is shown as HTML.",
  javascript: "%%javascript: the cell runs in the browser.",
  js: "%%js: the cell runs in the browser.",
  latex: "%%latex: the cell is shown as LaTeX.",
  markdown: "%%markdown: the cell is shown as Markdown.",
  sh: "%%sh: the cell is a script of the shell.",
  svg: "%%svg: the cell is shown as SVG.",
  time: "%%time: runs the cell and prints how long it took.",
  timeit: "%%timeit: runs the cell many times and prints mean and standard deviation of a pass.",
  writefile: "%%writefile [-a] file: the cell is written to a file, with -a behind what is there.",
} as const;

export type LineMagicName = keyof typeof lineMagicHelp;
export type CellMagicName = keyof typeof cellMagicHelp;

/** Cell magics whose cell is TypeScript. */
export const timedCells: ReadonlySet<string> = new Set<CellMagicName>(["time", "timeit"]);

/** The help of "%name" or "%%name"; undefined when there is no such magic. */
export function magicHelp(command: string): string | undefined {
  const help: Readonly<Record<string, string>> = command.startsWith("%%") ? cellMagicHelp : lineMagicHelp;
  const name = command.replace(/^%%?/, "");
  return Object.hasOwn(help, name) ? help[name] : undefined;
}
