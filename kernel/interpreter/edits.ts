interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Where all of the text comes from, instead of the place of the edit. */
  readonly origin?: number | undefined;
}

/** Replacements in a text that remember where everything came from. Edits must not overlap. */
export class Edits {
  #edits: Edit[] = [];

  replace(start: number, end: number, text: string): void {
    this.#edits.push({ start, end, text });
  }

  insert(at: number, text: string): void {
    this.replace(at, at, text);
  }

  /** As {@link insert}, in front of what was inserted there before. The text comes from `origin`. */
  insertFirst(at: number, text: string, origin?: number): void {
    this.#edits.unshift({ start: at, end: at, text, origin });
  }

  /** Replaces by `text` padded to the same length, so that nothing behind it moves. */
  overwrite(start: number, end: number, text: string): void {
    this.replace(start, end, text.padEnd(end - start));
  }

  /** The edited text, and the way back: offset in it -> offset in the original. */
  apply(original: string): { readonly text: string; toOriginal(offset: number): number } {
    // A stable sort: edits at one place stay in the order in which they were made.
    const edits = [...this.#edits].sort((a, b) => a.start - b.start || a.end - b.end);
    const pieces: string[] = [];
    let at = 0;
    for (const { start, end, text } of edits) {
      pieces.push(original.slice(at, start), text);
      at = end;
    }
    pieces.push(original.slice(at));
    return { text: pieces.join(""), toOriginal: (offset) => mapBack(edits, offset) };
  }
}

function mapBack(edits: readonly Edit[], offset: number): number {
  let shift = 0;
  for (const { start, end, text, origin } of edits) {
    const from = start + shift;
    if (offset < from) break;
    if (offset < from + text.length)
      return origin ?? Math.min(start + (offset - from), Math.max(start, end - 1));
    shift += text.length - (end - start);
  }
  return offset - shift;
}

/** Replaces everything but line breaks by spaces. */
export function blank(text: string): string {
  return text.replace(/[^\n\r\u2028\u2029]/g, " ");
}
