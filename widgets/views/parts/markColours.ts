import { baseMap, colormapTable } from "#widgets/draw/colormap.js";
import type { ColormapName } from "#widgets/models/detectorPickerState.js";

/**
 * The lightest and the darkest colour of a map, CSS: text in the one outlined with the other reads on any of its images. The
 * cyclic one has neither: white and black.
 */
export function markColours(colormap: ColormapName): { readonly lightest: string; readonly darkest: string } {
  if (baseMap(colormap) === "cyclic") return { lightest: "rgb(255, 255, 255)", darkest: "rgb(0, 0, 0)" };
  const table = colormapTable(colormap);
  let [lightest, darkest] = [0, 0];
  for (let level = 0; level < table.length; level += 4) {
    if (luma(table, level) > luma(table, lightest)) lightest = level;
    if (luma(table, level) < luma(table, darkest)) darkest = level;
  }
  return { lightest: cssColour(table, lightest), darkest: cssColour(table, darkest) };
}

/** Rec. 709 weights. */
function luma(table: Uint8Array, at: number): number {
  return 0.2126 * table[at]! + 0.7152 * table[at + 1]! + 0.0722 * table[at + 2]!;
}

function cssColour(table: Uint8Array, at: number): string {
  return `rgb(${table[at]}, ${table[at + 1]}, ${table[at + 2]})`;
}
