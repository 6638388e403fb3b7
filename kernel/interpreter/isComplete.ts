import ts from "typescript";
import { isCutShort, parseDiagnostics } from "./parse.js";

/** Content of is_complete_reply. */
export type Completeness =
  | { readonly status: "complete" | "invalid" }
  | { readonly status: "incomplete"; readonly indent: string };

/** "Unterminated string literal" and "… regular expression literal": no further line can complete them. */
const neverCompleted = new Set([1002, 1161]);

/** "JSX element (or fragment) has no corresponding closing tag": it stands at the tag, and a further line may close it. */
const unclosedTag = new Set([17008, 17014]);
/** `<T>(x: T) => …`, which is no tag. */
const genericArrow = /^<[\w.]+>\s*\(/;

/** Whether a console should run the code, ask for another line, or show an error. */
export function isComplete(code: string): Completeness {
  const found = completeness(code, "cell.ts");
  return found.status === "invalid" && /<[\w>]/.test(code) ? completeness(code, "cell.tsx") : found;
}

function completeness(code: string, fileName: string): Completeness {
  const file = ts.createSourceFile(fileName, `${code}\nexport {};`, ts.ScriptTarget.ESNext);
  const [first] = parseDiagnostics(file);
  if (first === undefined)
    return isCutShort(file) ? { status: "incomplete", indent: "  " } : { status: "complete" };
  const isOpenTag = unclosedTag.has(first.code) && !genericArrow.test(code.slice(first.start - 1));
  // Everything up to its end was understood, only the end came too soon.
  const isAtEnd = isOpenTag || first.start >= code.trimEnd().length;
  if (!isAtEnd || neverCompleted.has(first.code)) return { status: "invalid" };
  return { status: "incomplete", indent: "  ".repeat(openBrackets(code)) };
}

function openBrackets(code: string): number {
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, true, ts.LanguageVariant.Standard, code);
  let open = 0;
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    if (opening.has(kind)) open++;
    else if (closing.has(kind)) open--;
  }
  return Math.max(open, 0);
}

const opening = new Set([
  ts.SyntaxKind.OpenBraceToken,
  ts.SyntaxKind.OpenBracketToken,
  ts.SyntaxKind.OpenParenToken,
]);
const closing = new Set([
  ts.SyntaxKind.CloseBraceToken,
  ts.SyntaxKind.CloseBracketToken,
  ts.SyntaxKind.CloseParenToken,
]);
