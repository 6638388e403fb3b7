import { readFileSync } from "node:fs";
import ts from "typescript";
import type { JsonObject } from "../wire/link.js";
import type { CellLanguage, OpenCell } from "./cellLanguage.js";
import { toOffset } from "./codePoints.js";
import { type Description, tagText } from "./description.js";
import { callAt } from "./signature.js";

/** Content of inspect_reply: signature and documentation, with `detail` 1 also the source. */
export function inspect(language: CellLanguage, code: string, cursor: number, detail: number): JsonObject {
  const at = toOffset(code, cursor);
  const cell = language.open(code);
  const name = namesAt(code, at).find((offset) => nameAt(cell, offset) !== undefined);
  const description = name === undefined ? callAt(cell, at) : nameAt(cell, name);
  if (description === undefined) return { status: "ok", found: false, data: {}, metadata: {} };
  const source = detail === 0 || name === undefined ? undefined : sourceOf(language, cell, cell.start + name);
  return { status: "ok", found: true, data: mimeBundle(description, source), metadata: {} };
}

/** Where the cursor is on a name: in front of it, within it, or right behind it. */
function namesAt(code: string, at: number): number[] {
  return [at, at - 1].filter((offset) => /[\p{ID_Continue}$]/u.test(code[offset] ?? ""));
}

function nameAt(cell: OpenCell, offset: number): Description | undefined {
  const info = cell.service.getQuickInfoAtPosition(cell.file, cell.start + offset);
  if (info === undefined) return undefined;
  // What an import brings is described by what it is, not by the line that imports it.
  const signature = ts.displayPartsToString(info.displayParts).replace(/^\(alias\) (.*)\nimport .*$/s, "$1");
  if (signature === "any") return undefined;
  const documentation = [ts.displayPartsToString(info.documentation), ...(info.tags ?? []).map(tagText)];
  return { signature, documentation: documentation.filter(Boolean).join("\n\n") };
}

function mimeBundle({ signature, documentation }: Description, source: string | undefined): JsonObject {
  const code = (text: string): string => `\`\`\`typescript\n${text}\n\`\`\``;
  const join = (parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join("\n\n");
  return {
    "text/plain": join([signature, documentation, source]),
    "text/markdown": join([code(signature), documentation, source && code(source)]),
  };
}

/** The text of the declaration of the name at a position of the cell's module. */
function sourceOf(language: CellLanguage, cell: OpenCell, position: number): string | undefined {
  const [definition] = cell.service.getDefinitionAtPosition(cell.file, position) ?? [];
  if (definition === undefined) return undefined;
  const { fileName, name, textSpan, contextSpan = textSpan } = definition;
  const module = language.modules.find(fileName);
  const declared = module?.declared.get(name);
  if (module !== undefined && declared !== undefined) return module.code.slice(declared.start, declared.end);
  const text = fileName === cell.file ? cell.text : (module?.text ?? readFileSync(fileName, "utf8"));
  return text.slice(contextSpan.start, contextSpan.start + contextSpan.length);
}
