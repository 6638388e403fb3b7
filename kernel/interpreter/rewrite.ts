import ts from "typescript";
import { blank, Edits } from "./edits.js";
import { eraseTypes } from "./eraseTypes.js";
import { helpers } from "./helpers.js";
import { importCall } from "./importCall.js";
import { replaceImportRequire } from "./importRequire.js";
import { boundNames, namesUsedOnlyAsTypes } from "./names.js";
import { parseCell } from "./parse.js";
import { offsetToPosition, type Position, positionToOffset } from "./position.js";
import { refuseReturn } from "./strayReturn.js";

export interface RewrittenCell {
  /** Global names that the cell declares. */
  readonly names: readonly string[];
  /** Script that declares the cell's functions, everything else blanked; undefined when there are none. */
  readonly functions: string | undefined;
  /** Body of an async function; its value, if the cell has one, is returned in an array (so that a promise stays one). */
  readonly body: string;
  /** Of a cell that was compiled, for the debugger: from the lines of both scripts to those of the cell. */
  readonly sourceMap: string | undefined;
  /** A place in either script -> the place in the cell as the user wrote it; undefined behind its end. */
  locate(position: Position): Position | undefined;
}

/**
 * Turns a TypeScript cell into JavaScript whose declarations are globals that later cells see and may declare again.
 * Line breaks stay where they are. `jsx` says that the cell is TSX. Throws CellSyntaxError.
 */
export function rewriteCell(code: string, jsx = false): RewrittenCell {
  const cell = replaceImportRequire(parseCell(code, jsx ? "cell.tsx" : "cell.ts"));
  refuseReturn(cell);
  const erased = eraseTypes(cell);
  const { statements } = erased.parsed;
  const rewriter = new Rewriter(
    erased.javascript,
    erased.sourceMap !== undefined,
    namesUsedOnlyAsTypes(cell.file),
  );
  for (const statement of statements) rewriter.topLevel(statement);
  const last = hasValue(cell.statements.at(-1)) ? withinUsing(statements.at(-1)) : undefined;
  if (last !== undefined) rewriter.returnValue(last);
  // Kept as long as errors of the cell may be shown, and nothing of the parsed cell with it.
  const { toCell, sourceMap } = erased;
  return { ...rewriter.finish((offset) => offsetToPosition(code, toCell(offset))), sourceMap };
}

function hasValue(last: ts.Statement | undefined): boolean {
  return last !== undefined && (ts.isExpressionStatement(last) || ts.isExportAssignment(last));
}

/** A cell with `using` at its top level is compiled to a `try`, with all that stands behind it inside. */
function withinUsing(last: ts.Statement | undefined): ts.Statement | undefined {
  return last !== undefined && ts.isTryStatement(last) ? last.tryBlock.statements.at(-1) : last;
}

class Rewriter {
  readonly #javascript: string;
  readonly #compiled: boolean;
  readonly #typeNames: ReadonlySet<string>;
  readonly #body = new Edits();
  readonly #functions = new Edits();
  readonly #names = new Set<string>();
  readonly #functionRanges: { readonly start: number; readonly end: number }[] = [];

  constructor(javascript: string, compiled: boolean, typeNames: ReadonlySet<string>) {
    this.#javascript = javascript;
    this.#compiled = compiled;
    this.#typeNames = typeNames;
  }

  topLevel(node: ts.Statement): void {
    if (isAmbient(node)) return;
    if (ts.isImportDeclaration(node)) this.#import(node);
    else if (ts.isExportDeclaration(node)) this.#erase(this.#body, node.getStart(), node.end);
    else if (isNamelessDefault(node)) this.#nameless(node);
    else if (ts.isFunctionDeclaration(node)) this.#function(node);
    else {
      this.#eraseExport(node, this.#body);
      if (ts.isExportAssignment(node)) this.#exportedValue(node);
      else if (ts.isVariableStatement(node)) this.#variables(node.declarationList, node);
      else if (ts.isClassDeclaration(node)) this.#class(node);
      this.#inside(node, this.#body);
    }
  }

