/** Size of an image pixel along x; an undefined size is shown in px. */
export interface PixelSize {
  readonly value: number | undefined;
  readonly unit: string;
  /** Long lengths in Å too. */
  readonly keepUnit?: boolean;
}

/** A bar of a round length to draw on an image. */
export interface ScaleBar {
  /** Length in the unit that was asked for (px when uncalibrated). */
  readonly length: number;
  /** Length in image pixels. */
  readonly pixels: number;
  /** Length with the unit in which it reads best: "20 nm", "0.5 Å⁻¹", "32 px". */
  readonly label: string;
}

/** The bar is the longest round length that covers at most this part of the width. */
const largestPart = 0.3;

/**
 * A scale bar of length 1, 2 or 5 · 10^n, at most 30 % of the width of an image.
 * @param pixelSize size of a pixel along x in `unit`; undefined (or not positive) = uncalibrated, the bar counts px
 * @param pixelsWide width of the shown part, image px
 * @param unit "Å" (shown as nm from 10 Å and µm from 10⁴ Å), "Å⁻¹", or any other, shown as it is
 * @param keepUnit shows long lengths in Å too
 */
export function niceScaleBar(
  pixelSize: number | undefined,
  pixelsWide: number,
  unit: string,
  keepUnit = false,
): ScaleBar {
  if (pixelSize === undefined || !(pixelSize > 0) || !Number.isFinite(pixelSize)) {
    const length = Math.max(1, roundLengthBelow(pixelsWide * largestPart));
    return { length, pixels: length, label: `${length} px` };
  }
  const length = roundLengthBelow(pixelSize * pixelsWide * largestPart);
  return {
    length,
    pixels: length / pixelSize,
    label: keepUnit ? `${plain(length)} ${unit}` : lengthLabel(length, unit),
  };
}

function roundLengthBelow(longest: number): number {
  const exponent = Math.floor(Math.log10(longest) + 1e-9);
  const digit = longest / 10 ** exponent;
  const round = digit >= 5 ? 5 : digit >= 2 ? 2 : 1;
  // Through text, since 5 * 10 ** -2 and the like are not the nearest doubles.
  return Number(`${round}e${exponent}`);
}

function lengthLabel(length: number, unit: string): string {
  if (unit !== "Å") return `${plain(length)} ${unit}`;
  if (length >= 10_000) return `${plain(length / 10_000)} µm`;
  if (length >= 10) return `${plain(length / 10)} nm`;
  return `${plain(length)} Å`;
}

function plain(length: number): string {
  return String(Number(length.toPrecision(3)));
}
