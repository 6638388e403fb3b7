import type { Grain, Inclusion, Specimen } from "./specimen.js";
import { specimenAt } from "./specimen.js";

/** What a simulated data set was made from. Maps cover the scan, C order [scanY, scanX]. */
export interface Truth {
  readonly grains: readonly Grain[];
  readonly inclusion: Inclusion;
  /** Index into `grains` of the grain with the largest share; -1 where there is no crystal. */
  readonly grain: Int16Array;
  /** Share of that grain, 0 to 1; 0 where there is no crystal. */
  readonly share: Float32Array;
  /** Crystalline film, Å. */
  readonly thickness: Float32Array;
  /** Amorphous support, Å; 0 in vacuum. */
  readonly support: Float32Array;
  /** Real space, tension positive, scan axes; `rotation` in rad, positive from +x to +y. */
  readonly strain: {
    readonly xx: Float32Array;
    readonly yy: Float32Array;
    readonly xy: Float32Array;
    readonly rotation: Float32Array;
  };
  /** Lean of the crystal's zone axis from the beam, rad: grain and bending together. */
  readonly tilt: { readonly y: Float32Array; readonly x: Float32Array };
  /** Centre of the direct beam, detector px. */
  readonly origin: { readonly y: Float64Array; readonly x: Float64Array };
}

/** A pair [y, x], Å or px. */
export type ScanPoint = readonly [number, number];

/** Evaluates a specimen and its descan at every scan position; `positions` are Å, [y, x]. */
export function makeTruth(
  specimen: Specimen,
  positions: readonly ScanPoint[],
  originAt: (frame: number) => ScanPoint,
): Truth {
  const truth = emptyTruth(specimen, positions.length);
  positions.forEach((position, i) => {
    const local = specimenAt(specimen, position);
    const main = local.shares[0]!;
    const tilt = specimen.grains[main.grain]!.tilt;
    const origin = originAt(i);
    const crystalline = local.thickness > 0;
    truth.grain[i] = crystalline ? main.grain : -1;
    truth.share[i] = crystalline ? main.share : 0;
    truth.thickness[i] = local.thickness;
    truth.support[i] = local.support;
    truth.strain.xx[i] = local.strain.xx;
    truth.strain.yy[i] = local.strain.yy;
    truth.strain.xy[i] = local.strain.xy;
    truth.strain.rotation[i] = local.strain.rotation;
    truth.tilt.y[i] = tilt[0] + local.bend[0];
    truth.tilt.x[i] = tilt[1] + local.bend[1];
    truth.origin.y[i] = origin[0];
    truth.origin.x[i] = origin[1];
  });
  return truth;
}

function emptyTruth({ grains, inclusion }: Specimen, length: number): Truth {
  const map = (): Float32Array => new Float32Array(length);
  return {
    grains,
    inclusion,
    grain: new Int16Array(length),
    share: map(),
    thickness: map(),
    support: map(),
    strain: { xx: map(), yy: map(), xy: map(), rotation: map() },
    tilt: { y: map(), x: map() },
    origin: { y: new Float64Array(length), x: new Float64Array(length) },
  };
}