  /** The last statement's value is the value of the cell. */
  returnValue(last: ts.Statement): void {
    if (!ts.isExpressionStatement(last) && !ts.isExportAssignment(last)) return;
    const { expression } = last;
    const start = expression.getStart();
    this.#body.insertFirst(start, "return [(");
    if (ts.isExpressionStatement(last)) this.#unterminate(start, expression.end);
    this.#body.insert(expression.end, ")]");
  }

  finish(toCell: (offset: number) => Position): Omit<RewrittenCell, "sourceMap"> {
    const javascript = this.#javascript;
    const body = this.#body.apply(javascript);
    const ranges = this.#functionRanges;
    this.#erase(this.#functions, ranges.at(-1)?.end ?? 0, javascript.length);
    const functions = this.#functions.apply(javascript);
    const lines = body.text.split("\n").length;
    return {
      names: [...this.#names],
      functions: ranges.length > 0 ? functions.text : undefined,
      body: body.text,
      locate(position) {
        // Both scripts have the cell's name; what one of them runs is blank in the other.
        const at = functions.toOriginal(positionToOffset(functions.text, position));
        const inFunction = ranges.some(({ start, end }) => at >= start && at < end);
        if (position.line > lines) return undefined;
        return toCell(inFunction ? at : body.toOriginal(positionToOffset(body.text, position)));
      },
    };
  }

  #import(node: ts.ImportDeclaration): void {
    const call = importCall(node, this.#typeNames);
    for (const name of call.names) this.#names.add(name);
    const breaks = this.#javascript.slice(node.getStart(), node.end).replace(/[^\n]/g, "");
    this.#body.replace(node.getStart(), node.end, call.code + breaks);
  }

  /** Functions run in a script of their own: hoisted, global, and seen by the functions of earlier cells. */
  #function(node: ts.FunctionDeclaration): void {
    if (node.body === undefined || node.name === undefined) return;
    const start = node.getStart();
    this.#erase(this.#functions, this.#functionRanges.at(-1)?.end ?? 0, start);
    this.#eraseExport(node, this.#functions);
    this.#inside(node, this.#functions);
    this.#functionRanges.push({ start, end: node.end });
    this.#erase(this.#body, start, node.end);
    this.#names.add(node.name.text);
  }

