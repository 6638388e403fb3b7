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

/** A parsed cell. `file.text` is the code with a mark behind it; `statements` are those of the cell. A cell with JSX is "cell.tsx". */
export interface ParsedCell {
  readonly code: string;
  readonly file: ts.SourceFile;
  readonly statements: readonly ts.Statement[];
}

/** Parses a cell as a module. What only makes sense with JSX is JSX. Throws {@link CellSyntaxError}. */
export function parseCell(code: string, fileName = "cell.ts"): ParsedCell {
  const file = parseFile(code, fileName);
  const [first] = parseDiagnostics(file);
  if (first === undefined) {
    if (isCutShort(file)) throw syntaxError(code, "Statement expected.", code.trimEnd().length);
    return { code, file, statements: file.statements.slice(0, -1) };
  }
  if (fileName === "cell.ts" && mayBeJsx(code)) return parseCell(code, "cell.tsx");
  throw syntaxError(code, ts.flattenDiagnosticMessageText(first.messageText, "\n"), first.start);
}

/** The error of what TypeScript's parser or its checks refuse at an offset of a cell. */
export function syntaxError(code: string, message: string, offset: number): CellSyntaxError {
  return new CellSyntaxError(message, offsetToPosition(code, Math.min(offset, code.length)));
}

/** `if (a)` and `@decorator` with nothing behind them take the mark of a module for what they wait for. */
export function isCutShort(file: ts.SourceFile): boolean {
  const last = file.statements.at(-1);
  return last === undefined || !ts.isExportDeclaration(last) || last.modifiers !== undefined;
}

function parseFile(code: string, fileName: string): ts.SourceFile {
  return ts.createSourceFile(fileName, code + moduleMark, ts.ScriptTarget.ESNext, true);
}

/** Whether what cannot be read as it is can be read as JSX, or better: code that is being written has errors either way. */
export function isBetterAsJsx(code: string): boolean {
  if (!/<\/|\/>/.test(code)) return false;
  const errors = (fileName: string): number => parseDiagnostics(parseFile(code, fileName)).length;
  return errors("cell.tsx") < errors("cell.ts");
}

/** `<T>value` and generic arrows are no JSX; whatever has no errors as JSX is. */
function mayBeJsx(code: string): boolean {
  return code.includes("<") && parseDiagnostics(parseFile(code, "cell.tsx")).length === 0;
}

/** The parser's own errors: there since TypeScript 1, only not in the declarations. */
export function parseDiagnostics(file: ts.SourceFile): readonly ts.DiagnosticWithLocation[] {
  return (file as unknown as { parseDiagnostics: readonly ts.DiagnosticWithLocation[] }).parseDiagnostics;
}
