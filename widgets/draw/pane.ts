import type { NumberArray } from "#core/data/dtype.js";
import type { Channel } from "../codecs.js";
import type { ColormapName, IntensityScale } from "../models/detectorPickerState.js";
import { drawChannelBars } from "./channelBars.js";
import { colormapLevels, colormapTable } from "./colormap.js";
import { type Limits, logStep, unscaleValue } from "./contrast.js";
import { drawDetector, type MarkedDetector } from "./detectorOutline.js";
import { compactNumber, formatNumber } from "./format.js";
import { drawPaneImage } from "./paneImage.js";
import { limitsOf } from "./paneLimits.js";
import { type Colour, fillRect, frameRect, type Raster } from "./raster.js";
import { type ChannelLook, channelLooks } from "./rgbToRgba.js";
import { niceScaleBar, type PixelSize } from "./scaleBar.js";
import { shrinkImage, shrinkVectors } from "./shrinkImage.js";
import { drawText, fitText, textWidth } from "./text.js";

/** One image with all that makes it readable: title, scale bar, colour bar. */
export interface Pane {
  readonly title: string;
  readonly data: NumberArray;
  /** [y, x], C order. */
  readonly shape: readonly [number, number];
  /** 1 = excluded. */
  readonly excluded?: Uint8Array | undefined;
  /** What the values are: "counts". */
  readonly valueUnit: string;
  readonly pixel: PixelSize;
  /** Angles, rad, where the data are magnitudes of vectors: then the hue is the direction. */
  readonly direction?: Float32Array | undefined;
  readonly scale: IntensityScale;
  /** Power of the place on the scale that gives the colour; default 1. */
  readonly gamma?: number | undefined;
  readonly colormap: ColormapName;
  /** Percentiles of the limits, 0–100. */
  readonly percentile: readonly [number, number];
  /** Values, instead of percentiles. */
  readonly limits?: Limits | undefined;
  /** Limits equally far from 0. */
  readonly symmetric?: boolean | undefined;
  /** Drawn on the image, in its pixels. */
  readonly detectors?: readonly MarkedDetector[] | undefined;
  /** Of a colour composite: its images, red first; the data are the first of them. */
  readonly channels?: readonly Channel[] | undefined;
}

/** The images of a composite in the size of the picture, and their looks. */
export interface ShrunkChannels {
  readonly images: readonly Channel[];
  readonly looks: readonly ChannelLook[];
}

/** A pane made ready to draw: the image shrunk or to be enlarged by whole factors, and the room it takes. */
export interface PaneLayout {
  readonly pane: Pane;
  readonly data: NumberArray;
  readonly direction: Float32Array | undefined;
  /** Shrunk images of a composite, and how they are drawn by their own limits. */
  readonly channels: ShrunkChannels | undefined;
  readonly excluded: Uint8Array | undefined;
  readonly shape: readonly [number, number];
  readonly limits: Limits;
  /** Of a logarithmic scale. */
  readonly step: number;
  /** Picture px an image pixel of the pane as given. */
  readonly zoom: number;
  /** Of the whole pane, px. */
  readonly width: number;
  readonly height: number;
}

const ink: Colour = [20, 20, 20];
const quietInk: Colour = [100, 100, 100];
const frameInk: Colour = [150, 150, 150];
const textSize = 11;
const titleRoom = textSize + 11;
const belowRoom = textSize + 12;
const barGap = 12;
/** Between the title and what stands beside it, px. */
const titleGap = 12;
const barWidth = 12;
const barLabelRoom = 58;
const barThickness = 4;
/** A smaller image still gets this much room for its title and its colour bar, px. */
const smallestWidth = 260;
const smallestHeight = 84;

/** Fits an image into about `target` px on its longer side: enlarged n times or shrunk to 1/n, n a whole number. */
export function layoutPane(pane: Pane, target: number): PaneLayout {
  const longest = Math.max(...pane.shape, 1);
  const shrink = Math.max(1, Math.ceil(longest / (1.5 * target)));
  const enlarge = shrink > 1 ? 1 : Math.max(1, Math.round(target / longest));
  const limits = limitsOf(pane.data, pane, pane.excluded);
  const step = pane.scale === "log" ? logStep(pane.data, pane.excluded) : 1;
  const { data, shape, excluded, direction } = shrunk(pane, shrink);
  const zoom = enlarge / shrink;
  const width = Math.max(shape[1] * enlarge, smallestWidth) + barGap + barWidth + barLabelRoom;
  const height = titleRoom + Math.max(shape[0] * enlarge, smallestHeight) + belowRoom;
  const channels = pane.channels && shrunkChannels(pane, pane.channels, shrink);
  return { pane, data, channels, direction, excluded, shape, limits, step, zoom, width, height };
}

