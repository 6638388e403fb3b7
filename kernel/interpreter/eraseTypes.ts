import { blankSourceFile } from "ts-blank-space";
import ts from "typescript";
import { compiler } from "./compiler.js";
import { type ParsedCell, parseCell } from "./parse.js";
import { offsetToPosition, positionToOffset } from "./position.js";
import { readSourceMap } from "./sourceMap.js";

/** JavaScript of a cell, before declarations become globals. */
export interface ErasedCell {
  /** Parsed again only when the code was compiled; its positions are those of `javascript`. */
  readonly parsed: ParsedCell;
  readonly javascript: string;
  /** Only of a cell that had to be compiled (enum, namespace, decorator, parameter property, JSX); as JSON. */
  readonly sourceMap?: string;
  /** Offset in `javascript` -> offset in the cell as the user wrote it. */
  toCell(offset: number): number;
}

/** Replaces types by spaces, so that every position stays; compiles the few cells where that is not enough. */
export function eraseTypes(parsed: ParsedCell): ErasedCell {
  let erasable = !parsed.file.fileName.endsWith(".tsx") && !needsCompiler(parsed.file);
  const blanked = blankSourceFile(parsed.file, () => {
    erasable = false;
  });
  if (!erasable) return compile(parsed.code, parsed.file.fileName);
  const javascript = blanked.slice(0, parsed.code.length);
  return { parsed, javascript, toCell: (offset) => offset };
}

/** Syntax that type erasure leaves alone and Node 20 does not know. */
export function needsCompiler(node: ts.Node): boolean {
  if (ts.isDecorator(node) || ts.isAutoAccessorPropertyDeclaration(node)) return true;
  if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) >= ts.NodeFlags.Using)
    return true;
  return ts.forEachChild(node, needsCompiler) ?? false;
}

/** What TypeScript is compiled to where its types can't just be erased: one file at a time, for the oldest Node. */
export const emitted: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  jsx: ts.JsxEmit.React,
  preserveConstEnums: true,
  isolatedModules: true,
};

function compile(code: string, fileName: string): ErasedCell {
  const output = compiler().transpileModule(code, {
    fileName,
    compilerOptions: { ...emitted, verbatimModuleSyntax: true, sourceMap: true },
  });
  const javascript = output.outputText
    .replace(/\/\/# sourceMappingURL=.*\s*$/, "")
    .replace(/export \{\};\s*$/, "");
  const sourceMap = output.sourceMapText ?? "";
  const map = readSourceMap((JSON.parse(sourceMap) as { mappings: string }).mappings);
  const toCell = (offset: number): number =>
    positionToOffset(code, map.toSource(offsetToPosition(javascript, offset)));
  return { parsed: parseCell(javascript, "cell.js"), javascript, sourceMap, toCell };
}
