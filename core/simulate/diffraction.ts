import { budgetAt, type DiffuseTables, makeDiffuseTables, SAMPLES_PER_PIXEL } from "./diffuse.js";
import type { LocalSpecimen } from "./specimen.js";
import type { Spot } from "./spots.js";

/** The detector and the beam, as a pattern sees them. */
export interface Optics {
  /** Detector pixels, [y, x]. */
  readonly detectorShape: readonly [number, number];
  /** Å⁻¹ a pixel. */
  readonly detectorPixel: number;
  /** Radius of every disk, px: semi-angle / wavelength / detector pixel. */
  readonly diskRadius: number;
  readonly electronsPerFrame: number;
  readonly diffuse: DiffuseTables;
}

/** Width of a disk's edge, px: the detector's point spread. */
const EDGE_WIDTH = 1;

/** The optics with the tables that {@link drawPattern} draws from. */
export function makeOptics(options: Omit<Optics, "diffuse">): Optics {
  const [height, width] = options.detectorShape;
  // The direct beam stays on the detector, so no pixel is farther from it than the diagonal.
  const diffuse = makeDiffuseTables(options.detectorPixel, Math.hypot(height, width));
  return { ...options, diffuse };
}

/**
 * Mean electron counts of a convergent-beam pattern, written to `out` (detY * detX): direct and diffracted disks
 * around `origin` (px, [y, x]), amorphous rings and thermal diffuse scattering.
 */
export function drawPattern(
  optics: Optics,
  local: LocalSpecimen,
  spots: readonly Spot[],
  origin: readonly [number, number],
  out: Float64Array,
): void {
  const { detectorPixel, electronsPerFrame } = optics;
  const budget = budgetAt(local);
  drawDiffuse(optics, diffuseProfile(optics, budget), origin, out);
  const elastic = electronsPerFrame * budget.elastic;
  let direct = 1;
  for (const { gy, gx, fraction } of spots) {
    drawDisk(optics, origin[0] + gy / detectorPixel, origin[1] + gx / detectorPixel, elastic * fraction, out);
    direct -= fraction;
  }
  drawDisk(optics, origin[0], origin[1], elastic * direct, out);
}

function diffuseProfile(optics: Optics, budget: { amorphous: number; thermal: number }): Float64Array {
  const { amorphous, thermal } = optics.diffuse;
  const { electronsPerFrame } = optics;
  return amorphous.map(
    (value, i) => electronsPerFrame * (budget.amorphous * value + budget.thermal * thermal[i]!),
  );
}

function drawDiffuse(
  { detectorShape: [height, width] }: Optics,
  profile: Float64Array,
  [centreY, centreX]: readonly [number, number],
  out: Float64Array,
): void {
  for (let y = 0; y < height; y++) {
    const dy2 = (y - centreY) ** 2;
    for (let x = 0; x < width; x++) {
      const distance = Math.sqrt(dy2 + (x - centreX) ** 2);
      out[y * width + x] = profile[Math.round(distance * SAMPLES_PER_PIXEL)]!;
    }
  }
}

/** Adds a uniform disk of `electrons`, its edge a linear ramp; what falls beside the detector is lost. */
function drawDisk(
  { detectorShape: [height, width], diskRadius }: Optics,
  centreY: number,
  centreX: number,
  electrons: number,
  out: Float64Array,
): void {
  const reach = diskRadius + EDGE_WIDTH / 2;
  const density = electrons / (Math.PI * (diskRadius ** 2 + EDGE_WIDTH ** 2 / 12));
  const lastY = Math.min(height - 1, Math.floor(centreY + reach));
  const lastX = Math.min(width - 1, Math.floor(centreX + reach));
  const firstX = Math.max(0, Math.ceil(centreX - reach));
  for (let y = Math.max(0, Math.ceil(centreY - reach)); y <= lastY; y++) {
    const dy2 = (y - centreY) ** 2;
    for (let x = firstX; x <= lastX; x++) {
      const inside = (reach - Math.sqrt(dy2 + (x - centreX) ** 2)) / EDGE_WIDTH;
      if (inside > 0) out[y * width + x]! += density * Math.min(1, inside);
    }
  }
}
