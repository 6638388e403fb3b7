import { RonchiError } from "../errors.js";

/** [scanY, scanX] of a file that holds frames in a row, and what the user should know of how it was found. */
export interface ScanShape {
  readonly shape: readonly [number, number];
  readonly note?: string;
}

type Pair = readonly [number, number];

/** A guessed scan is at most this much longer than wide: nobody scans 2 x 5000 by default. */
const MAX_GUESSED_ASPECT = 4;
const ADVICE = "Give scanShape: [rows, columns] to open() if it is another.";

/**
 * The scan shape: as given, else as the file's metadata say (`recorded`), else guessed: a square, else the most
 * square of the factor pairs up to 1:4 (fewer rows than columns), else one row. Error "shape-mismatch" when the
 * given one does not hold exactly `frames`.
 */
export function chooseScanShape(
  frames: number,
  given: Pair | undefined,
  subject: string,
  recorded?: { readonly shape: Pair; readonly from: string },
): ScanShape {
  if (given !== undefined) return { shape: checkGiven(frames, given, subject) };
  if (recorded !== undefined && isScanOf(frames, recorded.shape)) {
    const [y, x] = recorded.shape;
    return { shape: recorded.shape, note: `scan shape ${y} x ${x} taken from ${recorded.from}. ${ADVICE}` };
  }
  const shape = guess(frames);
  return { shape, note: `scan shape guessed as ${shape.join(" x ")} from ${frames} frames. ${ADVICE}` };
}

/** All [y, x] with y <= x and y * x = `frames`, the most square first. */
export function factorPairs(frames: number): Pair[] {
  const pairs: Pair[] = [];
  for (let y = Math.floor(Math.sqrt(frames)); y >= 1; y--) {
    if (frames % y === 0) pairs.push([y, frames / y]);
  }
  return pairs;
}

function isScanOf(frames: number, [y, x]: Pair): boolean {
  return Number.isInteger(y) && Number.isInteger(x) && y > 0 && x > 0 && y * x === frames;
}

function checkGiven(frames: number, given: Pair, subject: string): Pair {
  if (isScanOf(frames, given)) return given;
  const [y, x] = given;
  const fitting = factorPairs(frames).slice(0, 4);
  throw new RonchiError({
    code: "shape-mismatch",
    subject,
    found: `${frames} frames`,
    expected: `${y} x ${x} = ${y * x} frames, as scanShape says`,
    remedy: `Scan shapes that fit: ${fitting.map((pair) => pair.join(" x ")).join(", ")}, or with axes swapped.`,
  });
}

function guess(frames: number): Pair {
  const [mostSquare] = factorPairs(frames);
  const [y, x] = mostSquare ?? [1, frames];
  return x <= MAX_GUESSED_ASPECT * y ? [y, x] : [1, frames];
}
