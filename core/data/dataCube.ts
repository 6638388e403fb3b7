import type { Calibration } from "./calibration.js";
import type { CubeDescription } from "./cubeDescription.js";
import type { PixelDtype } from "./dtype.js";
import type { Executor } from "./executor.js";
import type { Provenance } from "./provenance.js";

export interface DataCubeInit {
  /** Short name for titles: the file's base name. */
  readonly name: string;
  readonly description: CubeDescription;
  readonly calibration: Calibration;
  /** What the file says beside the pixels, flat: "detector/count_time" -> 1e-5. Plain JSON values. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly provenance: Provenance;
  readonly executor: Executor;
}

/**
 * A 4D-STEM data set, lazy: it knows where its pixels are, and reads them only when an analysis asks.
 * Axes [scanY, scanX, detY, detX], C order.
 */
export class DataCube {
  readonly name: string;
  readonly description: CubeDescription;
  readonly calibration: Calibration;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly provenance: Provenance;
  readonly executor: Executor;

  constructor(init: DataCubeInit) {
    this.name = init.name;
    this.description = init.description;
    this.calibration = init.calibration;
    this.metadata = init.metadata;
    this.provenance = init.provenance;
    this.executor = init.executor;
  }

  get shape(): readonly [number, number, number, number] {
    return this.description.shape;
  }

  get dtype(): PixelDtype {
    return this.description.dtype;
  }

  /** The same data with other calibration: nothing is read or copied. */
  withCalibration(calibration: Calibration): DataCube {
    return new DataCube({ ...this, calibration: { ...this.calibration, ...calibration } });
  }

  /** The same data with more pixels excluded: 1 = excluded, detY * detX, added to the file's own mask. */
  withExcluded(excluded: Uint8Array): DataCube {
    const own = this.description.excluded;
    const union = excluded.map((value, i) => (value !== 0 || own?.[i] === 1 ? 1 : 0));
    return new DataCube({
      ...this,
      description: { ...this.description, excluded: union, ...this.#keptAnew() },
    });
  }

  /** Kept frames are without their excluded pixels, so another mask needs its own. */
  #keptAnew(): Pick<CubeDescription, "kept"> {
    const { kept } = this.description;
    return kept === undefined
      ? {}
      : { kept: { ...kept, table: new SharedArrayBuffer(kept.table.byteLength) } };
  }
}
