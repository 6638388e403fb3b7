import type { Position } from "./position.js";

interface Segment {
  readonly column: number;
  readonly source: Position;
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * Ends a script whose positions are those of its TypeScript source: a source map that says nothing. The debugger has V8 stop
 * before every script with a source map, and Node passes over one of this type.
 */
export const noSourceMap = "\n//# sourceMappingURL=data:,";

/** Between a generated text and its one source. */
export interface SourceMap {
  /** Lines of the generated text that come from the source; what is behind was added later. */
  readonly lines: number;
  /** The nearest mapping at or before a generated position, on its line or an earlier one. */
  toSource(generated: Position): Position;
  /** The first generated position of a line of the source, or of the next one that has code; undefined behind the last. */
  toGenerated(line: number): Position | undefined;
}

/** Reads the `mappings` of a source map (version 3, one source). */
export function readSourceMap(mappings: string): SourceMap {
  const state = { line: 0, column: 0 };
  const lines = mappings.split(";").map((text) => readLine(text, state));
  return {
    lines: lines.length,
    toSource: (generated) => toSource(lines, generated),
    toGenerated: (line) => toGenerated(lines, line),
  };
}

function toSource(lines: readonly Segment[][], { line, column }: Position): Position {
  for (let i = Math.min(line, lines.length) - 1; i >= 0; i--) {
    const limit = i === line - 1 ? column - 1 : Number.POSITIVE_INFINITY;
    const found = lines[i]?.findLast((segment) => segment.column <= limit);
    if (found !== undefined) return found.source;
  }
  return { line: 1, column: 1 };
}

function toGenerated(lines: readonly Segment[][], line: number): Position | undefined {
  let found: Position | undefined;
  let nearest = Number.POSITIVE_INFINITY;
  for (const [i, segments] of lines.entries()) {
    const at = segments.findIndex(({ source }) => source.line >= line && source.line < nearest);
    const segment = segments[at];
    if (segment === undefined) continue;
    nearest = segment.source.line;
    // The first code of a line: also what may have been put in front of it later.
    found = { line: i + 1, column: at === 0 ? 1 : segment.column + 1 };
  }
  return found;
}

/** `state` is the source position of the last segment: fields are differences, also across lines. */
function readLine(text: string, state: { line: number; column: number }): Segment[] {
  let generated = 0;
  return text.split(",").flatMap((segment) => {
    const [column, , line, sourceColumn] = readNumbers(segment);
    generated += column ?? 0;
    if (line === undefined || sourceColumn === undefined) return [];
    state.line += line;
    state.column += sourceColumn;
    return [{ column: generated, source: { line: state.line + 1, column: state.column + 1 } }];
  });
}

/** Base 64 digits of 5 bits, least significant first, bit 5 = more follow; bit 0 of the value is its sign. */
function readNumbers(text: string): number[] {
  const values: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of text) {
    const digit = digits.indexOf(character);
    value |= (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    values.push(value & 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return values;
}
