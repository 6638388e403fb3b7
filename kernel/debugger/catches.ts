import ts from "typescript";
import { helpers } from "../interpreter/helpers.js";

/** A frame of the stack at a throw: where a script stands, its lines and columns from 0. */
export interface ThrowFrame {
  readonly scriptId: string;
  readonly line: number;
  readonly column: number;
  /** It gets a promise from the frame before, across an `await` or as the caller of `then`. */
  readonly getsPromise: boolean;
}

/** What a function does with the promise that a call in it gave. */
type Use = "awaited" | "returned" | "handled" | "dropped";

/**
 * Whether user code catches what was thrown in the first of `frames` and rejects a promise. The frames are the user's,
 * innermost first, across every `await`: their callers. `texts` has the scripts by their ids.
 */
export function catchesRejection(
  frames: readonly ThrowFrame[],
  texts: Readonly<Record<string, string>>,
): boolean {
  const files = Object.fromEntries(Object.entries(texts).map(([id, text]) => [id, parse(text)]));
  let hasPromise = false;
  for (const { scriptId, line, column, getsPromise } of frames) {
    hasPromise ||= getsPromise;
    const node = nodeAt(files[scriptId] as ts.SourceFile, line, column);
    const call = hasPromise ? callAt(node) : undefined;
    const use = hasPromise ? (call === undefined ? "dropped" : useOf(call)) : "awaited";
    if (use === "handled") return true;
    if (use === "dropped") return false;
    if (use === "awaited" && isInTry(node)) return true;
    hasPromise ||= isAsync(functionAround(node));
  }
  return false;
}

function parse(text: string): ts.SourceFile {
  return ts.createSourceFile("script.js", text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
}

function nodeAt(file: ts.SourceFile, line: number, column: number): ts.Node {
  const position = (file.getLineStarts()[line] ?? file.end) + column;
  let node: ts.Node = file;
  for (let inner: ts.Node | undefined = file; inner !== undefined; ) {
    node = inner;
    inner = ts.forEachChild(node, (child) =>
      child.getStart() <= position && position < child.end ? child : undefined,
    );
  }
  return node;
}

/** The call whose function, or whose bracket, `node` is in: V8 has a caller's frame there. */
function callAt(node: ts.Node): ts.Expression | undefined {
  for (let at = node; !ts.isSourceFile(at) && !ts.isFunctionLike(at.parent); at = at.parent) {
    if (ts.isCallExpression(at)) return at;
    if (ts.isCallExpression(at.parent) && at.parent.expression === at) return at.parent;
  }
  return undefined;
}

function useOf(promise: ts.Expression): Use {
  const { parent } = promise;
  if (ts.isAwaitExpression(parent)) return "awaited";
  if (ts.isReturnStatement(parent)) return "returned";
  if (ts.isArrowFunction(parent) && parent.body === promise) return "returned";
  if (ts.isPropertyAccessExpression(parent) && ts.isCallExpression(parent.parent))
    return useOfChained(parent.name.text, parent.parent);
  if (ts.isCallExpression(parent)) return useAsArgument(parent);
  const isPassedOn =
    ts.isParenthesizedExpression(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isConditionalExpression(parent) ||
    ts.isBinaryExpression(parent);
  return isPassedOn && !isAssignment(parent) ? useOf(parent) : "dropped";
}

/** `promise.then(…)` and the like: `call` is the call of the method. */
function useOfChained(method: string, call: ts.CallExpression): Use {
  if (method === "catch" || (method === "then" && call.arguments.length > 1)) return "handled";
  return useOf(call);
}

function useAsArgument(call: ts.CallExpression): Use {
  const name = call.expression.getText();
  // What an `await` of a cell has become.
  if (name === helpers.until || name === helpers.each) return "awaited";
  return name.endsWith("allSettled") ? "handled" : useOf(call);
}

function isAssignment(node: ts.Node): boolean {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

function isInTry(node: ts.Node): boolean {
  for (let at = node; !ts.isSourceFile(at) && !ts.isFunctionLike(at); at = at.parent) {
    const { parent } = at;
    if (ts.isTryStatement(parent) && parent.tryBlock === at && parent.catchClause !== undefined) return true;
  }
  return false;
}

function functionAround(node: ts.Node): ts.SignatureDeclaration | undefined {
  return ts.findAncestor(node, ts.isFunctionLike);
}

function isAsync(declaration: ts.SignatureDeclaration | undefined): boolean {
  if (declaration === undefined || !ts.canHaveModifiers(declaration)) return false;
  return ts.getModifiers(declaration)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
}
