import ts from "typescript";
import { offsetToPosition, type Position } from "./position.js";

/** A cell that TypeScript cannot parse. */
export class CellSyntaxError extends Error {
  override readonly name = "SyntaxError";
  readonly position: Position;

  constructor(message: string, position: Position) {
    super(message);
    this.position = position;
  }
}

/** Appended while parsing, so that TypeScript sees a module and allows `await` at the top level. */
const moduleMark = "\nexport {};";

/** A parsed cell. `file.text` is the code with a mark behind it; `statements` are those of the cell. */
export interface ParsedCell {
  readonly code: string;
  readonly file: ts.SourceFile;
  readonly statements: readonly ts.Statement[];
}

/** Parses a cell as a module. Throws {@link CellSyntaxError}. */
export function parseCell(code: string, fileName = "cell.ts"): ParsedCell {
  const file = ts.createSourceFile(fileName, code + moduleMark, ts.ScriptTarget.ESNext, true);
  const [first] = parseDiagnostics(file);
  if (first !== undefined) {
    const message = ts.flattenDiagnosticMessageText(first.messageText, "\n");
    throw new CellSyntaxError(message, offsetToPosition(code, Math.min(first.start, code.length)));
  }
  return { code, file, statements: file.statements.slice(0, -1) };
}

/** The parser's own errors: there since TypeScript 1, only not in the declarations. */
export function parseDiagnostics(file: ts.SourceFile): readonly ts.DiagnosticWithLocation[] {
  return (file as unknown as { parseDiagnostics: readonly ts.DiagnosticWithLocation[] }).parseDiagnostics;
}
