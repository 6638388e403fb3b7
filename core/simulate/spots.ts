import { type Crystal, fccReflections, rotated, scatteringStrength } from "./crystal.js";
import type { Grain, LocalSpecimen } from "./specimen.js";

/** A reflection of one grain, unstrained and untilted, in laboratory axes; Å⁻¹. */
interface Reflection {
  readonly gx: number;
  readonly gy: number;
  readonly gz: number;
  /** 1 / ξ_g, Å⁻¹. */
  readonly strength: number;
}

/** A diffracted disk: where its centre lies from the direct beam, and its part of the elastic electrons. */
export interface Spot {
  /** Å⁻¹, along detector y and x. */
  readonly gy: number;
  readonly gx: number;
  readonly fraction: number;
}

/** Reflections of every grain of a specimen, ready for {@link spotsAt}. */
export interface SpotTable {
  readonly grains: readonly Grain[];
  readonly reflections: readonly (readonly Reflection[])[];
  /** Å. */
  readonly wavelength: number;
}

/** Beyond this distance from the zero-order Laue zone (Å⁻¹) a thin film excites nothing. */
const LAUE_ZONE_DEPTH = 0.08;
/** Disks with a smaller part of the electrons than this are left out. */
const SMALLEST_FRACTION = 1e-5;

/** `gMax` (Å⁻¹): how far out reflections are followed. */
export function makeSpotTable(
  crystal: Crystal,
  grains: readonly Grain[],
  wavelength: number,
  gMax: number,
): SpotTable {
  const lattice = fccReflections(crystal.latticeParameter, gMax);
  const reflections = grains.map(({ orientation }) =>
    lattice
      .map((hkl): Reflection => {
        const [x, y, z] = rotated(orientation, hkl);
        const a = crystal.latticeParameter;
        const strength = scatteringStrength(crystal, Math.hypot(...hkl) / a);
        return { gx: x / a, gy: y / a, gz: z / a, strength };
      })
      .filter(({ gz }) => Math.abs(gz) < LAUE_ZONE_DEPTH),
  );
  return { grains, reflections, wavelength };
}

/**
 * Diffracted disks at one position, kinematic: a disk's strength is (t / ξ_g)² sinc²(π s t), and the strengths of
 * a grain and its direct disk (1) are scaled to sum to 1. What `fraction`s leave is the direct disk's.
 */
export function spotsAt(table: SpotTable, local: LocalSpecimen): Spot[] {
  if (local.thickness === 0) return [];
  return local.shares.flatMap(({ grain, share }) => grainSpots(table, local, grain, share));
}

function grainSpots(table: SpotTable, local: LocalSpecimen, grain: number, share: number): Spot[] {
  const { deformation } = local;
  const tilt = table.grains[grain]!.tilt;
  const tiltY = tilt[0] + local.bend[0];
  const tiltX = tilt[1] + local.bend[1];
  const spots: { gy: number; gx: number; fraction: number }[] = [];
  let total = 1;
  for (const { gx: x, gy: y, gz, strength } of table.reflections[grain]!) {
    const gx = deformation.xx * x + deformation.xy * y;
    const gy = deformation.yx * x + deformation.yy * y;
    // Distance from the Ewald sphere along the beam, positive inside it; the Laue circle's centre is tilt / λ.
    const excitation = gx * tiltX + gy * tiltY - gz - (table.wavelength * (gx * gx + gy * gy)) / 2;
    const amplitude = strength * local.thickness * sinc(Math.PI * excitation * local.thickness);
    spots.push({ gy, gx, fraction: amplitude * amplitude });
    total += amplitude * amplitude;
  }
  for (const spot of spots) spot.fraction *= share / total;
  return spots.filter(({ fraction }) => fraction > SMALLEST_FRACTION);
}

function sinc(x: number): number {
  return Math.abs(x) < 1e-6 ? 1 : Math.sin(x) / x;
}
