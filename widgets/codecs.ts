import type { Calibration } from "#core/data/calibration.js";
import type { NumberArray } from "#core/data/dtype.js";

/** An image as it crosses between kernel and browser. */
export interface ImageMessage {
  readonly data: NumberArray;
  /** [y, x], C order. */
  readonly shape: readonly [number, number];
  readonly calibration: Calibration;
  readonly unit: string;
  readonly seq: number;
}
