import ts from "typescript";

/** The names that a declaration's left side binds, in order. */
export function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : boundNames(element.name),
  );
}

/** Names that a cell uses as types only; a type that is imported without `type` has no value at run time. */
export function namesUsedOnlyAsTypes(file: ts.SourceFile): ReadonlySet<string> {
  const { types, values } = usedNames(file);
  return new Set([...types].filter((name) => !values.has(name)));
}

/** Names that a module uses otherwise than as types and in its imports. */
export function namesUsedAsValues(file: ts.SourceFile): ReadonlySet<string> {
  return usedNames(file).values;
}

function usedNames(file: ts.SourceFile): { readonly types: Set<string>; readonly values: Set<string> } {
  const types = new Set<string>();
  const values = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isIdentifier(node)) (isInType(node) ? types : values).add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { types, values };
}

function isInType(node: ts.Node): boolean {
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent) {
    if (ts.isTypeNode(at) && !ts.isExpressionWithTypeArguments(at)) return true;
    if (ts.isInterfaceDeclaration(at) || ts.isTypeAliasDeclaration(at)) return true;
    if (ts.isHeritageClause(at) && at.token === ts.SyntaxKind.ImplementsKeyword) return true;
    if (ts.isStatement(at)) return false;
  }
  return false;
}
