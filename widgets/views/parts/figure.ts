import type { Limits } from "#widgets/draw/contrast.js";
import { barWords, channelWords, tickPositions } from "./colorBar.js";
import type { ImageLook } from "./imageRenderer.js";
import type { ToolOutline } from "./paneTool.js";
import type { Pair, Transform } from "./viewTransform.js";

/** What a pane shows, as a figure for a paper: white background, black text. */
export interface Figure {
  readonly title: string;
  /** The coloured image, one canvas pixel an image pixel. */
  readonly image: HTMLCanvasElement;
  readonly transform: Transform;
  /** Size of the shown part, CSS px [height, width]. */
  readonly size: Pair;
  readonly look: ImageLook;
  readonly unit: string;
  /** Smallest and largest value of the image. */
  readonly range: Limits;
  /** Length in image px, and its label. */
  readonly scaleBar: { readonly pixels: number; readonly label: string };
  /** Shapes drawn on the picture, in CSS px of the shown part. */
  readonly outlines: readonly ToolOutline[];
  /** Legend of directions, drawn in the upper right corner. */
  readonly wheel: HTMLCanvasElement | undefined;
}

/** Measures of every figure, CSS px. */
export const figureLayout = {
  margin: 12,
  titleHeight: 28,
  barLeft: 12,
  barTop: 18,
  barWidth: 14,
  barSpace: 84,
  scaleBarInset: 12,
  scaleBarHeight: 4,
  fontSize: 13,
  fontFamily: '"Helvetica Neue", Arial, sans-serif',
  ink: "#000",
} as const;

/** Size of the whole figure, CSS px [height, width]. */
export function figureSize({ size }: Pick<Figure, "size">): Pair {
  const { margin, titleHeight, barSpace } = figureLayout;
  return [size[0] + titleHeight + 2 * margin, size[1] + barSpace + 2 * margin];
}

/** One of the bars of a colour composite, CSS px below the picture's upper edge. */
export interface ChannelBar {
  readonly name: string;
  /** CSS, of the upper end; the lower end is black. */
  readonly colour: string;
  readonly low: string;
  readonly high: string;
  /** Of the name, in the middle of its line. */
  readonly nameY: number;
  readonly top: number;
  readonly height: number;
}

/** The bars of a colour composite, one below the other; none for other images. */
export function channelBars({ look, size }: Pick<Figure, "look" | "size">): readonly ChannelBar[] {
  const channels = look.channels ?? [];
  const room = size[0] / Math.max(channels.length, 1);
  const nameHeight = 16;
  return channels.map((channel, i) => ({
    ...channelWords(channel, i),
    nameY: i * room + nameHeight / 2,
    top: i * room + nameHeight + 2,
    height: Math.max(room - nameHeight - 10, 12),
  }));
}

/** The labels of the colour bar with their heights, CSS px below the picture's upper edge, and the unit. */
export function barLabels({ look, unit, range, size }: Figure): {
  readonly unit: string;
  readonly ticks: readonly { readonly text: string; readonly y: number; readonly textY: number }[];
} {
  const { barTop } = figureLayout;
  const height = size[0] - barTop;
  const words = barWords(look, unit, range);
  const ticks = words.ticks.map((text, i) => {
    const below = (1 - tickPositions[i]!) * height;
    return { text, y: barTop + below, textY: barTop + Math.min(Math.max(below, 5), height - 5) };
  });
  return { unit: words.unit, ticks };
}
