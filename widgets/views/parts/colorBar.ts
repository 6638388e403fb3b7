import { colormapTable, levelAfter } from "#widgets/draw/colormap.js";
import { type Limits, unscaleValue } from "#widgets/draw/contrast.js";
import { compactNumber } from "#widgets/draw/format.js";
import { type ChannelLook, channelEnds } from "#widgets/draw/rgbToRgba.js";
import { html, setAttributes, setText } from "./dom.js";
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
  const channelList = html("div", { class: "ronchi-ColorBar-channels" });
  const element = html("div", { class: "ronchi-ColorBar", role: "img" }, unitLabel, scale, channelList);
  let drawn = "";
  return {
    element,
    show(look, unit, range) {
      const channels = look.channels ?? [];
      if (channels.length + channelList.childElementCount > 0)
        channelList.replaceChildren(...channelElements(channels));
      scale.hidden = channels.length > 0;
      if (channels.length > 0) {
        setText(unitLabel, unit);
        const names = channels.map(({ name }, i) => `${["red", "green", "blue"][i]} ${name}`);
        setAttributes(element, { "aria-label": `Colours: ${names.join(", ")}` });
        return;
      }
      const colours = `${look.colormap} ${look.gamma}`;
      if (drawn !== colours) drawRamp(ramp, look);
      drawn = colours;
      const words = barWords(look, unit, range);
      for (const [i, tick] of ticks.entries()) setText(tick, words.ticks[i]!);
      setText(unitLabel, words.unit);
      const [low, high] = [words.ticks[0], words.ticks.at(-1) || words.ticks[0]];
      setAttributes(element, {
        "aria-label": `Colour bar, ${look.scale}, ${low} to ${high} ${words.unit}`,
      });
    },
  };
}

/**
 * The words of a colour bar: a label for each of {@link tickPositions}, and the unit. Large and small values share one
 * power of ten in the unit; those of a logarithmic bar, which spans decades, are short plain numbers (114k, 340, 1.2).
 * A limit that clips the image is marked ≤ or ≥; a picture of one value has one label.
 */
export function barWords(
  look: ImageLook,
  unit: string,
  range: Limits,
): { readonly ticks: readonly string[]; readonly unit: string } {
  const logarithmic = look.scale === "log";
  const exponent = logarithmic && largestOf(look.limits) >= 0.1 ? 0 : sharedExponent(look.limits);
  const values = tickPositions.map(
    (position) => unscaleValue(position, look.limits, look.scale, look.step) / 10 ** exponent,
  );
  const ticks = logarithmic ? values.map(compactNumber) : alignedNumbers(values, exponent === 0 ? 0 : 2);
  const isConstant = range[0] === range[1] && look.limits[0] === look.limits[1];
  if (isConstant) ticks.fill("", 1);
  if (range[0] < look.limits[0]) ticks[0] = `≤ ${ticks[0]}`;
  if (range[1] > look.limits[1] && !isConstant) ticks[ticks.length - 1] = `≥ ${ticks.at(-1)}`;
  return { ticks, unit: exponent === 0 ? unit : `10${superscript(exponent)} ${unit}`.trim() };
}

/** All with the decimals that give the largest three digits, or with fewer (not below `least`) where these are zeros. */
function alignedNumbers(values: readonly number[], least: number): string[] {
  const largest = Math.max(...values.map(Math.abs));
  let decimals = largest === 0 ? 0 : Math.max(least, 2 - Math.floor(Math.log10(largest)));
  const rounded = (digits: number) => values.map((value) => Number(value.toFixed(digits)));
  while (decimals > least && rounded(decimals).join() === rounded(decimals - 1).join()) decimals -= 1;
  // Adding 0 turns −0 into 0.
  return rounded(decimals).map((value) => (value + 0).toFixed(decimals).replace("-", "−"));
}

/** 0 for values that read well as they are. */
function sharedExponent(limits: Limits): number {
  const largest = largestOf(limits);
  if (largest === 0 || (largest >= 0.1 && largest < 10_000)) return 0;
  return Math.floor(Math.log10(largest));
}

function largestOf(limits: Limits): number {
  return Math.max(Math.abs(limits[0]), Math.abs(limits[1]));
}

function superscript(exponent: number): string {
  return [...String(exponent)].map((digit) => (digit === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]!)).join("");
}

/** Colours of the channels of a composite at their upper limits, CSS. */
const channelColours = ["#f00", "#0f0", "#00f"] as const;

/** The words of a channel's bar, and the colour of its upper end. */
export function channelWords(
  look: ChannelLook,
  channel: number,
): { readonly name: string; readonly colour: string; readonly low: string; readonly high: string } {
  return { name: look.name, colour: channelColours[channel]!, ...channelEnds(look) };
}

/** Bars of a composite, one below the other, each with its name and limits. */
function channelElements(channels: readonly ChannelLook[]): HTMLElement[] {
  return channels.map((channel, i) => {
    const { name, colour, low, high } = channelWords(channel, i);
    const ramp = html("span", { class: "ronchi-ColorBar-channelRamp", style: `--end: ${colour}` });
    const ends = html(
      "span",
      { class: "ronchi-ColorBar-channelEnds" },
      html("span", {}, high),
      html("span", {}, low),
    );
    const title = html("span", { class: "ronchi-ColorBar-channelName", title: name }, name);
    return html("div", { class: "ronchi-ColorBar-channel" }, title, ramp, ends);
  });
}

/** One canvas pixel a level, the highest on top. */
export function drawRamp(canvas: HTMLCanvasElement, look: ImageLook): void {
  const table = colormapTable(look.colormap);
  const levels = table.length / 4;
  canvas.width = 1;
  canvas.height = levels;
  const pixels = new ImageData(1, levels);
  for (let level = 0; level < levels; level++) {
    const coloured = levelAfter(level, levels, look.gamma) * 4;
    pixels.data.set(table.subarray(coloured, coloured + 4), (levels - 1 - level) * 4);
  }
  canvas.getContext("2d")!.putImageData(pixels, 0, 0);
}
