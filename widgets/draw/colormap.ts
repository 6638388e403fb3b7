import {
  interpolateCividis,
  interpolateInferno,
  interpolateMagma,
  interpolateRdBu,
  interpolateTurbo,
  interpolateViridis,
} from "d3-scale-chromatic";
import type { ColormapName } from "../models/detectorPickerState.js";

/** Levels of a colour table: an image value becomes one of these before it becomes a colour. */
export const colormapLevels = 256;

/** Every colour map there is, in the order in which a menu offers them. */
export const colormapNames: readonly ColormapName[] = [
  "gray",
  "viridis",
  "cividis",
  "inferno",
  "magma",
  "turbo",
  "rdbu",
];

const interpolators: Record<Exclude<ColormapName, "gray">, (t: number) => string> = {
  viridis: interpolateViridis,
  cividis: interpolateCividis,
  inferno: interpolateInferno,
  magma: interpolateMagma,
  turbo: interpolateTurbo,
  // Red is positive.
  rdbu: (t) => interpolateRdBu(1 - t),
};

const tables = new Map<ColormapName, Uint8Array>();

/**
 * The colour table of a map: 256 levels of RGBA, lowest value first, opaque. The same array at every call:
 * read it, do not write into it.
 */
export function colormapTable(name: ColormapName): Uint8Array {
  const known = tables.get(name);
  if (known !== undefined) return known;
  const table = name === "gray" ? grayTable() : sampledTable(interpolators[name]);
  tables.set(name, table);
  return table;
}

function grayTable(): Uint8Array {
  return Uint8Array.from({ length: colormapLevels * 4 }, (_, i) => (i % 4 === 3 ? 255 : i >> 2));
}

function sampledTable(interpolate: (t: number) => string): Uint8Array {
  const table = new Uint8Array(colormapLevels * 4);
  for (let level = 0; level < colormapLevels; level++) {
    table.set(parseCssColour(interpolate(level / (colormapLevels - 1))), level * 4);
    table[level * 4 + 3] = 255;
  }
  return table;
}

/** d3 gives "#rrggbb" from its sampled ramps and "rgb(r, g, b)" from its formulas. */
function parseCssColour(css: string): number[] {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(css);
  if (hex !== null) return hex.slice(1).map((digits) => Number.parseInt(digits, 16));
  return (css.match(/\d+/g) ?? []).slice(0, 3).map(Number);
}
