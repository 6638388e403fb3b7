import type { Position } from "./position.js";

interface Segment {
  readonly column: number;
  readonly source: Position;
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * Reads the `mappings` of a source map (version 3, one source) into a function from generated to source position:
 * the nearest mapping at or before it, on its line or an earlier one.
 */
export function decodeSourceMap(mappings: string): (generated: Position) => Position {
  const state = { line: 0, column: 0 };
  const lines = mappings.split(";").map((text) => readLine(text, state));
  return ({ line, column }) => {
    for (let i = Math.min(line, lines.length) - 1; i >= 0; i--) {
      const limit = i === line - 1 ? column - 1 : Number.POSITIVE_INFINITY;
      const found = lines[i]?.findLast((segment) => segment.column <= limit);
      if (found !== undefined) return found.source;
    }
    return { line: 1, column: 1 };
  };
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
