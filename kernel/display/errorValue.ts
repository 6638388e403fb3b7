import { stripVTControlCharacters } from "node:util";
import { isRonchiError, type RonchiError } from "#core/errors.js";
import { htmlTable } from "./htmlTable.js";
import type { MimeBundle } from "./mimeBundle.js";
import { plainText } from "./plainText.js";

/** An error that is a value and was not thrown, or was caught. */
export function describeErrorValue(error: Error): MimeBundle {
  return isRonchiError(error)
    ? describeRonchiError(error)
    : { "text/plain": withoutKernelFrames(plainText(error)) };
}

/** Its parts, without the stack: it is about data and arguments, not about code. */
function describeRonchiError(error: RonchiError): MimeBundle {
  const { code, subject, found, expected, remedy } = error;
  const parts = { code, subject, found, expected, remedy, ...causeOf(error) };
  return {
    "text/plain": stripVTControlCharacters(`RonchiError (${code}) ${error.message}`),
    "text/html": htmlTable(["RonchiError", ""], Object.entries(parts)),
  };
}

function causeOf({ cause }: RonchiError): { cause?: string } {
  if (cause === undefined) return {};
  return { cause: cause instanceof Error ? `${cause.name}: ${cause.message}` : plainText(cause) };
}

const frame = /^\s+at /;

/** What called the cell is the kernel: of each stack the frames below the last one of a cell are left out. */
function withoutKernelFrames(text: string): string {
  const lines = text.split("\n");
  return lines.filter((line, i) => !frame.test(line) || isOfCell(lines, i)).join("\n");
}

/** Whether this frame, one below it in the same stack, or none at all is in a cell. */
function isOfCell(lines: readonly string[], at: number): boolean {
  const begin = lines.findLastIndex((line, i) => i < at && !frame.test(line)) + 1;
  const end = lines.findIndex((line, i) => i > at && !frame.test(line));
  const stack = lines.slice(begin, end < 0 ? undefined : end);
  const last = stack.findLastIndex((line) => /In\[[^\]]+\]/.test(line));
  return last < 0 || at - begin <= last;
}
