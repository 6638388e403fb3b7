import type { Calibration } from "#core/data/calibration.js";
import { DataCube } from "#core/data/dataCube.js";
import type { DiffractionSlice } from "#core/data/diffractionSlice.js";
import { dtypeOf } from "#core/data/dtype.js";
import type { RealSlice } from "#core/data/realSlice.js";
import { renderSlicePng } from "#widgets/draw/picture.js";
import type { JsonObject } from "../wire/link.js";
import { formatNumber, range } from "./typedArrays.js";

type Slice = RealSlice | DiffractionSlice;

export function isSlice(value: unknown): value is Slice {
  const kind = (value as { kind?: unknown } | null | undefined)?.kind;
  return kind === "RealSlice" || kind === "DiffractionSlice";
}

export function isCube(value: unknown): value is DataCube {
  return value instanceof DataCube;
}

/** A calibrated picture and one line of text. */
export function describeSlice(slice: Slice): JsonObject {
  const png = Buffer.from(renderSlicePng(slice)).toString("base64");
  return { "text/plain": sliceText(slice), "image/png": png };
}

function sliceText(slice: Slice): string {
  const { kind, name, shape, unit, data, overflow } = slice;
  const { min, max } = range(data);
  const parts = [
    `${kind} "${name}"`,
    `${shape.join(" × ")} ${dtypeOf(data)}`,
    `${formatNumber(min)} to ${formatNumber(max)} ${unit}`.trimEnd(),
    kind === "RealSlice" ? scanStep(slice.calibration) : detectorPixel(slice.calibration),
  ];
  if (overflow.pixels > 0) parts.push(`${overflow.pixels} overflowed pixels in ${overflow.frames} frames`);
  return parts.join(", ");
}

/** Shape, type and what is known of the geometry. */
export function describeCube({ name, shape, dtype, calibration, description }: DataCube): string {
  const [scanY, scanX, detY, detX] = shape;
  const excluded = description.excluded?.reduce((sum, value) => sum + value, 0) ?? 0;
  const beam = calibration.energy === undefined ? [] : [`${formatNumber(calibration.energy / 1000)} keV`];
  return [
    `DataCube "${name}"`,
    `${scanY} × ${scanX} scan positions, ${scanStep(calibration)}`,
    `${detY} × ${detX} detector pixels (${dtype}), ${detectorPixel(calibration)}`,
    ...(excluded > 0 ? [`${excluded} excluded pixels`] : []),
    ...beam,
  ].join("\n  ");
}

function scanStep({ scanStep: step }: Calibration): string {
  return step === undefined ? "scan step not known" : `scan step ${pair(step)} Å`;
}

function detectorPixel({ detectorPixel: pixel }: Calibration): string {
  return pixel === undefined ? "detector pixel not known" : `detector pixel ${pair(pixel)} Å⁻¹`;
}

function pair([y, x]: readonly [number, number]): string {
  return y === x ? formatNumber(y) : `${formatNumber(y)} × ${formatNumber(x)}`;
}
