import type { Calibration } from "./calibration.js";
import type { NumberArray } from "./dtype.js";
import type { Overflow } from "./executor.js";
import type { Provenance } from "./provenance.js";

/** An image over the detector: [detY, detX], C order. Excluded pixels hold 0. */
export interface DiffractionSlice {
  readonly kind: "DiffractionSlice";
  /** What it shows, for titles. */
  readonly name: string;
  /** Counts are integers as long as they fit. */
  readonly data: NumberArray;
  /** [detY, detX]. */
  readonly shape: readonly [number, number];
  /** What the values are: "counts". */
  readonly unit: string;
  /** How many scan positions were summed; 1 for a single pattern. */
  readonly frameCount: number;
  /** 1 = excluded from every sum. */
  readonly excluded?: Uint8Array;
  /** Of the data set it comes from. */
  readonly calibration: Calibration;
  readonly provenance: Provenance;
  /** Among the frames that are in it. */
  readonly overflow: Overflow;
}
