import type { LocalSpecimen } from "./specimen.js";

/** Samples of a radial profile per detector pixel. */
export const SAMPLES_PER_PIXEL = 8;

/** Radially symmetric scattering around the direct beam: parts of the electrons that fall on a pixel. */
export interface DiffuseTables {
  /** Halo of amorphous carbon; sums to 1 over the plane of the detector. */
  readonly amorphous: Float64Array;
  /** Thermal diffuse and plasmon scattering of the crystal; sums to 1. */
  readonly thermal: Float64Array;
}

/** How the electrons at one position divide; the parts sum to 1. */
export interface Budget {
  readonly elastic: number;
  readonly amorphous: number;
  readonly thermal: number;
  /** Scattered beyond the detector: the high-angle signal. */
  readonly lost: number;
}

const AMORPHOUS_PATH = 700;
const THERMAL_PATH = 900;
const HIGH_ANGLE_PATH = 2500;

/** Profiles out to `reach` px from the direct beam, on a detector of `pixel` Å⁻¹. */
export function makeDiffuseTables(pixel: number, reach: number): DiffuseTables {
  const table = (density: (g: number) => number): Float64Array =>
    normalizedProfile(Math.ceil(reach * SAMPLES_PER_PIXEL) + 1, (px) => density(px * pixel));
  return { amorphous: table(carbonHalo), thermal: table(thermalDiffuse) };
}

/** Absorption over the film and its support, each after its own mean free path. */
export function budgetAt({ thickness, support }: LocalSpecimen): Budget {
  const lost = 1 - Math.exp(-thickness / HIGH_ANGLE_PATH);
  const amorphous = (1 - lost) * (1 - Math.exp(-support / AMORPHOUS_PATH));
  const thermal = (1 - lost - amorphous) * (1 - Math.exp(-thickness / THERMAL_PATH));
  return { lost, amorphous, thermal, elastic: 1 - lost - amorphous - thermal };
}

/** Density over |g| (Å⁻¹) of amorphous carbon: a forward peak and broad rings of 2.1 and 1.2 Å spacing. */
function carbonHalo(g: number): number {
  const ring = (centre: number, width: number): number => Math.exp(-(((g - centre) / width) ** 2) / 2);
  return 1.3 * Math.exp(-g / 0.16) + 0.42 * ring(0.48, 0.065) + 0.16 * ring(0.84, 0.085);
}

/** Density over |g| (Å⁻¹): a plasmon skirt at the beam and a broad thermal background. */
function thermalDiffuse(g: number): number {
  return Math.exp(-g / 0.12) + 0.35 / (1 + (g / 0.55) ** 2) ** 2;
}

/** Scales `density` (per px²) so that its integral over the plane is 1. */
function normalizedProfile(length: number, density: (px: number) => number): Float64Array {
  const profile = Float64Array.from({ length }, (_, i) => density(i / SAMPLES_PER_PIXEL));
  const step = 1 / SAMPLES_PER_PIXEL;
  const total = profile.reduce((sum, value, i) => sum + value * 2 * Math.PI * i * step * step, 0);
  return profile.map((value) => value / total);
}
