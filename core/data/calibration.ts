/**
 * What is known of the geometry. A plain record: a missing field means "not known", and whoever shows the data
 * says so ("px"). Pairs are [y, x], as the axes of the cube are.
 */
export interface Calibration {
  /** Distance between scan positions, Å, [y, x]. */
  readonly scanStep?: readonly [number, number];
  /** Size of a detector pixel in reciprocal space, Å⁻¹ (1/d, no 2π), [y, x]. */
  readonly detectorPixel?: readonly [number, number];
  /** Centre of the direct beam, detector px, [y, x]; pixel (0,0) is the centre of the first pixel. */
  readonly origin?: readonly [number, number];
  /** Beam energy, eV. */
  readonly energy?: number;
  /** Convergence semi-angle of the probe, rad. */
  readonly semiAngle?: number;
}
