export interface FormatOptions {
  /** Pads the number with figure spaces on the left to this many characters, so that a readout does not jump. */
  readonly width?: number;
}

const figureSpace = "\u2007";

/**
 * A number with its unit, "0.414 Å⁻¹": three significant digits; integers below 100 000 (counts, pixels) in full; powers of
 * ten as "1.23e6". A value that is not finite is "–". An empty unit gives the number alone.
 */
export function formatQuantity(value: number, unit: string, options: FormatOptions = {}): string {
  const digits = formatNumber(value).padStart(options.width ?? 0, figureSpace);
  return unit === "" ? digits : `${digits} ${unit}`;
}

/** The number of {@link formatQuantity}, without unit. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (Number.isInteger(value) && size < 100_000) return withMinus(String(value));
  // Rounding comes first: 999.7 has three significant digits as 1000, 99 999.6 as 1e5.
  const rounded = Math.abs(Number(value.toPrecision(3)));
  if (rounded >= 100_000 || rounded < 0.001) return withMinus(powerOfTen(value));
  if (rounded >= 1000) return withMinus(String(Math.round(value)));
  const decimals = 2 - Math.floor(Math.log10(rounded));
  return withMinus(value.toFixed(decimals));
}

const thousands = ["", "k", "M", "G", "T"];

/**
 * A number as short as a label of an axis has to be: "114k", "6.2k", "340", "19", "1.2". Two significant digits, three
 * from 100 of a unit on; powers of ten only below 0.001 and from 10¹⁵ on. A value that is not finite is "–".
 */
export function compactNumber(value: number): string {
  if (!Number.isFinite(value)) return "–";
  for (const [step, suffix] of thousands.entries()) {
    const scaled = value / 1000 ** step;
    const rounded = Number(scaled.toPrecision(Math.abs(scaled) >= 100 ? 3 : 2));
    if (rounded !== 0 && Math.abs(rounded) < 0.001) break;
    if (Math.abs(rounded) < 1000) return withMinus(`${rounded}${suffix}`);
  }
  return withMinus(value.toExponential(1).replace("e+", "e"));
}

function powerOfTen(value: number): string {
  return value.toExponential(2).replace("e+", "e");
}

function withMinus(text: string): string {
  return text.replaceAll("-", "−");
}
