import type { Calibration } from "#core/data/calibration.js";
import { DataCube } from "#core/data/dataCube.js";
import { dtypeOf } from "#core/data/dtype.js";
import type { FourierSlice } from "#core/data/fourierSlice.js";
import { type PicturedSlice, renderSlicePng } from "#widgets/draw/picture.js";
import type { JsonObject } from "../wire/link.js";
import { formatNumber, range } from "./typedArrays.js";

export function isSlice(value: unknown): value is PicturedSlice {
  const kind = (value as { kind?: unknown } | null | undefined)?.kind;
  return kind === "RealSlice" || kind === "DiffractionSlice" || kind === "FourierSlice";
}

export function isCube(value: unknown): value is DataCube {
  return value instanceof DataCube;
}

/** A calibrated picture and one line of text. */
export function describeSlice(slice: PicturedSlice): JsonObject {
  const png = Buffer.from(renderSlicePng(slice)).toString("base64");
  return { "text/plain": sliceText(slice), "image/png": png };
}

function sliceText(slice: PicturedSlice): string {
  const { kind, name, shape, unit, data, overflow } = slice;
  const { min, max } = range(data);
  const parts = [
    `${kind} "${name}"`,
    `${shape.join(" × ")} ${dtypeOf(data)}`,
    `${formatNumber(min)} to ${formatNumber(max)} ${unit}`.trimEnd(),
    pixelText(slice),
  ];
  if (overflow.pixels > 0) parts.push(`${overflow.pixels} overflowed pixels in ${overflow.frames} frames`);
  return parts.join(", ");
}

function pixelText(slice: PicturedSlice): string {
  switch (slice.kind) {
    case "RealSlice":
      return scanStep(slice.calibration);
    case "DiffractionSlice":
      return detectorPixel(slice.calibration);
    case "FourierSlice":
      return fourierPixel(slice);
  }
}

function fourierPixel({ pixel, pixelUnit }: FourierSlice): string {
  return pixel === undefined
    ? "pixel uncalibrated"
    : `pixel ${pixel.map(formatNumber).join(" × ")} ${pixelUnit}`;
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
