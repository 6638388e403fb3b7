import type { CubeDescription } from "#core/data/cubeDescription.js";
import type { Plan, RunResult } from "#core/data/executor.js";
import { RonchiError } from "#core/errors.js";
import { cepstrumOf, detectorFourierPlane } from "#core/fourier/ewpc.js";
import { maxPatternOf, planMaxPattern } from "#core/udf/library/maxPattern.js";
import { patternOf, planPattern, planSumPattern } from "#core/udf/library/sumPattern.js";
import { plannedFrames, type TileOrder } from "#core/udf/plan.js";
import type { ShownPattern } from "./detectorPickerState.js";
import type { RunImage } from "./fieldImage.js";
import type { PickerSource } from "./imagePass.js";
import { coarseMilliseconds, whenRefined } from "./runImage.js";

export interface PatternRunOptions {
  readonly signal?: AbortSignal;
  /**
   * Gets the pattern of the frames that are done, while a long run lasts: sums as if the others were like them.
   * `complete` is the fraction that is done.
   */
  readonly onCoarse?: (image: RunImage, complete: number) => void;
  /** Keeps the sum of all patterns, which never changes, and the last other pattern: neither is made twice. */
  readonly memo?: PatternMemo;
}

export interface PatternMemo {
  sum?: RunImage;
  last?: { readonly key: string; readonly image: RunImage };
}

/**
 * The pattern at the cursor, or the sum, mean or maximum of many, or its cepstrum. Rejects with RonchiError:
 * "invalid-argument" for positions outside the scan, and as the executor does.
 */
export async function runPattern(
  source: PickerSource,
  shown: ShownPattern,
  { signal, onCoarse, memo = {} }: PatternRunOptions = {},
): Promise<RunImage> {
  const key = patternKey(shown);
  const known = shown.pattern === "sum" ? memo.sum : memo.last?.key === key ? memo.last.image : undefined;
  if (known !== undefined) return transformed(source, shown, known);
  const isLong = onCoarse !== undefined && shown.pattern !== "cursor";
  const plan = patternPlan(source.description, shown, isLong ? "spread" : "storage");
  const onPartial = isLong ? coarsePatterns(source, shown, plan, onCoarse) : undefined;
  const run = await source.executor.run(plan, { signal, onPartial, partialInterval: coarseMilliseconds });
  const image = patternImage(source, shown, run, plannedFrames(plan));
  if (shown.pattern === "sum") memo.sum = image;
  else memo.last = { key, image };
  return transformed(source, shown, image);
}

/** Remembers a pattern that was made elsewhere, unless it is a transform. */
export function rememberPattern(memo: PatternMemo, shown: ShownPattern, image: RunImage): void {
  if (shown.cepstrum === true) return;
  if (shown.pattern === "sum") memo.sum = image;
  else memo.last = { key: patternKey(shown), image };
}

/** What a pass over the data depends on. */
function patternKey({ pattern, cursor, region = null }: ShownPattern): string {
  return JSON.stringify(pattern === "cursor" ? [pattern, cursor] : [pattern, region]);
}

/** @param frames that the run summed */
function patternImage(
  { description }: PickerSource,
  { pattern }: ShownPattern,
  run: RunResult,
  frames: number,
): RunImage {
  const [, , detY, detX] = description.shape;
  const common = { shape: [detY, detX], overflow: run.overflow } as const;
  if (pattern === "regionMax") return { ...common, data: maxPatternOf(run), unit: "counts" };
  const data = patternOf(run);
  if (pattern !== "regionMean") return { ...common, data, unit: "counts" };
  return { ...common, data: Float64Array.from(data, (sum) => sum / frames), unit: "counts / frame" };
}

function transformed(
  { description, calibration }: PickerSource,
  { cepstrum = false }: ShownPattern,
  image: RunImage,
): RunImage {
  if (!cepstrum) return image;
  const { excluded } = description;
  const data = cepstrumOf({ ...image, ...(excluded && { excluded }) });
  return {
    ...image,
    data,
    unit: "",
    symbol: "EWPC",
    fourier: detectorFourierPlane({ shape: image.shape, calibration }),
  };
}

function coarsePatterns(
  source: PickerSource,
  shown: ShownPattern,
  plan: Plan,
  onCoarse: NonNullable<PatternRunOptions["onCoarse"]>,
) {
  return whenRefined((partial, complete, doneFrames) => {
    const image = patternImage(source, shown, partial, doneFrames);
    // The workers add up in their own memory and tell it now and then.
    if (!image.data.some((value) => value !== 0)) return false;
    const isSum = shown.pattern === "sum" || shown.pattern === "regionSum";
    const all = isSum ? plannedFrames(plan) / doneFrames : 1;
    const data = all === 1 ? image.data : Float64Array.from(image.data, (value) => value * all);
    onCoarse(transformed(source, shown, { ...image, data }), complete);
    return true;
  });
}

/** @throws RonchiError "invalid-argument" unless the cursor [y, x] is a scan position of a cube of this shape */
export function checkCursor(
  cursor: readonly [number, number],
  [scanY, scanX]: CubeDescription["shape"],
): void {
  const isIndex = (value: number, extent: number): boolean =>
    Number.isInteger(value) && value >= 0 && value < extent;
  if (isIndex(cursor[0], scanY) && isIndex(cursor[1], scanX)) return;
  throw new RonchiError({
    code: "invalid-argument",
    subject: "cursor",
    found: `[${cursor.join(", ")}]`,
    expected: `whole numbers within [0..${scanY - 1}, 0..${scanX - 1}]`,
    remedy: "Give a scan position [y, x], counted from 0.",
  });
}

function patternPlan(
  description: CubeDescription,
  { pattern, cursor, region }: ShownPattern,
  order: TileOrder,
): Plan {
  switch (pattern) {
    case "cursor":
      checkCursor(cursor, description.shape);
      return planPattern(description, cursor);
    case "sum":
      return planSumPattern(description, undefined, order);
    case "regionSum":
    case "regionMean":
      return planSumPattern(description, region ?? undefined, order);
    case "regionMax":
      return planMaxPattern(description, region ?? undefined, order);
  }
}
