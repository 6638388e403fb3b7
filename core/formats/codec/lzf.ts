import { RonchiError } from "../../errors.js";

/** A control byte below this counts literals; from here on, its upper three bits are the length of a copy. */
const FIRST_COPY = 32;
/** A length of 7 goes on in the next byte. */
const LONG_LENGTH = 7;
const SHORTEST_COPY = 2;

/**
 * Decodes an LZF stream (HDF5 filter 32000) of at most `output.length` bytes; answers how many it gave.
 * Throws RonchiError "corrupt" where it gives more, copies from before its start, or ends within a step.
 */
export function decodeLzf(source: Uint8Array, output: Uint8Array): number {
  let from = 0;
  let to = 0;
  while (from < source.length) {
    const control = source[from++]!;
    if (control < FIRST_COPY) {
      const length = control + 1;
      if (from + length > source.length || to + length > output.length) throw corrupt(source, output);
      output.set(source.subarray(from, from + length), to);
      from += length;
      to += length;
      continue;
    }
    let length = control >> 5;
    if (length === LONG_LENGTH) length += source[from++] ?? Number.NaN;
    length += SHORTEST_COPY;
    const back = ((control & 31) << 8) + (source[from++] ?? Number.NaN) + 1;
    if (!(back <= to && to + length <= output.length)) throw corrupt(source, output);
    // The copy may overlap what it writes.
    for (const end = to + length; to < end; to++) output[to] = output[to - back]!;
  }
  return to;
}

function corrupt(source: Uint8Array, output: Uint8Array): RonchiError {
  return new RonchiError({
    code: "corrupt",
    subject: "LZF stream",
    found: `${source.length} bytes that do not decode to at most ${output.length}`,
    expected: "a whole LZF stream",
    remedy: "The file is damaged, or was cut while it was copied; copy it again.",
  });
}
