import type { Calibration } from "./calibration.js";
import type { NumberArray } from "./dtype.js";
import type { Overflow } from "./executor.js";
import type { Provenance } from "./provenance.js";

/** An image over the scan: [scanY, scanX], C order. */
export interface RealSlice {
  readonly kind: "RealSlice";
  readonly name: string;
  readonly data: NumberArray;
  readonly shape: readonly [number, number];
  /** What the values are: "counts", "px". */
  readonly unit: string;
  readonly calibration: Calibration;
  readonly provenance: Provenance;
  readonly overflow: Overflow;
}
