import { helpers } from "./helpers.js";
import { isComplete } from "./isComplete.js";
import { magics } from "./magics.js";

/** A line of a cell that is a command to the kernel: `%typecheck strict`. */
interface MagicLine {
  readonly name: string;
  readonly argument: string;
  /** Range of the line in the cell. */
  readonly start: number;
  readonly end: number;
}

/** The cell with calls in place of its magic lines: what runs. Lines stay where they are. */
export function callMagics(code: string): string {
  return replaceMagics(
    code,
    ({ name, argument }) => `;await ${helpers.magic}(${JSON.stringify(name)},${JSON.stringify(argument)});`,
  );
}

/** The cell with spaces in place of its magic lines: what TypeScript reads. Every position stays. */
export function blankMagics(code: string): string {
  return replaceMagics(code, ({ start, end }) => " ".repeat(end - start));
}

function replaceMagics(code: string, replacement: (line: MagicLine) => string): string {
  return magicLines(code).reduceRight(
    (text, line) => text.slice(0, line.start) + replacement(line) + text.slice(line.end),
    code,
  );
}

/** Lines of `%` and a known name, where a statement may begin: not within a template, a comment or brackets. */
function magicLines(code: string): MagicLine[] {
  const found: MagicLine[] = [];
  for (const { 0: line, 1: name = "", 2: rest = "", index } of code.matchAll(/^%([a-z]\w*)\b(.*)$/gm)) {
    // Behind the magic line before this one: that one began a statement, so this is not inside anything older.
    const before = code.slice(found.at(-1)?.end ?? 0, index);
    if (!Object.hasOwn(magics, name) || !mayBegin(before)) continue;
    found.push({ name, argument: rest.trim(), start: index, end: index + line.length });
  }
  return found;
}

function mayBegin(before: string): boolean {
  return before.trim() === "" || isComplete(before).status === "complete";
}
