import { type Completeness, isComplete } from "../interpreter/isComplete.js";
import { toCodePoints, toOffset } from "../language/codePoints.js";
import type { JsonObject } from "../wire/link.js";
import { cellMagicHelp, lineMagicHelp, magicHelp } from "./magicNames.js";
import { blankMagics, isCellMagic } from "./magicSyntax.js";

/** Whether a console should run a cell. The cell of a `%%` magic ends with a blank line, as in IPython. */
export function isCellComplete(code: string): Completeness {
  if (!isCellMagic(code)) return isComplete(blankMagics(code));
  return /\n[ \t]*$/.test(code) ? { status: "complete" } : { status: "incomplete", indent: "" };
}

/** Content of complete_reply where the name of a magic is being written; undefined elsewhere. `cursor` counts code points. */
export function completeMagic(code: string, cursor: number): JsonObject | undefined {
  const before = code.slice(0, toOffset(code, cursor));
  const written = /(?:^|\n)(%%?\w*)$/.exec(before)?.[1];
  if (written === undefined) return undefined;
  const atHead = before.trim() === written;
  const names = [
    ...Object.keys(lineMagicHelp).map((name) => `%${name}`),
    ...(atHead ? Object.keys(cellMagicHelp).map((name) => `%%${name}`) : []),
  ];
  const matches = names.filter((name) => name.startsWith(written));
  if (matches.length === 0) return undefined;
  const start = toCodePoints(code, before.length - written.length);
  const types = matches.map((text) => ({ text, type: "magic", signature: "", start, end: cursor }));
  return {
    status: "ok",
    matches,
    cursor_start: start,
    cursor_end: cursor,
    metadata: { _jupyter_types_experimental: types },
  };
}

/** Content of inspect_reply where the cursor is on the name of a magic; undefined elsewhere. */
export function inspectMagic(code: string, cursor: number): JsonObject | undefined {
  const at = toOffset(code, cursor);
  const lineStart = code.lastIndexOf("\n", at - 1) + 1;
  const name = /^%%?\w+/.exec(code.slice(lineStart))?.[0];
  if (name === undefined || at > lineStart + name.length) return undefined;
  const help = magicHelp(name);
  return help === undefined
    ? undefined
    : { status: "ok", found: true, data: { "text/plain": help }, metadata: {} };
}
