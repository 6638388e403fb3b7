import type { PaneLayout } from "./pane.js";
import { type Colour, fillRect, frameRect, type Raster } from "./raster.js";
import { channelEnds } from "./rgbToRgba.js";
import { drawText, fitText } from "./text.js";

const textSize = 11;
const barWidth = 12;
const barRoom = 70;
const ink: Colour = [20, 20, 20];
const frameInk: Colour = [150, 150, 150];

/** The bars of a colour composite, one below the other: name, ramp from black to the colour, limits. */
export function drawChannelBars(
  raster: Raster,
  { channels }: PaneLayout,
  left: number,
  top: number,
  height: number,
): void {
  const looks = channels?.looks ?? [];
  const room = Math.floor(height / Math.max(looks.length, 1));
  for (const [i, look] of looks.entries()) {
    const { low, high } = channelEnds(look);
    const nameTop = top + i * room;
    const barTop = nameTop + textSize + 4;
    const barHeight = Math.max(room - textSize - 10, 8);
    drawText(raster, fitText(look.name, textSize, barRoom), left, nameTop, { size: textSize, colour: ink });
    drawRamp(raster, i, left, barTop, barHeight);
    const label = (value: string, y: number) =>
      drawText(raster, value, left + barWidth + 6, y, { size: textSize, colour: ink });
    label(high, barTop);
    if (barHeight > 2 * textSize) label(low, barTop + barHeight - textSize);
  }
}

function drawRamp(raster: Raster, channel: number, left: number, top: number, height: number): void {
  for (let y = 0; y < height; y++) {
    const level = Math.round((1 - y / (height - 1)) * 255);
    const colour = [0, 1, 2].map((c) => (c === channel ? level : 0)) as unknown as Colour;
    fillRect(raster, left, top + y, barWidth, 1, colour);
  }
  frameRect(raster, left, top, barWidth, height, frameInk);
}
