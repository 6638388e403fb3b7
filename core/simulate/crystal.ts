/** Column of a rotation matrix or a direction, [x, y, z]. */
export type Vector3 = readonly [number, number, number];

/**
 * Rotation from crystal to laboratory axes, row-major: laboratory = matrix · crystal. The laboratory's x points
 * right, y down, and z along the beam, away from the viewer.
 */
export type Orientation = readonly [Vector3, Vector3, Vector3];

/** A face-centred cubic metal, as far as its diffraction goes. */
export interface Crystal {
  readonly name: string;
  /** Lattice parameter, Å. */
  readonly latticeParameter: number;
  /** Extinction distance of the forward beam, Å: sets how strongly it diffracts. */
  readonly extinctionDistance: number;
  /** Reciprocal distance at which the scattering amplitude has fallen to one half, Å⁻¹. */
  readonly amplitudeWidth: number;
  /** Debye-Waller factor B, Å². */
  readonly debyeWaller: number;
}

/** Gold at room temperature; amplitudes close to tabulated ones for |g| < 1.2 Å⁻¹. */
export const gold: Crystal = {
  name: "Au",
  latticeParameter: 4.0782,
  extinctionDistance: 130,
  amplitudeWidth: 0.52,
  debyeWaller: 0.62,
};

/** Miller indices of an fcc lattice (all odd or all even), without 000, with |g| = |hkl| / a <= gMax (Å⁻¹). */
export function fccReflections(latticeParameter: number, gMax: number): Vector3[] {
  const limit = Math.floor(gMax * latticeParameter);
  const found: Vector3[] = [];
  for (let h = -limit; h <= limit; h++) {
    for (let k = -limit; k <= limit; k++) {
      for (let l = -limit; l <= limit; l++) {
        if (isAllowed(h, k, l) && Math.hypot(h, k, l) <= gMax * latticeParameter) found.push([h, k, l]);
      }
    }
  }
  return found;
}

function isAllowed(h: number, k: number, l: number): boolean {
  const sameParity = (h - k) % 2 === 0 && (k - l) % 2 === 0;
  return sameParity && (h !== 0 || k !== 0 || l !== 0);
}

/**
 * Scattering strength 1 / ξ_g of a reflection, Å⁻¹ of thickness: a Lorentzian amplitude times the Debye-Waller
 * factor exp(-B g² / 4).
 */
export function scatteringStrength(crystal: Crystal, g: number): number {
  const amplitude = 1 / (1 + (g / crystal.amplitudeWidth) ** 2);
  return (amplitude * Math.exp((-crystal.debyeWaller * g * g) / 4)) / crystal.extinctionDistance;
}

/**
 * The orientation whose zone axis [uvw] lies along the beam, turned about the beam by `inPlane` (rad, positive
 * from +x to +y).
 */
export function orientationOf(zoneAxis: Vector3, inPlane: number): Orientation {
  const z = normalized(zoneAxis);
  const start = normalized(cross(leastAligned(z), z));
  const across = cross(z, start);
  const cos = Math.cos(inPlane);
  const sin = Math.sin(inPlane);
  return [combined(cos, start, -sin, across), combined(sin, start, cos, across), z];
}

/** matrix · vector. */
export function rotated(matrix: Orientation, vector: Vector3): Vector3 {
  return [dot(matrix[0], vector), dot(matrix[1], vector), dot(matrix[2], vector)];
}

function leastAligned(v: Vector3): Vector3 {
  const size = v.map(Math.abs);
  const smallest = size.indexOf(Math.min(...size));
  return [smallest === 0 ? 1 : 0, smallest === 1 ? 1 : 0, smallest === 2 ? 1 : 0];
}

function normalized(v: Vector3): Vector3 {
  return combined(1 / Math.hypot(...v), v, 0, v);
}

function combined(p: number, u: Vector3, q: number, v: Vector3): Vector3 {
  return [p * u[0] + q * v[0], p * u[1] + q * v[1], p * u[2] + q * v[2]];
}

function dot(u: Vector3, v: Vector3): number {
  return u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
}

function cross(u: Vector3, v: Vector3): Vector3 {
  return [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
}
