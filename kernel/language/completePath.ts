import { dirname } from "node:path";
import ts from "typescript";
import type { JsonObject } from "../wire/link.js";
import type { OpenCell } from "./cellLanguage.js";
import { toCodePoints } from "./codePoints.js";
import { filePaths } from "./filePaths.js";

/** Content of complete_reply for a path in a string of a cell (`open("data/|")`); undefined elsewhere. `at` is an offset in the cell. */
export function completePath(cell: OpenCell, code: string, at: number): JsonObject | undefined {
  const file = cell.service.getProgram()?.getSourceFile(cell.file);
  const literal = file === undefined ? undefined : stringAround(file, cell.start + at);
  if (literal === undefined) return undefined;
  const written = code.slice(literal.getStart() + 1 - cell.start, at);
  return pathReply(code, at, written, dirname(cell.file));
}

/** Content of complete_reply for a path of which `written` stands before `at`; undefined where no file continues it. */
export function pathReply(code: string, at: number, written: string, folder: string): JsonObject | undefined {
  const { names, replaced } = filePaths(written, folder);
  if (names.length === 0) return undefined;
  const range = { start: toCodePoints(code, at - replaced), end: toCodePoints(code, at) };
  return {
    status: "ok",
    matches: names,
    cursor_start: range.start,
    cursor_end: range.end,
    metadata: {
      _jupyter_types_experimental: names.map((text) => ({ text, type: "path", signature: "", ...range })),
    },
  };
}

/** The string that is being written at an offset; not the name of a module or a property, nor one with escapes. */
function stringAround(file: ts.SourceFile, at: number): ts.StringLiteralLike | undefined {
  const find = (node: ts.Node): ts.StringLiteralLike | undefined => {
    if (at <= node.getStart() || at > node.end) return undefined;
    return ts.isStringLiteralLike(node) ? node : ts.forEachChild(node, find);
  };
  const found = ts.forEachChild(file, find);
  if (found === undefined || isName(found)) return undefined;
  const isClosed = !(found as { isUnterminated?: boolean }).isUnterminated;
  if (isClosed && at === found.end) return undefined;
  return found.getText().includes("\\") ? undefined : found;
}

function isName({ parent }: ts.Node): boolean {
  return (
    ts.isElementAccessExpression(parent) ||
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isExternalModuleReference(parent)
  );
}
