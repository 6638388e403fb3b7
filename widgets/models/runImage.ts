import type { NumberArray } from "#core/data/dtype.js";
import type { Overflow, RunOptions } from "#core/data/executor.js";
import { type CoarseGrid, coarseGrid } from "#core/udf/coarseGrid.js";
import type { ShownDescan, ShownImage } from "./detectorPickerState.js";
import { fieldImage, type RunImage } from "./fieldImage.js";
import { type ImagePass, imagePass, type PickerSource, passKey } from "./imagePass.js";
import { isTransformed } from "./shown.js";

export type { RunImage } from "./fieldImage.js";
export type { PickerSource } from "./imagePass.js";

export interface ImageRunOptions {
  readonly signal?: AbortSignal;
  /**
   * Gets the image as far as it is known, while a long run lasts, in boxes where little is known: missing positions are
   * filled from the nearest known ones. `complete` is the fraction of positions that are known.
   */
  readonly onCoarse?: (image: RunImage, complete: number) => void;
  /** Keeps the last pass: another image that can be made from it runs nothing. */
  readonly memo?: PassMemo;
}

/** The last finished pass of a picker. */
export interface PassMemo {
  last?: {
    readonly key: string;
    readonly fields: readonly NumberArray[];
    readonly overflow: Overflow;
  };
  /** The last origin that was followed: an equal one is the same object, whose shifts are known. */
  descan?: ShownDescan;
}

/** A pass that takes longer than this is looked at while it runs: with what comes behind it, a hand that drags sees no delay. */
export const coarseMilliseconds = 50;
/** The first coarse image knows at least this part of the positions: less looks like nothing. */
const leastKnown = 1 / 512;
/** A coarse image follows another one when this many times as many positions are known. */
const refinement = 1.5;

/**
 * The image of a detector, by the response. Rejects with RonchiError: "invalid-argument" for impossible geometry,
 * and as the executor does.
 */
export async function runImage(
  source: PickerSource,
  asked: ShownImage,
  { signal, onCoarse, memo = {} }: ImageRunOptions = {},
): Promise<RunImage> {
  const shown = { ...asked, descan: knownDescan(asked, memo) };
  const key = passKey(shown);
  if (memo.last?.key !== key) {
    const pass = imagePass(source, shown, onCoarse === undefined ? "storage" : "spread");
    const looking = onCoarse && coarseImages(source, shown, pass, onCoarse);
    const run = await source.executor.run(pass.plan, {
      signal,
      ...looking,
      partialInterval: coarseMilliseconds,
    });
    memo.last = { key, fields: pass.fields(run), overflow: run.overflow };
  }
  return fieldImage(source, shown, memo.last.fields, memo.last.overflow);
}

function knownDescan({ descan = null }: ShownImage, memo: PassMemo): ShownDescan | null {
  if (descan !== null && JSON.stringify(descan) !== JSON.stringify(memo.descan)) memo.descan = descan;
  return descan && memo.descan!;
}

function coarseImages(
  source: PickerSource,
  shown: ShownImage,
  pass: ImagePass,
  onCoarse: (image: RunImage, complete: number) => void,
): Pick<RunOptions, "onPartial" | "partialFrames"> {
  const [scanY, scanX] = source.description.shape;
  let grid: CoarseGrid | undefined;
  return {
    partialFrames(processed) {
      // The marks are older than the count of what is done: at first there may be none.
      grid = processed.includes(1) ? coarseGrid(processed, [scanY, scanX], needsAll(shown)) : undefined;
      return grid?.positions ?? new Uint32Array();
    },
    onPartial: whenRefined((partial, complete) => {
      if (grid === undefined) return false;
      const image = fieldImage(source, shown, pass.fields(partial), partial.overflow);
      onCoarse(grid.box === 1 ? image : { ...image, box: grid.box }, complete);
      return true;
    }),
  };
}

/** Whether a picture is made from values at all scan positions, or each of its values from its place. */
function needsAll(shown: ShownImage): boolean {
  return isTransformed(shown) || shown.response === "icom" || Boolean(shown.descan);
}

type Partial = Parameters<NonNullable<RunOptions["onPartial"]>>[0];

/**
 * A listener to partial results that hears of those which know enough more than the last one it took; the finished run is
 * none. It says whether it took one.
 */
export function whenRefined(
  takes: (partial: Partial, complete: number, doneFrames: number) => boolean,
): NonNullable<RunOptions["onPartial"]> {
  let least = 1;
  return (partial, { doneFrames, totalFrames }) => {
    if (doneFrames < Math.max(least, totalFrames * leastKnown) || doneFrames === totalFrames) return;
    if (takes(partial, doneFrames / totalFrames, doneFrames)) least = doneFrames * refinement;
  };
}
