import { helpers } from "../interpreter/helpers.js";
import { isComplete } from "../interpreter/isComplete.js";
import { magicHelp, timedCells } from "./magicNames.js";

/** A line of a cell, or all of it, that is a command to the kernel. */
interface MagicCall {
  /** As `doMagic` in magics.ts takes it: "%time", "%%html", "!" or "?". */
  readonly command: string;
  readonly argument: string;
  /** What stands below a `%%` line. */
  readonly body?: string;
  /** Range in the cell that TypeScript does not see. */
  readonly start: number;
  readonly end: number;
}

/** The cell with calls in place of its magics: what runs. Lines stay where they are. */
export function callMagics(code: string): string {
  const whole = cellMagic(code);
  if (whole !== undefined) return call(whole);
  return replaceMagics(code, magicLines(code), call);
}

/** The cell with spaces in place of its magics: what TypeScript reads. Every position stays. */
export function blankMagics(code: string): string {
  const whole = cellMagic(code);
  const magics = whole === undefined ? magicLines(code) : [whole];
  return replaceMagics(code, magics, ({ start, end }) => code.slice(start, end).replace(/[^\n]/g, " "));
}

function call({ command, argument, body }: MagicCall): string {
  const parts = [command, argument, ...(body === undefined ? [] : [body])].map((part) =>
    JSON.stringify(part),
  );
  return `;await ${helpers.magic}(${parts.join()});`;
}

function replaceMagics(
  code: string,
  magics: readonly MagicCall[],
  replacement: (magic: MagicCall) => string,
): string {
  return magics.reduceRight(
    (text, magic) => text.slice(0, magic.start) + replacement(magic) + text.slice(magic.end),
    code,
  );
}

export function isCellMagic(code: string): boolean {
  return cellMagic(code) !== undefined;
}

/** `%%name` on the first line that is not blank; one that there is not says so when it runs. */
function cellMagic(code: string): MagicCall | undefined {
  const match = /^(\s*)%%(\w+)\b(.*)(?:\n|$)/.exec(code);
  if (match === null) return undefined;
  const [head, indent = "", name = "", argument = ""] = match;
  const end = timedCells.has(name) ? head.trimEnd().length : code.length;
  const body = code.slice(head.length);
  return { command: `%%${name}`, argument: argument.trim(), body, start: indent.length, end };
}

const lineForms: readonly {
  readonly form: RegExp;
  read(match: RegExpExecArray): Pick<MagicCall, "command" | "argument"> | undefined;
}[] = [
  // Not `!(…)`, `![…]` or `!name;`, which are TypeScript.
  { form: /^!([\w./~-]+(?:[ \t].*)?)$/, read: ([, command = ""]) => shellCommand(command) },
  {
    form: /^(\?\??)(%{0,2}[\w$.]+)$/,
    read: ([, marks = "", name = ""]) => ({ command: marks, argument: name }),
  },
  {
    form: /^(%{0,2}[A-Za-z_$][\w$.]*)(\?\??)$/,
    read: ([, name = "", marks = ""]) => ({ command: marks, argument: name }),
  },
  {
    form: /^%([a-z]\w*)\b(.*)$/,
    read: ([, name = "", rest = ""]) =>
      magicHelp(`%${name}`) === undefined ? undefined : { command: `%${name}`, argument: rest.trim() },
  },
];

/** What begins an expression rather than the name of a program. */
const expression =
  /^(?:await|typeof|void|new|delete|this|function|class|async)\b|^[\w$.]+\s*(?:$|[;&|=<>?,]|instanceof\b|in\b)/;
/** Programs that people call without an argument. */
const bareCommands = new Set(["date", "env", "ls", "pwd", "whoami"]);

/** `!ready` and `!ready && go()` are TypeScript; a name with an argument behind it, or a path, is a program. */
function shellCommand(command: string): Pick<MagicCall, "command" | "argument"> | undefined {
  return expression.test(command) && !bareCommands.has(command)
    ? undefined
    : { command: "!", argument: command };
}

/** Lines where a statement may begin: not within a template, a comment or brackets. */
function magicLines(code: string): MagicCall[] {
  const found: MagicCall[] = [];
  let start = 0;
  for (const line of code.split("\n")) {
    const read = readLine(line, code.slice(0, start));
    // Behind the magic before this one: that one began a statement, so this is not inside anything older.
    if (
      read !== undefined &&
      mayBegin(code.slice(found.at(-1)?.end ?? 0, start)) &&
      mayEnd(read, code, start + line.length)
    )
      found.push({ ...read, start, end: start + line.length });
    start += line.length + 1;
  }
  return found;
}

function readLine(line: string, before: string): Pick<MagicCall, "command" | "argument"> | undefined {
  for (const { form, read } of lineForms) {
    const match = form.exec(line.trimEnd());
    if (match !== null) return read(match) ?? unknownMagic(line, before);
  }
  return undefined;
}

/** At the head of a cell `%name` can't be a remainder: what it asks is not there, and says so when it runs. */
function unknownMagic(line: string, before: string): Pick<MagicCall, "command" | "argument"> | undefined {
  const command = /^%\w+/.exec(line)?.[0];
  return command === undefined || before.trim() !== "" ? undefined : { command, argument: "" };
}

/** `ready?` may also be the head of a conditional expression on several lines. */
function mayEnd({ command }: Pick<MagicCall, "command">, code: string, end: number): boolean {
  return !command.startsWith("?") || code.slice(end).trim() === "";
}

function mayBegin(before: string): boolean {
  return before.trim() === "" || isComplete(before).status === "complete";
}
