import { toOffset } from "../language/codePoints.js";
import { pathReply } from "../language/completePath.js";
import type { JsonObject } from "../wire/link.js";
import { timedCells } from "./magicNames.js";

/** What the shell ends a word at. */
const between = String.raw`\s'"|&;<>()`;
/** The word before the cursor, where it may be a path: behind a magic that takes one, behind a command, in a script. */
const word = `([^${between}]*)$`;
const pathMagic = new RegExp(String.raw`(?:^|\n)(?:%(?:cd|load)|%%writefile(?: -a)?)[ \t]+${word}`);
const command = new RegExp(String.raw`(?:^|\n)![^\n]*[${between}]${word}`);
const foreignCell = /^\s*%%(\w+)\b.*\n/;
const script = new RegExp(String.raw`^\s*%%(?:bash|sh)\b[^]*[${between}]${word}`);

/**
 * Content of complete_reply where a path is being written to a magic, from `folder`, and in a cell that is not
 * TypeScript; undefined elsewhere. `cursor` counts code points.
 */
export function completeMagicPath(code: string, cursor: number, folder: string): JsonObject | undefined {
  const at = toOffset(code, cursor);
  const before = code.slice(0, at);
  const written = (pathMagic.exec(before) ?? command.exec(before) ?? script.exec(before))?.[1];
  const path = written === undefined ? undefined : pathReply(code, at, written, folder);
  return path ?? (isForeign(before) || pathMagic.test(before) ? noMatches(cursor) : undefined);
}

function isForeign(before: string): boolean {
  const name = foreignCell.exec(before)?.[1];
  return name !== undefined && !timedCells.has(name);
}

function noMatches(cursor: number): JsonObject {
  return {
    ...{ status: "ok", matches: [], cursor_start: cursor, cursor_end: cursor },
    metadata: { _jupyter_types_experimental: [] },
  };
}
