import {
  interpolateCividis,
  interpolateInferno,
  interpolateMagma,
  interpolateRdBu,
  interpolateSinebow,
  interpolateTurbo,
  interpolateViridis,
} from "d3-scale-chromatic";
import type { BaseMapName, ColormapName } from "../models/detectorPickerState.js";

/** Levels of a colour table: an image value becomes one of these before it becomes a colour. */
export const colormapLevels = 256;

/** Every colour map a pane can have, as it is or inverted, in the order in which a menu offers them. */
export const colormapNames: readonly BaseMapName[] = [
  "gray",
  "viridis",
  "cividis",
  "inferno",
  "magma",
  "turbo",
  "rdbu",
  "cyclic",
];

const interpolators: Record<Exclude<BaseMapName, "gray">, (t: number) => string> = {
  viridis: interpolateViridis,
  cividis: interpolateCividis,
  inferno: interpolateInferno,
  magma: interpolateMagma,
  turbo: interpolateTurbo,
  // Red is positive.
  rdbu: (t) => interpolateRdBu(1 - t),
  // From −π to π, with the colour of an angle in an image of vectors.
  cyclic: (t) => interpolateSinebow((t + 0.5) % 1),
};

const tables = new Map<ColormapName, Uint8Array>();

/**
 * The colour table of a map: 256 levels of RGBA, lowest value first, opaque. The same array at every call:
 * read it, do not write into it. "cyclic" is for angles from −π to π, with the hues of `vectorToRgba`.
 */
export function colormapTable(name: ColormapName): Uint8Array {
  const known = tables.get(name);
  if (known !== undefined) return known;
  const table = newTable(name);
  tables.set(name, table);
  return table;
}

function newTable(name: ColormapName): Uint8Array {
  if (isInverted(name)) return reversedTable(colormapTable(baseMap(name)));
  const base = baseMap(name);
  return base === "gray" ? grayTable() : sampledTable(interpolators[base]);
}

/** Whether the levels of a map are the other way round. */
export function isInverted(name: ColormapName): boolean {
  return name.endsWith("_r");
}

/** The map whose levels an inverted one has the other way round; of others, the map itself. */
export function baseMap(name: ColormapName): BaseMapName {
  return name.replace(/_r$/, "") as BaseMapName;
}

function reversedTable(table: Uint8Array): Uint8Array {
  const pixels = new Uint32Array(table.slice().buffer).reverse();
  return new Uint8Array(pixels.buffer);
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

/** The level of a map of `levels` that a colour bar shows at one of its levels: its place 0–1 to the power `gamma`. */
export function levelAfter(level: number, levels: number, gamma = 1): number {
  return Math.round((level / (levels - 1)) ** gamma * (levels - 1));
}
