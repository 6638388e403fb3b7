import { accentRows, capRows, glyphColumns, glyphDots, glyphRows } from "./glyphs.js";
import { type Colour, drawSegments, type Raster, type Segment } from "./raster.js";

export interface TextStyle {
  /** Height of a capital letter, px. */
  readonly size: number;
  readonly colour: Colour;
}

/** Strokes of a glyph in dots from its left edge and the top of a capital, and how wide it is. */
interface Glyph {
  readonly strokes: readonly Segment[];
  readonly columns: number;
}

/** Thickness of a stroke and gap between letters, in dots. */
const strokeDots = 1.05;
const gapDots = 2.2;
const spaceColumns = 3;
/** Any space: the plain one, the no-break one and the figure space of padded numbers. */
const spaces = /\s/;

const glyphs = new Map<string, Glyph>();

/** Width of a line of text, px. */
export function textWidth(text: string, size: number): number {
  const dots = [...text].reduce((sum, character) => sum + glyphOf(character).columns - 1 + gapDots, 0);
  return text === "" ? 0 : (dots - gapDots + strokeDots) * dotSize(size);
}

/**
 * Writes one line, its left edge at `x` and the top of its capitals at `y`; descenders hang 2/7 of the size below. A letter
 * whose accent the font lacks is drawn without it, any other missing character as a box. Needs no canvas: the dots of the font are joined to smooth strokes, so
 * any size can be drawn.
 */
export function drawText(raster: Raster, text: string, x: number, y: number, style: TextStyle): void {
  const dot = dotSize(style.size);
  let left = x + (strokeDots / 2) * dot;
  const top = y + (strokeDots / 2) * dot;
  for (const character of text) {
    const { strokes, columns } = glyphOf(character);
    const placed = strokes.map(
      ([x0, y0, x1, y1]): Segment => [left + x0 * dot, top + y0 * dot, left + x1 * dot, top + y1 * dot],
    );
    drawSegments(raster, placed, strokeDots * dot, style.colour);
    left += (columns - 1 + gapDots) * dot;
  }
}

/** The longest beginning of a text that fits, with "..." where something is left out. */
export function fitText(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  let shown = text;
  while (shown !== "" && textWidth(`${shown}...`, size) > width) shown = shown.slice(0, -1);
  return `${shown.trimEnd()}...`;
}

function dotSize(size: number): number {
  return size / (capRows - 1 + strokeDots);
}

function glyphOf(character: string): Glyph {
  const known = glyphs.get(character);
  if (known !== undefined) return known;
  const dots = glyphDots.get(character) ?? glyphDots.get(character.normalize("NFD")[0]!);
  const made = spaces.test(character)
    ? { strokes: [], columns: spaceColumns }
    : dots === undefined
      ? missingGlyph
      : joinDots(dots);
  glyphs.set(character, made);
  return made;
}

const missingGlyph: Glyph = {
  strokes: [
    [0, 0, 3, 0],
    [3, 0, 3, 6],
    [3, 6, 0, 6],
    [0, 6, 0, 0],
  ],
  columns: 4,
};

/** Joins neighbouring dots: side by side, and diagonally where no dot beside both would make a corner. */
function joinDots(dots: Uint8Array): Glyph {
  const isSet = (x: number, y: number): boolean =>
    x >= 0 && x < glyphColumns && y < glyphRows && dots[y * glyphColumns + x] === 1;
  const set = [...dots.keys()]
    .filter((i) => dots[i] === 1)
    .map((i) => [i % glyphColumns, Math.floor(i / glyphColumns)] as const);
  const columns = set.map(([x]) => x);
  const first = Math.min(...columns);
  const joins = (x: number, y: number): readonly (readonly [number, number])[] => {
    const found: (readonly [number, number])[] = [[x, y]];
    if (isSet(x + 1, y)) found.push([x + 1, y]);
    if (isSet(x, y + 1)) found.push([x, y + 1]);
    if (isSet(x + 1, y + 1) && !isSet(x + 1, y) && !isSet(x, y + 1)) found.push([x + 1, y + 1]);
    if (isSet(x - 1, y + 1) && !isSet(x - 1, y) && !isSet(x, y + 1)) found.push([x - 1, y + 1]);
    return found;
  };
  const strokes = set.flatMap(([x, y]) =>
    joins(x, y).map(([toX, toY]): Segment => [x - first, y - accentRows, toX - first, toY - accentRows]),
  );
  return { strokes, columns: Math.max(...columns) - first + 1 };
}
