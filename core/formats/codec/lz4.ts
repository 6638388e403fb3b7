import { RonchiError } from "../../errors.js";

/** A stretch of source and output that is being decoded; positions advance. */
interface Lz4State {
  readonly source: Uint8Array;
  readonly output: Uint8Array;
  from: number;
  to: number;
}

/**
 * Decodes one block in the LZ4 block format, which must fill `output` exactly.
 * Throws RonchiError "corrupt" when it does not, or copies from before the output.
 */
export function decodeLz4Block(source: Uint8Array, output: Uint8Array): void {
  if (tryDecodeLz4Block(source, output)) return;
  throw new RonchiError({
    code: "corrupt",
    subject: "LZ4 block",
    found: `${source.length} bytes that do not decode to ${output.length}`,
    expected: "a whole LZ4 block",
    remedy: "The file is damaged, or was cut while it was copied; copy it again.",
  });
}

/** As {@link decodeLz4Block}, answering false instead of throwing. Writes nothing outside `output`. */
export function tryDecodeLz4Block(source: Uint8Array, output: Uint8Array): boolean {
  const state: Lz4State = { source, output, from: 0, to: 0 };
  while (state.from < source.length) {
    const token = source[state.from++]!;
    if (!copyLiterals(state, readLength(state, token >> 4))) return false;
    // Only the last sequence has no match.
    if (state.from === source.length) return state.to === output.length;
    if (source.length - state.from < 2) return false;
    const offset = source[state.from]! | (source[state.from + 1]! << 8);
    state.from += 2;
    if (!copyMatch(state, offset, readLength(state, token & 15) + 4)) return false;
  }
  return false;
}

/** A length of 15 goes on in bytes until one that is not 255. NaN where the source ends before. */
function readLength(state: Lz4State, nibble: number): number {
  let length = nibble;
  if (nibble !== 15) return length;
  for (let more = 255; more === 255; ) {
    if (state.from === state.source.length) return Number.NaN;
    more = state.source[state.from++]!;
    length += more;
  }
  return length;
}

function copyLiterals(state: Lz4State, length: number): boolean {
  const { source, output, from, to } = state;
  if (!(length <= source.length - from && length <= output.length - to)) return false;
  output.set(source.subarray(from, from + length), to);
  state.from += length;
  state.to += length;
  return true;
}

/** A match may overlap what it writes: offset 1 repeats the last byte. */
function copyMatch(state: Lz4State, offset: number, length: number): boolean {
  const { output, to } = state;
  if (offset === 0 || offset > to || !(length <= output.length - to)) return false;
  const end = to + length;
  if (offset === 1) output.fill(output[to - 1]!, to, end);
  else if (offset >= length) output.copyWithin(to, to - offset, to - offset + length);
  else for (let at = to; at < end; at++) output[at] = output[at - offset]!;
  state.to = end;
  return true;
}
