import { RonchiError } from "../errors.js";
import type { Calibration } from "./calibration.js";
import type { CubeDescription } from "./cubeDescription.js";
import type { PixelDtype } from "./dtype.js";
import type { Executor } from "./executor.js";
import type { Provenance } from "./provenance.js";

/** What a {@link DataCube} is made of. */
export interface DataCubeInit {
  /** Short name for titles: the file's base name. */
  readonly name: string;
  /** Where its pixels are. */
  readonly description: CubeDescription;
  /** What is known of its geometry. */
  readonly calibration: Calibration;
  /** What the file says beside the pixels, flat: "detector/count_time" -> 1e-5. Plain JSON values. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Where it came from. */
  readonly provenance: Provenance;
  /** What runs analyses of it. */
  readonly executor: Executor;
}

/**
 * A 4D-STEM data set, lazy: it knows where its pixels are, and reads them only when an analysis asks.
 * Axes [scanY, scanX, detY, detX], C order.
 */
export class DataCube implements DataCubeInit {
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

  /** [scanY, scanX, detY, detX]. */
  get shape(): readonly [number, number, number, number] {
    return this.description.shape;
  }

  /** Type of the stored pixels. */
  get dtype(): PixelDtype {
    return this.description.dtype;
  }

  /** The same data with more of the calibration known, or other: nothing is read or copied. */
  withCalibration(calibration: Calibration): DataCube {
    return new DataCube({ ...this, calibration: { ...this.calibration, ...calibration } });
  }

  /**
   * The same data with more pixels excluded: 1 = excluded, detY * detX, added to the file's own mask.
   * Throws RonchiError "shape-mismatch".
   */
  withExcluded(excluded: Uint8Array): DataCube {
    checkMask(excluded, this.shape);
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

function checkMask({ length }: Uint8Array, [, , detY, detX]: DataCube["shape"]): void {
  if (length === detY * detX) return;
  throw new RonchiError({
    code: "shape-mismatch",
    subject: "excluded pixels",
    found: `${length} values`,
    expected: `${detY * detX}, one for each of ${detY} x ${detX} detector pixels`,
    remedy: "Give a Uint8Array of the detector, rows first: 1 excludes a pixel.",
  });
}
