import { RonchiError } from "../errors.js";

/**
 * A mask as lengths of runs, rows first: so many pixels left out, so many that belong, and so on in turn. The first is 0
 * when the first pixel belongs. A shape drawn by hand takes two numbers a row instead of a byte a pixel.
 */
export function runsOfMask(mask: Uint8Array): number[] {
  const runs: number[] = [];
  let value = 0;
  let start = 0;
  for (let i = 0; i <= mask.length; i++) {
    if (i < mask.length && (mask[i] === 0 ? 0 : 1) === value) continue;
    runs.push(i - start);
    start = i;
    value = 1 - value;
  }
  return runs;
}

/**
 * The mask of {@link runsOfMask}, 1 = belongs, C order over `size` = [detY, detX].
 * @throws RonchiError "invalid-argument" when the runs are no lengths, or do not fill the size; nothing is allocated then
 */
export function maskOfRuns(runs: readonly number[], [height, width]: readonly [number, number]): Uint8Array {
  const filled = runs.reduce((sum, run) => sum + run, 0);
  const areLengths = runs.every((run) => Number.isInteger(run) && run >= 0);
  if (!areLengths || filled !== height * width) throw wrongRuns(areLengths, filled, height, width);
  const mask = new Uint8Array(filled);
  let at = 0;
  for (const [i, run] of runs.entries()) {
    if (i % 2 === 1) mask.fill(1, at, at + run);
    at += run;
  }
  return mask;
}

function wrongRuns(areLengths: boolean, filled: number, height: number, width: number): RonchiError {
  return new RonchiError({
    code: "invalid-argument",
    subject: "bitmap.runs",
    found: areLengths ? `runs of ${filled} pixels together` : "numbers that are no lengths",
    expected: `whole numbers that fill ${height} x ${width} = ${height * width} pixels`,
    remedy: "Give lengths of runs, rows first: pixels left out, pixels that belong, in turn.",
  });
}
