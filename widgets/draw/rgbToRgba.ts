import type { Channel } from "../codecs.js";
import type { IntensityScale } from "../models/detectorPickerState.js";
import { dataRange, type Limits, logStep, scaleValue } from "./contrast.js";
import { formatNumber } from "./format.js";
import { noValueColour } from "./imageToRgba.js";
import { type LimitRule, limitsOf } from "./paneLimits.js";

/** How a channel is drawn: from black at the lower limit to its full colour at the upper one. */
export interface ChannelLook {
  readonly name: string;
  readonly limits: Limits;
  /** Smallest and largest value: what lies outside the limits is clipped. */
  readonly range: Limits;
  readonly scale: IntensityScale;
  /** Of a logarithmic scale. */
  readonly step: number;
}

/** Each channel has limits of its own, by the percentiles; values that are fixed for one image mean nothing for three. */
export function channelLooks(
  channels: readonly Channel[],
  scale: IntensityScale,
  { percentile }: Pick<LimitRule, "percentile">,
): readonly ChannelLook[] {
  return channels.map(({ name, data }) => ({
    name,
    limits: limitsOf(data, { percentile }),
    range: dataRange(data),
    scale,
    step: scale === "log" ? logStep(data) : 1,
  }));
}

/** The limits of a channel in words, marked where they clip: "≤ 12", "≥ 3400". */
export function channelEnds({ limits, range }: ChannelLook): { readonly low: string; readonly high: string } {
  const [low, high] = [formatNumber(limits[0]), formatNumber(limits[1])];
  return { low: range[0] < limits[0] ? `≤ ${low}` : low, high: range[1] > limits[1] ? `≥ ${high}` : high };
}

/** Colours of a composite: red, green and blue are the first, second and third channel; RGBA into `out`. */
export function rgbToRgba(
  channels: readonly Channel[],
  looks: readonly ChannelLook[],
  out: Uint8ClampedArray,
): void {
  const pixels = channels[0]?.data.length ?? 0;
  for (let i = 0, o = 0; i < pixels; i++, o += 4) {
    let isKnown = true;
    for (let c = 0; c < 3; c++) {
      const [channel, look] = [channels[c], looks[c]];
      const u = channel && look ? scaleValue(channel.data[i]!, look.limits, look.scale, look.step) : 0;
      out[o + c] = 255 * u;
      if (Number.isNaN(u)) isKnown = false;
    }
    if (isKnown) out[o + 3] = 255;
    else out.set(noValueColour, o);
  }
}
