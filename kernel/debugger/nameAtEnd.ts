import ts from "typescript";

/** A name that is being written. */
export interface NameAtEnd {
  /** What there is of it. */
  readonly written: string;
  /** Expression of what it is to be a member of. */
  readonly object?: string;
}

const placeholder = "_";

/** The name that `code` ends in or that can begin there; null where none can: in a string, a comment, a number. */
export function nameAtEnd(code: string): NameAtEnd | null {
  const text = code + placeholder;
  const file = ts.createSourceFile("cell.ts", text, ts.ScriptTarget.ESNext, true);
  const find = (node: ts.Node): ts.Identifier | undefined => {
    if (ts.isIdentifier(node)) return node.end === text.length ? node : undefined;
    return ts.forEachChild(node, (child) => (child.end === text.length ? find(child) : undefined));
  };
  const name = find(file);
  if (name === undefined) return null;
  const written = name.text.slice(0, -placeholder.length);
  const { parent } = name;
  if (!ts.isPropertyAccessExpression(parent) || parent.name !== name) return { written };
  return { written, object: parent.expression.getText(file) };
}
