import { type Limits, scaleValue } from "#widgets/draw/contrast.js";
import { axisTicks } from "#widgets/draw/ticks.js";
import { barWords } from "./colorBar.js";
import { html, setAttributes, svg, toggleAttribute } from "./dom.js";
import { placeIn } from "./drag.js";
import type { ImageLook } from "./imageRenderer.js";

/** One curve: values at equal steps from 0 to the length of the axis; NaN leaves a gap. */
export interface ProfileTrace {
  readonly name: string;
  readonly values: Float64Array;
}

export interface PlottedProfile {
  /** Several for a colour composite: red, green and blue. */
  readonly traces: readonly ProfileTrace[];
  readonly length: number;
  /** Of the length. */
  readonly unit: string;
  /** Of the values. */
  readonly valueUnit: string;
  /** The values are drawn on the intensity scale of the pane. */
  readonly look: ImageLook;
}

export interface ProfilePlot {
  readonly element: HTMLElement;
  show(shown: PlottedProfile): void;
}

interface PlotOptions {
  readonly label: string;
  /** The pointer is at a sample, or left. */
  readonly onHover: (sample: number | undefined) => void;
  readonly signal: AbortSignal;
}

/** CSS px. */
const height = 132;
const margin = { top: 20, right: 12, bottom: 22, left: 52 };
/** Of a label of the axis below. */
const tickRoom = 56;
/** At 0, ½ and 1 of the height: every second label of a colour bar. */
const valueTicks = [0, 2, 4] as const;

/** Curves over the distance along a line, with labelled axes. */
export function profilePlot({ label, onHover, signal }: PlotOptions): ProfilePlot {
  const grid = svg("path", { class: "ronchi-Profile-grid" });
  const curves = [0, 1, 2].map((i) =>
    svg("path", { class: `ronchi-Profile-curve ronchi-Profile-curve--${i}` }),
  );
  const cursor = svg("path", { class: "ronchi-Profile-cursor" });
  const words = svg("g", { class: "ronchi-Profile-words" });
  const picture = svg("svg", { role: "img", "aria-label": label }, grid, ...curves, cursor, words);
  const element = html("div", { class: "ronchi-Profile-plot" }, picture);
  let shown: PlottedProfile | undefined;
  let width = 0;

  function draw(): void {
    if (shown === undefined || width === 0) return;
    const box = { left: margin.left, right: Math.max(margin.left + 1, width - margin.right) };
    const range = rangeOf(shown.traces);
    for (const [i, curve] of curves.entries())
      curve.setAttribute("d", curvePath(shown.traces[i]?.values, shown.look, range, box));
    const { path, labels } = axes(shown, range, box);
    grid.setAttribute("d", path);
    words.replaceChildren(...labels);
    setAttributes(picture, { "aria-label": `${label}, ${summaryOf(shown, range)}` });
  }

  function sampleAt(event: PointerEvent): number | undefined {
    const last = (shown?.traces[0]?.values.length ?? 0) - 1;
    const along = (placeIn(element, event)[1] - margin.left) / (width - margin.left - margin.right);
    return along < -0.02 || along > 1.02 || last < 1
      ? undefined
      : Math.round(Math.min(Math.max(along, 0), 1) * last);
  }

  function hover(sample: number | undefined): void {
    const last = (shown?.traces[0]?.values.length ?? 0) - 1;
    const x = margin.left + ((sample ?? 0) / last) * (width - margin.left - margin.right);
    cursor.setAttribute("d", sample === undefined ? "" : `M${x} ${margin.top}V${height - margin.bottom}`);
    onHover(sample);
  }

  element.addEventListener("pointermove", (event) => hover(sampleAt(event)), { signal });
  element.addEventListener("pointerleave", () => hover(undefined), { signal });
  const observer = new ResizeObserver(() => {
    width = element.clientWidth;
    setAttributes(picture, { width, height, viewBox: `0 0 ${width} ${height}` });
    draw();
  });
  observer.observe(element);
  signal.addEventListener("abort", () => observer.disconnect());
  return {
    element,
    show(profile) {
      shown = profile;
      toggleAttribute(element, "data-several", profile.traces.length > 1);
      cursor.setAttribute("d", "");
      draw();
    },
  };
}

interface Span {
  readonly left: number;
  readonly right: number;
}

/** Smallest and largest value of all curves. */
function rangeOf(traces: readonly ProfileTrace[]): Limits {
  const known = traces.flatMap(({ values }) => [...values].filter(Number.isFinite));
  return known.length === 0 ? [0, 1] : [Math.min(...known), Math.max(...known)];
}

function curvePath(values: Float64Array | undefined, look: ImageLook, range: Limits, box: Span): string {
  if (values === undefined) return "";
  let [path, isDown] = ["", false];
  for (const [i, value] of values.entries()) {
    const x = box.left + (i / (values.length - 1)) * (box.right - box.left);
    const y = heightOf(scaleValue(value, range, look.scale, look.step));
    if (Number.isFinite(y)) path += `${isDown ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    isDown = Number.isFinite(y);
  }
  return path;
}

/** @param position 0–1 */
function heightOf(position: number): number {
  return height - margin.bottom - position * (height - margin.top - margin.bottom);
}

function axes(
  shown: PlottedProfile,
  range: Limits,
  box: Span,
): { readonly path: string; readonly labels: readonly SVGElement[] } {
  const values = barWords({ ...shown.look, limits: range }, shown.valueUnit, range);
  const ys = valueTicks.map((tick) => heightOf(tick / 4));
  const xOf = (at: number) => box.left + (at / shown.length) * (box.right - box.left);
  const ticks = axisTicks(shown.length, (box.right - box.left) / tickRoom);
  const below = height - margin.bottom;
  const path = [
    ...ys.map((y) => `M${box.left} ${y}H${box.right}`),
    ...ticks.map((tick) => `M${shown.length > 0 ? xOf(tick) : box.left} ${below}v4`),
  ].join("");
  const name = shown.unit;
  // The unit stands at the end of the axis; a label that would touch it is left out.
  const unitRoom = name.length * 8 + 22;
  const free = ticks.filter((tick) => tick === 0 || xOf(tick) < box.right - unitRoom);
  const labels = [
    text(values.unit, { x: 2, y: 12, class: "ronchi-Profile-unit" }),
    text(name, { x: box.right, y: height - 5, "text-anchor": "end", class: "ronchi-Profile-unit" }),
    ...valueTicks.map((tick, i) =>
      text(values.ticks[tick]!, { x: box.left - 6, y: ys[i]! + 4, "text-anchor": "end" }),
    ),
    ...free.map((tick) =>
      text(String(tick), {
        x: shown.length > 0 ? xOf(tick) : box.left,
        y: height - 5,
        "text-anchor": "middle",
      }),
    ),
  ];
  return { path, labels };
}

function text(words: string, attributes: Readonly<Record<string, string | number>>): SVGTextElement {
  const element = svg("text", {}, document.createTextNode(words));
  setAttributes(element, attributes);
  return element;
}

function summaryOf({ length, unit, valueUnit }: PlottedProfile, [low, high]: Limits): string {
  return `${Number(length.toPrecision(3))} ${unit} long, from ${low} to ${high} ${valueUnit}`;
}
