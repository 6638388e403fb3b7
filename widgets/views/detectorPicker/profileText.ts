import type { PickerPane } from "#widgets/models/detectorPickerState.js";
import type { Line } from "../parts/lineGeometry.js";
import type { ProfileTrace } from "../parts/profilePlot.js";
import type { MeasuredLength } from "./profileScale.js";

/** A profile as it is shown. */
export interface ShownProfile {
  readonly line: Line;
  /** px across the line. */
  readonly width: number;
  readonly measured: MeasuredLength;
  readonly traces: readonly ProfileTrace[];
  readonly valueUnit: string;
}

/** One row a place: the distance in the unit of the pane, its px y and x, and the values; nothing where there is none. */
export function profileCsv({ line, measured, traces, valueUnit }: ShownProfile): string {
  const [from, to] = line;
  const last = traces[0]!.values.length - 1;
  const names = traces.map(({ name }) => `${name} (${valueUnit})`);
  const head = [`distance (${measured.unit})`, "y (px)", "x (px)", ...names].map(csvWord).join(",");
  const rows = Array.from({ length: last + 1 }, (_, i) => {
    const u = i / last;
    const places = [u * measured.length, from[0] + u * (to[0] - from[0]), from[1] + u * (to[1] - from[1])];
    const values = traces.map((trace) => trace.values[i]!);
    return [...places.map(shortNumber), ...values.map(csvNumber)].join(",");
  });
  return `${[head, ...rows].join("\n")}\n`;
}

/** The line of a cell that gives these values from the image that its own code makes. */
export function profileCode({ line, width }: ShownProfile, pane: PickerPane, isTransformed: boolean): string {
  const variable = pane === "image" ? ["image", "spectrum"] : ["diffraction", "cepstrum"];
  const [from, to] = line.map((end) => `[${end.map(shortNumber).join(", ")}]`);
  const across = width === 1 ? "" : `, width: ${width}`;
  const name = variable[isTransformed ? 1 : 0];
  return `const profile = lineProfile(${name}, { from: ${from}, to: ${to}${across} });`;
}

/** Without the digits that arithmetic adds. */
function shortNumber(value: number): string {
  return String(Number(value.toPrecision(9)));
}

function csvNumber(value: number): string {
  return Number.isFinite(value) ? String(value) : "";
}

function csvWord(word: string): string {
  return /[",\n]/.test(word) ? `"${word.replaceAll('"', '""')}"` : word;
}
