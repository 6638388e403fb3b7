/** Jupyter counts cursor positions in code points, JavaScript in UTF-16 units: one character beyond U+FFFF is two units. */

/** UTF-16 offset of a cursor position; positions outside the text are moved to its nearer end. */
export function toOffset(text: string, codePoints: number): number {
  let offset = 0;
  for (let left = codePoints; left > 0 && offset < text.length; left--)
    offset += (text.codePointAt(offset) as number) > 0xffff ? 2 : 1;
  return offset;
}

/** Cursor position of a UTF-16 offset. */
export function toCodePoints(text: string, offset: number): number {
  return Array.from(text.slice(0, offset)).length;
}
