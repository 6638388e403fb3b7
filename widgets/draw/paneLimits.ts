import type { NumberArray } from "#core/data/dtype.js";
import { type Limits, percentileLimits } from "./contrast.js";

/** How the limits of a picture are chosen. */
export interface LimitRule {
  /** Percentiles of the shown image, 0–100. */
  readonly percentile: readonly [number, number];
  /** Values that stay whatever the image is; they win over the percentiles. */
  readonly limits?: Limits | undefined;
  /** Moves the nearer limit so that both are equally far from 0. */
  readonly symmetric?: boolean | undefined;
}

/** The limits of an image by its rule. Excluded pixels (1 = excluded) do not count. */
export function limitsOf(data: NumberArray, rule: LimitRule, excluded?: Uint8Array): Limits {
  const limits = rule.limits ?? percentileLimits(data, rule.percentile, excluded);
  return rule.symmetric === true ? symmetricLimits(limits) : limits;
}

/** The smallest limits about 0 that hold the given ones. */
function symmetricLimits([low, high]: Limits): Limits {
  const reach = Math.max(Math.abs(low), Math.abs(high));
  return [-reach, reach];
}
