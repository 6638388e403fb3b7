import ts from "typescript";
import type { JsonObject } from "../wire/link.js";
import type { CellLanguage, OpenCell } from "./cellLanguage.js";
import { toCodePoints, toOffset } from "./codePoints.js";
import { completePath } from "./completePath.js";

/** A completion: `text` in place of everything from `start`, an offset in the cell, to the cursor. */
interface Replacement {
  readonly start: number;
  readonly text: string;
  readonly entry: ts.CompletionEntry;
}

/** Names of earlier cells that are offered beside those the cell mentions. */
const offeredNames = 200;
/** Signatures are resolved for the first completions, as long as that takes no longer than this, ms. */
const signatureBudget = 15;
const signatureLimit = 80;

const preferences: ts.UserPreferences = {
  includeCompletionsWithInsertText: true,
  includeAutomaticOptionalChainCompletions: true,
};

/** Content of complete_reply. `cursor` counts code points. */
export function complete(language: CellLanguage, code: string, cursor: number): JsonObject {
  const at = toOffset(code, cursor);
  const written = identifierBefore(code, at);
  const cell = language.open(code, language.modules.namesWith(written, offeredNames));
  const info = cell.service.getCompletionsAtPosition(cell.file, cell.start + at, preferences);
  const fitting = narrow(replacements(cell, info, at - written.length), code, at);
  const path = fitting.length === 0 ? completePath(cell, code, at) : undefined;
  if (path !== undefined) return path;
  const start = Math.min(at, ...fitting.map((replacement) => replacement.start));
  const range = { start: toCodePoints(code, start), end: toCodePoints(code, at) };
  const matches = fitting.map((replacement) => code.slice(start, replacement.start) + replacement.text);
  const signatures = resolveSignatures(cell, at, fitting);
  const types = fitting.map(({ entry }, i) => ({
    text: matches[i],
    type: jupyterTypes[entry.kind] ?? "instance",
    signature: signatures[i] ?? "",
    ...range,
  }));
  return {
    status: "ok",
    matches,
    cursor_start: range.start,
    cursor_end: range.end,
    metadata: { _jupyter_types_experimental: types },
  };
}

/** The part of an identifier that ends at `at`. */
function identifierBefore(code: string, at: number): string {
  return /[\p{ID_Continue}$]*$/u.exec(code.slice(0, at))?.[0] ?? "";
}

/** Not the way to properties whose names are symbols (`[Symbol]` in place of the dot): every object has one. */
function isOffered({ kind, insertText }: ts.CompletionEntry): boolean {
  return kind !== ts.ScriptElementKind.warning && insertText !== "[Symbol]" && insertText !== "?.[Symbol]";
}

function replacements(
  cell: OpenCell,
  info: ts.CompletionInfo | undefined,
  identifierStart: number,
): Replacement[] {
  return (info?.entries ?? []).filter(isOffered).map((entry) => {
    const span = entry.replacementSpan ?? info?.optionalReplacementSpan;
    const start = span === undefined ? identifierStart : span.start - cell.start;
    return { start, text: entry.insertText ?? entry.name, entry };
  });
}

/** Those that continue what is written, best first; in other capitals only when nothing continues it as it is. */
function narrow(found: readonly Replacement[], code: string, at: number): Replacement[] {
  const continuing = (fold: (text: string) => string): Replacement[] =>
    found.filter(({ start, text, entry }) => {
      const written = fold(code.slice(start, at));
      // A completion that also changes what stands before it, as `?.name` for `.name`, continues it by its name.
      return fold(text).startsWith(written) || fold(entry.name).startsWith(written.replace(/^\??\./, ""));
    });
  const exact = continuing((text) => text);
  const kept = exact.length > 0 ? exact : continuing((text) => text.toLowerCase());
  return kept.sort((a, b) => compare(a.entry.sortText, b.entry.sortText) || compare(a.text, b.text));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** "(value: number): string" of the completions, as many as fit into the time for them. */
function resolveSignatures(cell: OpenCell, at: number, found: readonly Replacement[]): string[] {
  const deadline = performance.now() + signatureBudget;
  const signatures: string[] = [];
  for (const { entry } of found.slice(0, signatureLimit)) {
    if (performance.now() > deadline) break;
    const { name, source, data } = entry;
    const position = cell.start + at;
    const details = cell.service.getCompletionEntryDetails(
      ...([cell.file, position, name, {}, source, preferences, data] as const),
    );
    signatures.push(signatureOf(ts.displayPartsToString(details?.displayParts), name));
  }
  return signatures;
}

/** `(method) Map<K, V>.get(key: K): V` -> `(key: K): V`; `const x: number` -> `: number`. */
function signatureOf(text: string, name: string): string {
  const at = text.indexOf(name);
  return at < 0 ? "" : text.slice(at + name.length);
}

const { ScriptElementKind: Kind } = ts;
/** TypeScript's kind of a name -> the words that Jupyter front ends have icons for; "instance" for all others. */
const jupyterTypes: Readonly<Record<string, string>> = {
  [Kind.functionElement]: "function",
  [Kind.localFunctionElement]: "function",
  [Kind.memberFunctionElement]: "function",
  [Kind.callSignatureElement]: "function",
  [Kind.classElement]: "class",
  [Kind.localClassElement]: "class",
  [Kind.interfaceElement]: "class",
  [Kind.typeElement]: "class",
  [Kind.typeParameterElement]: "class",
  [Kind.enumElement]: "class",
  [Kind.moduleElement]: "module",
  [Kind.externalModuleName]: "module",
  [Kind.scriptElement]: "path",
  [Kind.directory]: "path",
  [Kind.keyword]: "keyword",
  [Kind.memberVariableElement]: "property",
  [Kind.memberGetAccessorElement]: "property",
  [Kind.memberSetAccessorElement]: "property",
  [Kind.enumMemberElement]: "property",
  [Kind.parameterElement]: "param",
};