function shrunk({ direction, ...pane }: Pane, factor: number) {
  if (direction !== undefined) return shrinkVectors({ ...pane, direction }, factor);
  return { ...shrinkImage(pane, factor), direction };
}

function shrunkChannels(pane: Pane, channels: readonly Channel[], factor: number): ShrunkChannels {
  const images = channels.map(({ name, data }) => ({
    name,
    data: shrinkImage({ data, shape: pane.shape }, factor).data,
  }));
  return { images, looks: channelLooks(channels, pane.scale, pane) };
}

/** Draws a pane with its upper left corner at (left, top). */
export function drawPane(raster: Raster, layout: PaneLayout, left: number, top: number): void {
  const enlarge = Math.max(1, layout.zoom);
  const [height, width] = [layout.shape[0] * enlarge, layout.shape[1] * enlarge];
  const imageTop = top + titleRoom;
  drawPaneImage(raster, layout, left, imageTop, enlarge);
  const { detectors = [], shape } = layout.pane;
  const place = { left, top: imageTop, width, height, zoom: layout.zoom };
  for (const detector of detectors) drawDetector(raster, detector, shape, place);
  frameRect(raster, left, imageTop, width, height, frameInk);
  const barLeft = left + width + barGap;
  drawTitle(raster, layout, left, top, barLeft);
  const drawBar = layout.channels === undefined ? drawColourBar : drawChannelBars;
  drawBar(raster, layout, barLeft, imageTop, Math.max(height, smallestHeight));
  drawBelow(raster, layout, left, imageTop + height + 8, width);
}

/** The title, and over the colour bar what its values are; where there is no room for both, at the right end. */
function drawTitle(raster: Raster, layout: PaneLayout, left: number, top: number, barLeft: number): void {
  const { title, valueUnit, scale, gamma = 1 } = layout.pane;
  const power = gamma === 1 ? "" : `gamma ${gamma}`;
  const note = [valueUnit, scale === "linear" ? "" : scale, power].filter((word) => word !== "").join(", ");
  const latest = left + layout.width - textWidth(note, textSize);
  const isTitleShort = left + textWidth(title, textSize) + titleGap <= barLeft;
  const noteLeft = isTitleShort ? Math.min(barLeft, latest) : latest;
  drawText(raster, fitText(title, textSize, noteLeft - left - titleGap), left, top, {
    size: textSize,
    colour: ink,
  });
  drawText(raster, note, noteLeft, top, { size: textSize, colour: quietInk });
}

/** The map from the upper to the lower limit, with the values at both ends and in the middle. */
function drawColourBar(raster: Raster, layout: PaneLayout, left: number, top: number, height: number): void {
  const { limits, step, pane } = layout;
  // The legend of directions has the hues: the bar tells the lengths.
  const table = colormapTable(pane.direction === undefined ? pane.colormap : "gray");
  const gamma = pane.direction === undefined ? (pane.gamma ?? 1) : 1;
  for (let y = 0; y < height; y++) {
    const level = Math.round((1 - y / (height - 1)) ** gamma * (colormapLevels - 1)) * 4;
    fillRect(raster, left, top + y, barWidth, 1, [table[level]!, table[level + 1]!, table[level + 2]!]);
  }
  frameRect(raster, left, top, barWidth, height, frameInk);
  for (const position of [1, 0.5, 0]) {
    const value = unscaleValue(position, limits, pane.scale, step);
    const label = pane.scale === "log" ? compactNumber(value) : formatNumber(value);
    const y = top + (1 - position) * (height - textSize);
    drawText(raster, label, left + barWidth + 6, y, { size: textSize, colour: ink });
  }
}

/** The scale bar and its length; at the right, where there is room, the size in pixels. */
function drawBelow(raster: Raster, layout: PaneLayout, left: number, top: number, width: number): void {
  const { pane } = layout;
  const bar = niceScaleBar(pane.pixel.value, pane.shape[1], pane.pixel.unit, pane.pixel.keepUnit);
  const barPixels = Math.round(bar.pixels * layout.zoom);
  const labelLeft = left + barPixels + 7;
  fillRect(raster, left, Math.round(top + (textSize - barThickness) / 2), barPixels, barThickness, ink);
  drawText(raster, bar.label, labelLeft, top, { size: textSize, colour: ink });
  const right = left + Math.max(width, smallestWidth);
  const note = fittingNote(pane, right - labelLeft - textWidth(bar.label, textSize) - 12);
  drawText(raster, note, right - textWidth(note, textSize), top, { size: textSize, colour: quietInk });
}

/** The size in pixels, [y, x], where there is room for it. That an image is not calibrated is said in any case. */
function fittingNote({ shape, pixel }: Pane, room: number): string {
  const size = `${shape[0]} × ${shape[1]} px`;
  const known = pixel.value === undefined ? "not calibrated" : "";
  const full = known === "" ? size : `${size}, ${known}`;
  return textWidth(full, textSize) <= room ? full : known;
}
