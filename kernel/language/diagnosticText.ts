import type { CellDiagnostic } from "./messages.js";

/** Errors that are shown of one cell. */
const shown = 10;

/**
 * The errors of a cell as plain text:
 *
 *     In[3]:2:6 TS2345: Argument of type 'string' is not assignable to parameter of type 'number'.
 *     > 2 | half("3");
 *       |      ^^^
 */
export function diagnosticText(label: string, diagnostics: readonly CellDiagnostic[]): string {
  const more = diagnostics.length - shown;
  const rest = more > 0 ? [`… and ${more} more`] : [];
  return [...diagnostics.slice(0, shown).map((diagnostic) => one(label, diagnostic)), ...rest].join("\n\n");
}

function one(label: string, { code, message, line, column, length, excerpt }: CellDiagnostic): string {
  const head = `> ${line} | `;
  const margin = `${" ".repeat(head.length - 2)}| `;
  // Tabs stay, so that the marks stand below what they mark.
  const indent = excerpt.slice(0, column - 1).replace(/[^\t]/g, " ");
  const marks = "^".repeat(Math.max(length, 1));
  return `${label}:${line}:${column} TS${code}: ${message}\n${head}${excerpt}\n${margin}${indent}${marks}`;
}
