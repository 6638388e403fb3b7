import type { JsonObject } from "../wire/link.js";
import type { MimeBundle } from "./mimeBundle.js";
import { plainArrays } from "./ownBundle.js";

const mimeType = "application/vnd.plotly.v1+json";
const parts = new Set(["data", "layout", "config", "frames"]);

/** What plotly.js draws: `{ data: [traces], layout: {…} }`, with `config` and `frames` where given. */
export interface PlotlyFigure {
  readonly data: readonly object[];
  readonly layout: object;
}

export function isPlotlyFigure(value: object): value is PlotlyFigure {
  const { data, layout } = value as Partial<PlotlyFigure>;
  if (!Array.isArray(data) || typeof layout !== "object" || layout === null) return false;
  return Object.keys(value).every((key) => parts.has(key)) && data.every(isTrace);
}

function isTrace(trace: unknown): boolean {
  return typeof trace === "object" && trace !== null && !Array.isArray(trace) && !ArrayBuffer.isView(trace);
}

/** The figure for a front end that has plotly, and a line of text for any other. */
export function describePlotly(figure: PlotlyFigure): MimeBundle {
  const kinds = figure.data.map((trace) => (trace as { type?: unknown }).type ?? "scatter");
  const text = `plotly figure: ${kinds.length > 0 ? kinds.join(", ") : "no traces"}`;
  return { "text/plain": text, [mimeType]: JSON.parse(JSON.stringify(figure, plainNumbers)) as JsonObject };
}

/** Typed arrays become arrays, whose NaN is a gap in plotly; big integers become numbers. */
function plainNumbers(key: string, value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : plainArrays(key, value);
}
