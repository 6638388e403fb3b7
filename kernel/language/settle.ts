import ts from "typescript";
import { isRemote } from "../interpreter/modules/remoteModule.js";
import { offsetToPosition } from "../interpreter/position.js";
import type { CellLanguage } from "./cellLanguage.js";
import type { CellModule } from "./cellModules.js";
import type { CellDiagnostic } from "./messages.js";

/** What TypeScript has against a module, without what is no mistake in a notebook. */
export function diagnose(language: CellLanguage, module: CellModule): CellDiagnostic[] {
  const { file } = language.openModule(module);
  const program = language.program();
  const found = program.getSemanticDiagnostics(program.getSourceFile(file));
  return found
    .filter((diagnostic) => isMeant(diagnostic, module))
    .map((diagnostic) => toCell(diagnostic, module));
}

/**
 * Replaces a module by its declarations, where these say all there is to know (an inferred type may be one that
 * cannot be written down: then later cells go on looking at the cell itself).
 */
export function settle(language: CellLanguage, module: CellModule): void {
  const { file } = language.openModule(module);
  const program = language.program();
  const source = program.getSourceFile(file);
  let declarations: string | undefined;
  const write = (_: string, text: string): void => {
    declarations = text;
  };
  const { diagnostics } = program.emit(source, write, undefined, true);
  if (diagnostics.length === 0 && declarations !== undefined) language.replace(module, declarations);
}

/** `implicitly any` and other requests for annotations. */
const asksForAnnotation = (code: number): boolean => code >= 7000 && code < 8000;
/** Used before its declaration, or before it was assigned: not when an earlier cell has declared it too. */
const usedTooEarly = new Set([2448, 2449, 2450, 2454]);

/** What "https://…" exports is not known: it has type any. */
function isRemoteModule(code: number, specifier = ""): boolean {
  return code === 2307 && isRemote(specifier);
}

/** `import a = require("b")` in an ECMAScript module: a cell may. */
const allowed = new Set([1202]);

function isMeant(
  { category, code, start = 0, length = 0, file }: ts.Diagnostic,
  module: CellModule,
): boolean {
  if (allowed.has(code) || isRemoteModule(code, file?.text.slice(start + 1))) return false;
  if (category !== ts.DiagnosticCategory.Error || asksForAnnotation(code) || start < module.start)
    return false;
  return !(usedTooEarly.has(code) && module.redeclared.has(file?.text.slice(start, start + length) ?? ""));
}

function toCell(
  { code, start = 0, length = 0, messageText }: ts.Diagnostic,
  module: CellModule,
): CellDiagnostic {
  const offset = start - module.start;
  const { line, column } = offsetToPosition(module.code, offset);
  const excerpt = module.code.split("\n")[line - 1] ?? "";
  const message = ts.flattenDiagnosticMessageText(messageText, "\n");
  return { code, message, line, column, length: Math.min(length, excerpt.length - column + 1), excerpt };
}
