import type { Calibration } from "./calibration.js";
import type { NumberArray } from "./dtype.js";
import type { Overflow } from "./executor.js";
import type { Provenance } from "./provenance.js";

/** An image over the scan: [scanY, scanX], C order. */
export interface RealSlice {
  readonly kind: "RealSlice";
  /** What it shows, for titles: "bf". */
  readonly name: string;
  /** Counts are integers as long as they fit. */
  readonly data: NumberArray;
  /** [scanY, scanX]. */
  readonly shape: readonly [number, number];
  /** What the values are: "counts", "px". */
  readonly unit: string;
  /** Of the data set it comes from. */
  readonly calibration: Calibration;
  readonly provenance: Provenance;
  /** Among the frames that were summed. */
  readonly overflow: Overflow;
}
