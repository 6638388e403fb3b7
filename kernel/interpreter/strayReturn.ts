import ts from "typescript";
import { type ParsedCell, syntaxError } from "./parse.js";

/** A cell runs as the body of a function, where JavaScript would let a `return` pass. Throws CellSyntaxError at it. */
export function refuseReturn({ code, statements }: ParsedCell): void {
  if (!code.includes("return")) return;
  for (const statement of statements) {
    const found = findReturn(statement);
    if (found === undefined) continue;
    const message = "A 'return' statement can only be used within a function body.";
    throw syntaxError(code, message, found.getStart());
  }
}

function findReturn(node: ts.Node): ts.Node | undefined {
  if (ts.isReturnStatement(node)) return node;
  const isOwn = ts.isFunctionLike(node) || ts.isClassStaticBlockDeclaration(node);
  return isOwn ? undefined : ts.forEachChild(node, findReturn);
}
