import type { DirectDisk } from "#core/calibration/directDisk.js";
import { type DescanOrigin, originAt } from "#core/calibration/fitOrigin.js";
import type { BitmapDetector } from "#core/virtual/detector.js";
import type { MimeBundle } from "./mimeBundle.js";
import { describeGrid } from "./numberGrid.js";
import { formatNumber } from "./typedArrays.js";

/** The plain records that measurements give, in words with units; undefined for anything else. */
export function describeMeasured(value: object): MimeBundle | undefined {
  if (hasKeys(value, ["centre", "radius", "edgeWidth", "confidence"]))
    return { "text/plain": diskText(value as DirectDisk) };
  if (hasKeys(value, ["model", "scanShape", "y", "x", "scatter", "used"]))
    return { "text/plain": originText(value as DescanOrigin) };
  if (isBitmap(value)) return bitmapBundle(value);
  if (isRun(value))
    return { "text/plain": "a run that nobody has asked for: `await` it, or loop over it with `for await`" };
  return undefined;
}

function hasKeys(value: object, keys: readonly string[]): boolean {
  // In this order: listing the keys of a long array takes seconds.
  return keys.every((key) => key in value) && Object.keys(value).length === keys.length;
}

/** What `run` gives; a look at it must not start it. */
function isRun(value: object): boolean {
  return !(value instanceof Promise) && hasKeys(value, ["then"]) && Symbol.asyncIterator in value;
}

function diskText({ centre, radius, edgeWidth, confidence }: DirectDisk): string {
  return [
    `DirectDisk at ${pair(centre)} px`,
    `radius ${formatNumber(radius)} px`,
    `edge ${formatNumber(edgeWidth)} px`,
    `confidence ${confidence.toFixed(2)}`,
  ].join(", ");
}

function originText(origin: DescanOrigin): string {
  const [scanY, scanX] = origin.scanShape;
  const [first, last] = [originAt(origin, [0, 0]), originAt(origin, [scanY - 1, scanX - 1])];
  return [
    `DescanOrigin, ${origin.model} over ${scanY} × ${scanX} scan positions`,
    `${pair(first)} px at the first, ${pair(last)} px at the last`,
    `scatter ${formatNumber(origin.scatter)} px`,
    `${Math.round(origin.used * 100)} % of the positions used`,
  ].join(", ");
}

function isBitmap(value: object): value is BitmapDetector {
  const { shape, size, mask } = value as Partial<BitmapDetector>;
  return (
    shape === "bitmap" &&
    Array.isArray(size) &&
    mask instanceof Uint8Array &&
    size[0] * size[1] === mask.length &&
    mask.length > 0
  );
}

function bitmapBundle({ size, mask }: BitmapDetector): MimeBundle {
  const pixels = mask.reduce((sum, value) => sum + value, 0);
  const text = `bitmap detector, ${size[0]} × ${size[1]} px, ${pixels} of them belong to it`;
  return describeGrid({ data: mask, shape: size, text });
}

/** [y, x]. */
function pair([y, x]: readonly [number, number]): string {
  return `[${formatNumber(y)}, ${formatNumber(x)}]`;
}
