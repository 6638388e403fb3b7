import ts from "typescript";
import { boundNames } from "../interpreter/names.js";

/** A name that a cell declares at its top level. */
export interface Declared {
  readonly name: string;
  /** How later cells see a variable: `let` can be assigned to. */
  readonly variable: "let" | "const" | undefined;
  /** Exported by the user's own text already. */
  readonly exported: boolean;
  /** Range of the whole declaration in the cell. */
  readonly start: number;
  readonly end: number;
}

/** What a cell declares, by name; of overloads and redeclarations the last one. */
export function declaredNames(file: ts.SourceFile): ReadonlyMap<string, Declared> {
  const found = new Map<string, Declared>();
  const add: Add = (names, node, variable) => {
    const range = { start: node.getStart(file), end: node.end };
    for (const name of names) found.set(name, { name, variable, exported: isExported(node), ...range });
  };
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) add(importedNames(statement), statement);
    else if (ts.isVariableStatement(statement)) {
      const { declarationList } = statement;
      add(
        variableNames(declarationList),
        statement,
        declarationList.flags & ts.NodeFlags.Const ? "const" : "let",
      );
    } else if (isNamedDeclaration(statement)) add([statement.name.text], statement);
    else addNestedVars(statement, add);
  }
  return found;
}

type Add = (names: readonly string[], node: ts.Node, variable?: Declared["variable"]) => void;
type NamedDeclaration = ts.DeclarationStatement & { readonly name: ts.Identifier };

/** Functions, classes, interfaces, types, enums, namespaces and `import x = …`. */
function isNamedDeclaration(node: ts.Statement): node is NamedDeclaration {
  const { name } = node as Partial<ts.DeclarationStatement>;
  return name !== undefined && ts.isIdentifier(name) && !ts.isExportAssignment(node);
}

/** `var` belongs to the whole cell, whichever block it stands in. */
function addNestedVars(node: ts.Node, add: Add): void {
  ts.forEachChild(node, (child) => {
    if (ts.isFunctionLike(child) || ts.isClassStaticBlockDeclaration(child)) return;
    const isVar = ts.isVariableDeclarationList(child) && (child.flags & ts.NodeFlags.BlockScoped) === 0;
    if (isVar) add(variableNames(child), child, "let");
    addNestedVars(child, add);
  });
}

function variableNames(list: ts.VariableDeclarationList): string[] {
  return list.declarations.flatMap(({ name }) => boundNames(name));
}

function importedNames({ importClause }: ts.ImportDeclaration): string[] {
  const names = importClause?.name === undefined ? [] : [importClause.name.text];
  const bindings = importClause?.namedBindings;
  if (bindings === undefined) return names;
  if (ts.isNamespaceImport(bindings)) return [...names, bindings.name.text];
  return [...names, ...bindings.elements.map(({ name }) => name.text)];
}

function isExported(node: ts.Node): boolean {
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  const has = (kind: ts.SyntaxKind): boolean => modifiers.some((modifier) => modifier.kind === kind);
  return has(ts.SyntaxKind.ExportKeyword) && !has(ts.SyntaxKind.DefaultKeyword);
}
