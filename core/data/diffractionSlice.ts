import type { Calibration } from "./calibration.js";
import type { NumberArray } from "./dtype.js";
import type { Overflow } from "./executor.js";
import type { Provenance } from "./provenance.js";

/** An image over the detector: [detY, detX], C order. Excluded pixels hold 0. */
export interface DiffractionSlice {
  readonly kind: "DiffractionSlice";
  readonly name: string;
  readonly data: NumberArray;
  readonly shape: readonly [number, number];
  readonly unit: string;
  /** How many scan positions were summed; 1 for a single pattern. */
  readonly frameCount: number;
  /** 1 = excluded from every sum. */
  readonly excluded?: Uint8Array;
  readonly calibration: Calibration;
  readonly provenance: Provenance;
  readonly overflow: Overflow;
}
