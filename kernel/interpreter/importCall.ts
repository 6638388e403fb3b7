import ts from "typescript";
import { helpers } from "./helpers.js";

/** A static import as an expression that binds the same names. */
export interface ImportCall {
  readonly code: string;
  readonly names: readonly string[];
}

interface ImportedName {
  /** Name in the module; "*" is the whole module. */
  readonly from: string;
  readonly as: string;
  /** Used as a value, so that its absence is an error. */
  readonly required: boolean;
}

/** `import d, { a as b } from "m"` -> `!([d,b]=await helper("m",[["default",true],["a",true]]));` */
export function importCall(node: ts.ImportDeclaration, typeNames: ReadonlySet<string>): ImportCall {
  const clause = node.importClause;
  if (clause !== undefined && isTypeOnly(clause)) return { code: "", names: [] };
  const imported = clause === undefined ? [] : importedNames(clause, typeNames);
  const specifier = JSON.stringify((node.moduleSpecifier as ts.StringLiteral).text);
  const wanted = JSON.stringify(imported.map(({ from, required }) => [from, required]));
  const attributes =
    node.attributes === undefined ? "" : `,${JSON.stringify(attributeTable(node.attributes))}`;
  const call = `await ${helpers.staticImport}(${specifier},${wanted}${attributes})`;
  const names = imported.map((name) => name.as);
  return { code: names.length === 0 ? `!(${call});` : `!([${names.join(",")}]=${call});`, names };
}

function isTypeOnly(clause: ts.ImportClause): boolean {
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  if (clause.name !== undefined || named === undefined || !ts.isNamedImports(named)) return false;
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly);
}

function importedNames(clause: ts.ImportClause, typeNames: ReadonlySet<string>): ImportedName[] {
  const names: ImportedName[] = [];
  const add = (from: string, as: string) => names.push({ from, as, required: !typeNames.has(as) });
  if (clause.name !== undefined) add("default", clause.name.text);
  const named = clause.namedBindings;
  if (named !== undefined && ts.isNamespaceImport(named)) add("*", named.name.text);
  if (named !== undefined && ts.isNamedImports(named)) {
    for (const { isTypeOnly: type, propertyName, name } of named.elements)
      if (!type) add((propertyName ?? name).text, name.text);
  }
  return names;
}

function attributeTable(attributes: ts.ImportAttributes): Record<string, string> {
  const entries = attributes.elements.map(({ name, value }) => [
    name.text,
    ts.isStringLiteral(value) ? value.text : value.getText(),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}
