import { RonchiError } from "#core/errors.js";
import { helpPage } from "./helpPage.js";
import type { CellMagic, LineMagic, MagicHost } from "./magicHost.js";
import { type CellMagicName, type LineMagicName, magicHelp } from "./magicNames.js";
import { npm } from "./npm.js";
import { cd, env, load, who } from "./session.js";
import { bashCell, shellLine } from "./shell.js";
import { showAs } from "./show.js";
import { time, timeit } from "./timing.js";
import { typecheck } from "./typecheck.js";
import { writeFileCell } from "./writeFile.js";

const lineMagics: Readonly<Record<LineMagicName, LineMagic>> = {
  cd,
  env,
  load,
  lsmagic: (_argument, { print }) => print(`${listed()}\n`),
  npm,
  pwd: (_argument, { print }) => print(`${process.cwd()}\n`),
  time,
  timeit,
  typecheck,
  who,
};

const cellMagics: Readonly<Record<CellMagicName, CellMagic>> = {
  bash: bashCell,
  html: showAs("text/html"),
  javascript: showAs("application/javascript"),
  js: showAs("application/javascript"),
  latex: showAs("text/latex"),
  markdown: showAs("text/markdown"),
  sh: bashCell,
  svg: showAs("image/svg+xml"),
  // A line break in place of the `%%` line: lines of errors are those of the cell.
  time: (_argument, body, host) => time(`\n${body}`, host),
  timeit: (_argument, body, host) => timeit(`\n${body}`, host),
  writefile: writeFileCell,
};

/** Does a magic of a cell (magicSyntax.ts). @returns the value of the line */
export function doMagic(host: MagicHost, command: string, argument: string, body = ""): unknown {
  if (command === "!") return shellLine(argument, host);
  if (command.startsWith("?")) return helpPage(argument, command.length - 1, host);
  if (magicHelp(command) === undefined) throw unknownMagic(command);
  if (command.startsWith("%%")) return cellMagics[command.slice(2) as CellMagicName](argument, body, host);
  return lineMagics[command.slice(1) as LineMagicName](argument, host);
}

function unknownMagic(command: string): RonchiError {
  return new RonchiError({
    code: "unsupported",
    subject: "a magic of this kernel",
    found: command,
    expected: "one that %lsmagic lists",
    remedy: "Magics of IPython that are not listed have no counterpart here.",
  });
}

function listed(): string {
  const lines = Object.keys(lineMagics).map((name) => `%${name}`);
  const cells = Object.keys(cellMagics).map((name) => `%%${name}`);
  return [...lines, ...cells, "!command", "?name", "name?", "name??"].join("  ");
}
