/**
 * Strain of a lattice in real space, tension positive, in the axes of the scan (x right, y down). The lattice is
 * first stretched by U = [[1 + xx, xy], [xy, 1 + yy]], then turned by `rotation` (rad, positive from +x to +y).
 */
export interface Strain {
  readonly xx: number;
  readonly yy: number;
  readonly xy: number;
  readonly rotation: number;
}

/** How reciprocal vectors follow a strain: g' = matrix · g, a 2 x 2 matrix over (x, y). */
export interface Deformation {
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
}

/** Every component and the rotation times a factor. */
export function scaledStrain(strain: Strain, factor: number): Strain {
  const { xx, yy, xy, rotation } = strain;
  return { xx: xx * factor, yy: yy * factor, xy: xy * factor, rotation: rotation * factor };
}

/** Reciprocal vectors go with F⁻ᵀ = R U⁻¹ when real ones go with F = R U: tension brings disks closer. */
export function deformationOf(strain: Strain): Deformation {
  const { xx, yy, xy, rotation } = strain;
  const determinant = (1 + xx) * (1 + yy) - xy * xy;
  const inverse = { xx: (1 + yy) / determinant, xy: -xy / determinant, yy: (1 + xx) / determinant };
  const cos = Math.cos(rotation);
  const sin = Math.sin(rotation);
  return {
    xx: cos * inverse.xx - sin * inverse.xy,
    xy: cos * inverse.xy - sin * inverse.yy,
    yx: sin * inverse.xx + cos * inverse.xy,
    yy: sin * inverse.xy + cos * inverse.yy,
  };
}
