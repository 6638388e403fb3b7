import { findSourceMap } from "node:module";
import { fileURLToPath } from "node:url";
import type { CellSources } from "./cellSources.js";

const frameInCell = /In\[([^\]]+)\]:(\d+):(\d+)/;
const fileUrl = /file:\/\/[^\s()]*(?=:\d+:\d+\)?$)/;
/** Errors whose `stack` is as the user shall see it. */
const prepared = new WeakSet<object>();

/** From now on the `stack` of every error, also one that is printed, ends in the cell and has the positions of the user's text. */
export function installStackTraces(sources: CellSources): void {
  Error.prepareStackTrace = (error, sites) => {
    prepared.add(error);
    const frames = ownFrames(sites.map(frameOf), sources);
    return [headOf(error), ...frames].join("\n");
  };
}

/** The frames of an error in the user's text and in what it called, not those of the kernel that called the cell. */
export function framesOf(error: Error, sources: CellSources): string[] {
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return prepared.has(error) ? frames : ownFrames(frames, sources);
}

/** What fails before or while a module is loaded has no frame in a cell: there it failed where `from` was made. */
export function continueStack(error: Error, from: Error): void {
  const frames = (from.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  if (frameInCell.test(error.stack ?? "")) return;
  const value = [error.stack ?? headOf(error), ...frames].join("\n");
  // Node 22 and newer make the stack of what fails in a module hook read-only.
  Object.defineProperty(error, "stack", { value, writable: true, configurable: true });
  if (prepared.has(from)) prepared.add(error);
}

/** The cell, line and column of a frame; undefined outside of cells. */
export function placeInCell(
  frame: string,
): { readonly cell: string; readonly line: number; readonly column: number } | undefined {
  const match = frameInCell.exec(frame);
  return match === null
    ? undefined
    : { cell: match[1] as string, line: Number(match[2]), column: Number(match[3]) };
}

function ownFrames(frames: readonly string[], sources: CellSources): string[] {
  const below = frames.findLastIndex((frame) => frameInCell.test(frame)) + 1;
  return frames.slice(0, below || frames.length).flatMap((frame) => relocate(frame, sources));
}

/** A frame with the position in the user's text, or the path of a file; none for the wrapper around the cell. */
function relocate(frame: string, sources: CellSources): string[] {
  const at = placeInCell(frame);
  if (at === undefined) return [frame.replace(fileUrl, pathOf)];
  const place = sources.locate(at.cell, at);
  return place === undefined
    ? []
    : [frame.replace(frameInCell, () => `In[${at.cell}]:${place.line}:${place.column}`)];
}

function headOf(error: Error): string {
  try {
    // Not its own toString: console.trace makes a stack of what is no Error.
    return Error.prototype.toString.call(error);
  } catch {
    // An error whose own name or message throws has no head, as in V8.
    return "<error>";
  }
}

/** As V8 writes it; a module that was compiled has the position in its source, as in Node. */
function frameOf(site: NodeJS.CallSite): string {
  const frame = `    at ${site}`;
  const file = site.getFileName();
  const [line, column] = [site.getLineNumber(), site.getColumnNumber()];
  if (file === null || file === undefined || line === null || column === null) return frame;
  const entry = findSourceMap(file)?.findEntry(line - 1, column - 1);
  if (entry === undefined || !("originalSource" in entry)) return frame;
  const { originalSource, originalLine, originalColumn } = entry;
  return frame.replace(
    `${file}:${line}:${column}`,
    () => `${pathOf(originalSource)}:${originalLine + 1}:${originalColumn + 1}`,
  );
}

function pathOf(source: string): string {
  return source.startsWith("file:") ? fileURLToPath(source) : source;
}
