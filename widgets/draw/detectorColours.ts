import type { Composite, NamedDetector } from "../models/namedDetectors.js";
import type { Colour } from "./raster.js";

/** Apart from each other also for eyes that mix up red and green; all read on grey, in a dark halo. */
export const markColours: readonly Colour[] = [
  [255, 120, 30],
  [86, 190, 255],
  [250, 230, 70],
  [255, 130, 200],
  [90, 220, 160],
  [200, 170, 255],
];

/** Marks of the detectors of an RGB image: what they add to it, light enough for lines. */
export const channelColours: readonly Colour[] = [
  [255, 92, 92],
  [80, 215, 80],
  [110, 160, 255],
];

/** The colour of each detector's mark; in an RGB image that of its channel. */
export function detectorColours(
  detectors: readonly NamedDetector[],
  composite: Composite,
): readonly Colour[] {
  return detectors.map(({ name }, i) => {
    const channel = composite?.kind === "rgb" ? composite.of.indexOf(name) : -1;
    return channelColours[channel] ?? markColours[i % markColours.length]!;
  });
}

/** "#ff781e". */
export function cssColour(colour: Colour): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
