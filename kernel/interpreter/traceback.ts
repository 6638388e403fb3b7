import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { isRonchiError } from "#core/errors.js";
import type { CellError } from "../wire/link.js";
import { cyan, red } from "./ansi.js";
import type { CellSources } from "./cellSources.js";
import { excerpt } from "./excerpt.js";
import { CellSyntaxError } from "./parse.js";
import type { Position } from "./position.js";
import { framesOf, placeInCell } from "./stackTraces.js";

/** What a front end shows for something that was thrown. `cell` is the name of the cell that runs. */
export function describeError(thrown: unknown, cell: string, sources: CellSources): CellError {
  if (!isErrorLike(thrown)) {
    const evalue = inspect(thrown);
    return { ename: "Uncaught", evalue, traceback: [`${red("Uncaught")}: ${evalue}`] };
  }
  const traced = traceback(thrown, cell, sources, new Set());
  return { ename: nameOf(thrown), evalue: thrown.message, traceback: traced };
}

function isErrorLike(value: unknown): value is Error {
  // Not instanceof: an error from another realm or a rejected DOMException is one as well.
  return (
    value instanceof Error ||
    (typeof value === "object" && value !== null && "message" in value && "name" in value)
  );
}

/** A subclass of Error seldom gives itself a name. */
function nameOf(error: Error): string {
  return (error.name === "Error" ? error.constructor?.name : error.name) || "Error";
}

function traceback(error: Error, cell: string, sources: CellSources, seen: Set<unknown>): string[] {
  seen.add(error);
  const lines = [`${red(nameOf(error))}: ${error.message}`, ...details(error)];
  const syntaxAt = syntaxPosition(error, cell, sources);
  if (syntaxAt !== undefined) lines.push(...cellExcerpt(sources, cell, syntaxAt));
  else lines.push(...runtimePlaces(error, sources));
  const { cause, errors } = error as Error & { errors?: unknown };
  for (const [i, inner] of (Array.isArray(errors) ? errors : []).entries())
    lines.push(...nested(`errors[${i}]`, inner, cell, sources, seen));
  // A RonchiError says everything in its own sentence; what a library below it threw is one line.
  if (isRonchiError(error) && isErrorLike(cause))
    lines.push("", `Caused by: ${cause.name}: ${cause.message}`);
  else if (cause !== undefined) lines.push(...nested("Caused by", cause, cell, sources, seen));
  return lines;
}

/** What an error says in properties of its own, such as `code`; objects in them may be endless. */
function details(error: Error): string[] {
  if (isRonchiError(error) || error instanceof CellSyntaxError) return [];
  const own = Object.entries(error).filter(
    ([name, value]) =>
      !["name", "message", "stack"].includes(name) && !["object", "function"].includes(typeof value),
  );
  return own.length === 0
    ? []
    : [inspect(Object.fromEntries(own), { breakLength: Number.POSITIVE_INFINITY })];
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
function syntaxPosition(error: Error, cell: string, sources: CellSources): Position | undefined {
  if (error instanceof CellSyntaxError) return error.position;
  if (error.name !== "SyntaxError") return undefined;
  const head = /^In\[[^\]]+\]:(\d+)\n(.*)\n( *)\^/.exec(error.stack ?? "");
  if (head === null) return undefined;
  const [, line, text, before] = head as unknown as [string, string, string, string];
  // V8's mark counts what the interpreter wrote in front of the first line.
  const added = line === "1" ? (/^.*?"use strict";/.exec(text)?.[0].length ?? 0) : 0;
  const position = { line: Number(line), column: before.length + 1 - added };
  return sources.locate(cell, position) ?? position;
}

/** The code where it happened: of the innermost frame in a cell, and before it of one in a module beside the notebook. */
function runtimePlaces(error: Error, sources: CellSources): string[] {
  const frames = userFrames(error, sources);
  const at = frames.findIndex((frame) => placeInCell(frame) !== undefined);
  const inModule = frames.slice(0, at < 0 ? undefined : at).find((frame) => inLocalFile.test(frame));
  const place = at < 0 ? undefined : placeInCell(frames[at] as string);
  return [
    // The excerpt that follows begins with an empty line as well.
    ...(inModule ? moduleExcerpt(inModule).slice(0, place && -1) : []),
    ...(place ? cellExcerpt(sources, place.cell, place) : []),
    ...frames.map(paintFrame),
  ];
}

function cellExcerpt(sources: CellSources, cell: string, position: Position): string[] {
  return excerpt(`In[${cell}]`, sources.code(cell), position);
}

/** Path, line and column of a frame outside of packages. */
const inLocalFile = /\s\(?((?:\/|[A-Za-z]:\\)(?!.*[\\/]node_modules[\\/])[^()]*):(\d+):(\d+)\)?$/;

function moduleExcerpt(frame: string): string[] {
  const [, path, line, column] = inLocalFile.exec(frame) as unknown as [string, string, string, string];
  try {
    return excerpt(path, readFileSync(path, "utf8"), { line: Number(line), column: Number(column) });
  } catch {
    // A file that is not there any more: its frame still says where it was.
    return [];
  }
}

function userFrames(error: Error, sources: CellSources): string[] {
  return framesOf(error, sources).filter((frame) =>
    isRonchiError(error) ? placeInCell(frame) !== undefined : !isKernelFrame(frame),
  );
}

const ownFolder = new URL("..", import.meta.url);
/** As V8 writes it, and as stackTraces.ts does. */
const ownPlaces = [ownFolder.href, fileURLToPath(ownFolder)];

function isKernelFrame(frame: string): boolean {
  return (
    ownPlaces.some((place) => frame.includes(place)) ||
    /\((?:node:|<anonymous>\))|at node:|node:internal/.test(frame)
  );
}

function paintFrame(frame: string): string {
  return frame.replace(/In\[[^\]]+\]:\d+:\d+/, cyan);
}
