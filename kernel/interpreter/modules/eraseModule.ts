import { blankSourceFile } from "ts-blank-space";
import ts from "typescript";
import { compiler } from "../compiler.js";
import { blank, Edits } from "../edits.js";
import { emitted, needsCompiler } from "../eraseTypes.js";
import { namesUsedAsValues } from "../names.js";
import { parseDiagnostics } from "../parse.js";
import { offsetToPosition } from "../position.js";
import { noSourceMap } from "../sourceMap.js";

/**
 * JavaScript of a TypeScript module beside the notebook. Types become spaces, so that every position stays; a module
 * with enums, decorators or JSX is compiled and carries a source map. `file` is its path, for messages.
 * @throws SyntaxError with file, line and column
 */
export function eraseModule(code: string, file: string): string {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.ESNext, true);
  const [first] = parseDiagnostics(source);
  if (first !== undefined) {
    const { line, column } = offsetToPosition(code, first.start);
    const message = ts.flattenDiagnosticMessageText(first.messageText, "\n");
    const error = new SyntaxError(`${message} (${file}:${line}:${column})`);
    // The module is at fault, not who reads it.
    error.stack = `${error}\n    at ${file}:${line}:${column}`;
    throw error;
  }
  let erasable = !needsCompiler(source);
  const erased = blankSourceFile(source, () => {
    erasable = false;
  });
  return erasable ? withoutTypeImports(source, erased) : compile(code, file);
}

function compile(code: string, fileName: string): string {
  return compiler().transpileModule(code, {
    fileName,
    compilerOptions: { ...emitted, inlineSourceMap: true, inlineSources: true },
  }).outputText;
}

/** TypeScript leaves out imports that no value uses: types have no value, and JavaScript would miss them. */
function withoutTypeImports(source: ts.SourceFile, erased: string): string {
  const values = namesUsedAsValues(source);
  const edits = new Edits();
  for (const statement of source.statements) {
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
    // A type-only import is blank already.
    if (clause === undefined || clause.phaseModifier === ts.SyntaxKind.TypeKeyword) continue;
    for (const [start, end] of unused(statement as ts.ImportDeclaration, clause, values))
      edits.replace(start, end, blank(erased.slice(start, end)));
  }
  return edits.apply(erased).text + noSourceMap;
}

type Range = readonly [start: number, end: number];

/** The whole import when nothing of it is used, otherwise the unused names between its braces. */
function unused(
  statement: ts.ImportDeclaration,
  clause: ts.ImportClause,
  values: ReadonlySet<string>,
): Range[] {
  const named = clause.namedBindings;
  const elements = named !== undefined && ts.isNamedImports(named) ? named.elements : [];
  const names = [clause.name, ...(named !== undefined && ts.isNamespaceImport(named) ? [named.name] : [])];
  const used = (name: ts.Identifier | undefined) => name !== undefined && values.has(name.text);
  if (!names.some(used) && !elements.some(({ name }) => used(name)))
    return [[statement.getStart(), statement.end]];
  return elements.flatMap((element, i): Range[] =>
    used(element.name) || element.isTypeOnly
      ? []
      : [[element.getStart(), elements[i + 1]?.getStart() ?? element.end]],
  );
}
