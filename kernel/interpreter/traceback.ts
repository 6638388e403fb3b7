import { inspect } from "node:util";
import { isRonchiError } from "#core/errors.js";
import type { CellError } from "../wire/link.js";
import type { CellSources } from "./cellSources.js";
import { CellSyntaxError } from "./parse.js";
import type { Position } from "./position.js";

/** Lines of code shown before and after the line at fault. */
const context = 2;
const frameInCell = /In\[([^\]]+)\]:(\d+):(\d+)/;

/** What a front end shows for something that was thrown. `cell` is the name of the cell that runs. */
export function describeError(thrown: unknown, cell: string, sources: CellSources): CellError {
  if (!isErrorLike(thrown)) {
    const evalue = inspect(thrown);
    return { ename: "Uncaught", evalue, traceback: [`Uncaught: ${evalue}`] };
  }
  const ename = thrown.name || "Error";
  return { ename, evalue: thrown.message, traceback: traceback(thrown, cell, sources, new Set()) };
}

function isErrorLike(value: unknown): value is Error {
  // Not instanceof: an error from another realm or a rejected DOMException is one as well.
  return (
    value instanceof Error ||
    (typeof value === "object" && value !== null && "message" in value && "name" in value)
  );
}

function traceback(error: Error, cell: string, sources: CellSources, seen: Set<unknown>): string[] {
  seen.add(error);
  const lines = [`${error.name || "Error"}: ${error.message}`];
  const syntaxAt = syntaxPosition(error);
  if (syntaxAt !== undefined) lines.push(...excerpt(sources, cell, syntaxAt));
  else lines.push(...runtimePlaces(error, sources));
  const { cause, errors } = error as Error & { errors?: unknown };
  for (const inner of Array.isArray(errors) ? errors : [])
    lines.push(...nested("Error", inner, cell, sources, seen));
  // A RonchiError says everything in its own sentence; what a library below it threw is one line.
  if (isRonchiError(error) && isErrorLike(cause))
    lines.push("", `Caused by: ${cause.name}: ${cause.message}`);
  else if (cause !== undefined) lines.push(...nested("Caused by", cause, cell, sources, seen));
  return lines;
}

function nested(
  title: string,
  inner: unknown,
  cell: string,
  sources: CellSources,
  seen: Set<unknown>,
): string[] {
  if (seen.has(inner)) return [];
  if (!isErrorLike(inner)) return ["", `${title}: ${inspect(inner)}`];
  const [first, ...rest] = traceback(inner, cell, sources, seen);
  return ["", `${title}: ${first}`, ...rest];
}

/** Where the parser stopped: TypeScript's, or V8's for what only V8 refuses ("In[3]:2" heads its stack). */
function syntaxPosition(error: Error): Position | undefined {
  if (error instanceof CellSyntaxError) return error.position;
  if (error.name !== "SyntaxError") return undefined;
  const head = /^In\[[^\]]+\]:(\d+)\n.*\n( *)\^/.exec(error.stack ?? "");
  return head === null ? undefined : { line: Number(head[1]), column: (head[2] as string).length + 1 };
}

function runtimePlaces(error: Error, sources: CellSources): string[] {
  const frames = userFrames(error, sources);
  const first = frames.map((frame) => frameInCell.exec(frame)).find((match) => match !== null);
  const place = first && { line: Number(first[2]), column: Number(first[3]) };
  return [...(place ? excerpt(sources, first[1] as string, place) : []), ...frames];
}

/** The stack without the kernel's own frames, with the positions of the user's text. */
function userFrames(error: Error, sources: CellSources): string[] {
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  // What called the outermost cell is the kernel.
  const called = frames.slice(
    0,
    frames.findLastIndex((frame) => frameInCell.test(frame)) + 1 || frames.length,
  );
  const wanted = called.filter((frame) =>
    isRonchiError(error) ? frameInCell.test(frame) : !isKernelFrame(frame),
  );
  return wanted.flatMap((frame) => relocate(frame, sources));
}

const ownFolder = new URL(".", import.meta.url).href;

function isKernelFrame(frame: string): boolean {
  return frame.includes(ownFolder) || /\((?:node:|<anonymous>\))|at node:|node:internal/.test(frame);
}

/** A frame with the position in the user's text; none for the wrapper around the cell. */
function relocate(frame: string, sources: CellSources): string[] {
  const match = frameInCell.exec(frame);
  if (match === null) return [frame];
  const cell = match[1] as string;
  const place = sources.locate(cell, { line: Number(match[2]), column: Number(match[3]) });
  return place === undefined ? [] : [frame.replace(frameInCell, `In[${cell}]:${place.line}:${place.column}`)];
}

function excerpt(sources: CellSources, cell: string, { line, column }: Position): string[] {
  const code = sources.code(cell)?.split("\n");
  if (code === undefined || line > code.length) return [];
  const from = Math.max(1, line - context);
  const shown = code.slice(from - 1, line + context);
  const width = String(from + shown.length - 1).length;
  const lines = shown.flatMap((text, i) => {
    const number = from + i;
    const head = `${number === line ? ">" : " "} ${String(number).padStart(width)} | `;
    return number === line ? [head + text, `${" ".repeat(head.length + column - 1)}^`] : [head + text];
  });
  return ["", `In[${cell}]:${line}:${column}`, ...lines, ""];
}
