import { fillBoxes } from "#core/data/boxes.js";
import type { PaneImage } from "./imageRenderer.js";

/** The image with one value a pixel: for whoever exports, measures or reads more than what is seen of it. */
export function withoutBoxes<Image extends PaneImage>({ box = 1, ...image }: Image): Omit<Image, "box"> {
  if (box === 1) return image;
  const { data, shape, direction, channels } = image;
  return {
    ...image,
    data: fillBoxes(data, shape, box),
    ...(direction && { direction: fillBoxes(direction, shape, box) }),
    ...(channels && {
      channels: channels.map((channel) => ({ ...channel, data: fillBoxes(channel.data, shape, box) })),
    }),
  };
}
