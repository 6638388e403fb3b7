import ts from "typescript";
import { blank, Edits } from "./edits.js";
import { type ParsedCell, parseCell } from "./parse.js";

/** `import fs = require("node:fs")`, which CommonJS modules are written in, as `const  fs = require("node:fs")`: nothing moves. */
export function replaceImportRequire(cell: ParsedCell): ParsedCell {
  const edits = new Edits();
  const found = cell.statements.filter(isImportRequire);
  for (const node of found) {
    const start = node.getStart();
    if (node.isTypeOnly) edits.replace(start, node.end, blank(cell.code.slice(start, node.end)));
    else edits.overwrite(start, node.name.getStart(), "const ");
  }
  return found.length === 0 ? cell : parseCell(edits.apply(cell.code).text, cell.file.fileName);
}

function isImportRequire(node: ts.Statement): node is ts.ImportEqualsDeclaration {
  return ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference);
}
