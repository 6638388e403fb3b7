import { colormapTable } from "#widgets/draw/colormap.js";
import { type Limits, unscaleValue } from "#widgets/draw/contrast.js";
import { formatNumber } from "#widgets/draw/format.js";
import { html, setText } from "./dom.js";
import type { ImageLook } from "./imageRenderer.js";

export interface ColorBar {
  readonly element: HTMLElement;
  /** @param range smallest and largest value of the image: what lies outside the limits is marked ≤ and ≥ */
  show(look: ImageLook, unit: string, range: Limits): void;
}

/** Where a bar is labelled, 0 = its lower end. */
export const tickPositions: readonly number[] = [0, 0.25, 0.5, 0.75, 1];

/** A vertical colour bar: the unit above, the limits and three values between. */
export function colorBar(): ColorBar {
  const ramp = html("canvas", { class: "ronchi-ColorBar-ramp", "aria-hidden": "true" });
  const ticks = tickPositions.map((position) =>
    html("span", { class: "ronchi-ColorBar-tick", style: `--at: ${position}` }),
  );
  const unitLabel = html("span", { class: "ronchi-ColorBar-unit" });
  const scale = html("div", { class: "ronchi-ColorBar-scale" }, ramp, ...ticks);
  const element = html("div", { class: "ronchi-ColorBar", role: "img" }, unitLabel, scale);
  return {
    element,
    show(look, unit, range) {
      drawRamp(ramp, look);
      const labels = tickLabels(look);
      const [below, above] = [range[0] < look.limits[0], range[1] > look.limits[1]];
      for (const [i, tick] of ticks.entries()) setText(tick, labels[i]!);
      ticks[0]!.dataset.clipped = below ? "≤" : "";
      ticks.at(-1)!.dataset.clipped = above ? "≥" : "";
      setText(unitLabel, unit);
      element.setAttribute(
        "aria-label",
        `Colour bar, ${labels[0]} to ${labels.at(-1)} ${unit}, ${look.scale}`,
      );
    },
  };
}

/** Labels of {@link tickPositions}. */
export function tickLabels(look: ImageLook): readonly string[] {
  return tickPositions.map((position) => formatNumber(unscaleValue(position, look.limits, look.scale)));
}

/** One canvas pixel a level, the highest on top. */
export function drawRamp(canvas: HTMLCanvasElement, look: ImageLook): void {
  const table = colormapTable(look.colormap);
  const levels = table.length / 4;
  canvas.width = 1;
  canvas.height = levels;
  const pixels = new ImageData(1, levels);
  for (let level = 0; level < levels; level++) {
    pixels.data.set(table.subarray(level * 4, level * 4 + 4), (levels - 1 - level) * 4);
  }
  canvas.getContext("2d")!.putImageData(pixels, 0, 0);
}