  /**
   * `const a = 1, { b } = o` becomes `!(   a = 1, { b } = o)`: the bracket makes a destructuring an expression, and
   * `!` cannot be read as the continuation of a line without semicolon, as a bracket alone would be.
   */
  #variables(list: ts.VariableDeclarationList, statement: ts.VariableStatement): void {
    const keywordEnd = list.getStart() + (list.flags & ts.NodeFlags.Const ? "const" : "let").length;
    this.#body.overwrite(list.getStart(), keywordEnd, "!(");
    this.#declarators(list, (list.flags & ts.NodeFlags.Let) !== 0 || this.#compiled);
    this.#unterminate(keywordEnd, list.end);
    const ended = this.#javascript.slice(list.end, statement.end).includes(";");
    this.#body.insert(list.end, ended ? ")" : ");");
  }

  /** `let x` starts undefined each time; `var x` keeps what it has, as in JavaScript. */
  #declarators(list: ts.VariableDeclarationList, resets: boolean): void {
    for (const declaration of list.declarations) {
      for (const name of boundNames(declaration.name)) this.#names.add(name);
      if (declaration.initializer === undefined && resets) this.#body.insert(declaration.name.end, "=void 0");
    }
  }

  /** `export default { a: 1 }` is an expression also where it is not the last. */
  #exportedValue({ expression }: ts.ExportAssignment): void {
    const start = expression.getStart();
    this.#body.overwrite(expression.parent.getStart(), start, ";");
    this.#body.insert(start, "(");
    this.#unterminate(start, expression.end);
    this.#body.insert(expression.end, ")");
  }

  /** `export default class {}` declares nothing here, and is an expression. */
  #nameless(node: ts.ClassDeclaration | ts.FunctionDeclaration): void {
    this.#body.insert(node.getStart(), "!(");
    this.#eraseExport(node, this.#body);
    this.#inside(node, this.#body);
    this.#body.insert(node.end, ");");
  }

  #class(node: ts.ClassDeclaration): void {
    if (node.name === undefined) return;
    this.#names.add(node.name.text);
    const keyword = node.getChildren().find((child) => child.kind === ts.SyntaxKind.ClassKeyword);
    this.#body.insert(keyword?.getStart() ?? node.getStart(), `${node.name.text}=`);
    this.#body.insert(node.end, ";");
  }

  #eraseExport(node: ts.Statement, edits: Edits): void {
    if (!ts.canHaveModifiers(node)) return;
    for (const modifier of ts.getModifiers(node) ?? []) {
      const { kind } = modifier;
      if (kind !== ts.SyntaxKind.ExportKeyword && kind !== ts.SyntaxKind.DefaultKeyword) continue;
      this.#erase(edits, modifier.getStart(), modifier.end);
    }
  }

  /** What changes below the top level: `import(…)`, `import.meta`, `Deno`, `await`, and `var`, which belongs to the whole cell. */
  #inside(node: ts.Node, edits: Edits, inFunction = ts.isFunctionLike(node)): void {
    if (ts.isAwaitExpression(node)) wrapAwait(edits, node);
    if (ts.isForOfStatement(node) && node.awaitModifier !== undefined) wrapForAwait(edits, node);
    ts.forEachChild(node, (child) => {
      if (child.kind === ts.SyntaxKind.ImportKeyword) {
        edits.replace(child.getStart(), child.end, helpers.dynamicImport);
      } else if (ts.isMetaProperty(child) && child.keywordToken === ts.SyntaxKind.ImportKeyword) {
        edits.replace(child.getStart(), child.end, helpers.importMeta);
      } else if (isDeno(child)) {
        edits.replace(child.getStart(), child.end, helpers.deno);
      } else {
        if (isNestedVar(child) && !inFunction) this.#nestedVar(child);
        this.#inside(
          child,
          edits,
          inFunction || ts.isFunctionLike(child) || ts.isClassStaticBlockDeclaration(child),
        );
      }
    });
  }

  #nestedVar(list: ts.VariableDeclarationList): void {
    const { parent } = list;
    if (ts.isVariableStatement(parent) && ts.isSourceFile(parent.parent)) return;
    if (ts.isVariableStatement(parent)) {
      this.#variables(list, parent);
      return;
    }
    this.#body.overwrite(list.getStart(), list.getStart() + "var".length, "");
    this.#declarators(list, false);
  }

  /** Where a statement ends in `as T` without semicolon, type erasure has written one, which may not stand in brackets. */
  #unterminate(start: number, end: number): void {
    const found = /;\s*$/.exec(this.#javascript.slice(start, end));
    if (found === null) return;
    const at = start + found.index;
    this.#body.overwrite(at, at + 1, "");
  }

  #erase(edits: Edits, start: number, end: number): void {
    edits.replace(start, end, blank(this.#javascript.slice(start, end)));
  }
}

/** `Deno` where it is read: `Deno.jupyter`, `const { jupyter } = Deno`. */
function isDeno(node: ts.Node): boolean {
  if (!ts.isIdentifier(node) || node.text !== "Deno") return false;
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.expression === node) ||
    (ts.isVariableDeclaration(parent) && parent.initializer === node)
  );
}

/** `await x` becomes `goOn(until(x),await awaited())`: V8 says where the cell waits by the place of its `await`. */
function wrapAwait(edits: Edits, node: ts.AwaitExpression): void {
  const start = node.getStart();
  const { goOn, until, awaited } = helpers;
  edits.replace(start, start + "await".length, `${goOn}(${until}(`);
  // What is inside is wrapped later and ends before.
  edits.insertFirst(node.end, `),await ${awaited}())`, start);
}

function wrapForAwait(edits: Edits, { expression }: ts.ForOfStatement): void {
  edits.insert(expression.getStart(), `${helpers.each}(`);
  edits.insertFirst(expression.end, ")");
}

function isNamelessDefault(node: ts.Statement): node is ts.ClassDeclaration | ts.FunctionDeclaration {
  if (ts.isFunctionDeclaration(node)) return node.name === undefined && node.body !== undefined;
  return ts.isClassDeclaration(node) && node.name === undefined;
}

function isNestedVar(node: ts.Node): node is ts.VariableDeclarationList {
  return ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0;
}

/** `declare …`, interfaces and types leave nothing behind. */
function isAmbient(node: ts.Statement): boolean {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false;
}
