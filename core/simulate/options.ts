import { RonchiError } from "../errors.js";

/** What can be chosen of a simulated data set; everything has a default. */
export interface SimulateOptions {
  /** Scan positions, [scanY, scanX]. */
  readonly scanShape?: readonly [number, number] | undefined;
  /** Detector pixels, [detY, detX]. */
  readonly detectorShape?: readonly [number, number] | undefined;
  /** Mean electrons that reach the specimen in one frame. */
  readonly electronsPerFrame?: number | undefined;
  /** Same seed, same data. */
  readonly seed?: number | undefined;
  /** Distance between scan positions, Å. */
  readonly scanStep?: number | undefined;
  /** Å⁻¹ a detector pixel; by default the shorter side of the detector sees 2.4 Å⁻¹. */
  readonly detectorPixel?: number | undefined;
  /** Beam energy, eV. */
  readonly energy?: number | undefined;
  /** Convergence semi-angle, rad. */
  readonly semiAngle?: number | undefined;
  /** Mean diameter of a grain, Å. */
  readonly grainSize?: number | undefined;
  /** How far the direct beam wanders over the scan, px from end to end; 0 keeps it in place. */
  readonly descan?: number | undefined;
  readonly deadPixels?: number | undefined;
  readonly hotPixels?: number | undefined;
}

/** Every option with its value. */
export type SimulateSettings = { readonly [K in keyof SimulateOptions]-?: NonNullable<SimulateOptions[K]> };

const LARGEST_AXIS = 4096;

/** Defaults filled in and checked. Throws RonchiError "invalid-argument" naming the option. */
export function settleOptions(options: SimulateOptions = {}): SimulateSettings {
  const detectorShape = options.detectorShape ?? [96, 96];
  const settings: SimulateSettings = {
    scanShape: options.scanShape ?? [64, 64],
    detectorShape,
    electronsPerFrame: options.electronsPerFrame ?? 1000,
    seed: options.seed ?? 1,
    scanStep: options.scanStep ?? 10,
    detectorPixel: options.detectorPixel ?? 2.4 / Math.min(...detectorShape),
    energy: options.energy ?? 200e3,
    semiAngle: options.semiAngle ?? 3e-3,
    grainSize: options.grainSize ?? 180,
    descan: options.descan ?? 0.8,
    deadPixels: options.deadPixels ?? 3,
    hotPixels: options.hotPixels ?? 2,
  };
  checkSettings(settings);
  return settings;
}

function checkSettings(settings: SimulateSettings): void {
  checkShape("scanShape", settings.scanShape);
  checkShape("detectorShape", settings.detectorShape);
  checkWhole("seed", settings.seed, 0, 2 ** 32 - 1);
  const pixels = settings.detectorShape[0] * settings.detectorShape[1];
  checkWhole("deadPixels", settings.deadPixels, 0, pixels / 10);
  checkWhole("hotPixels", settings.hotPixels, 0, pixels / 10);
  checkNumber("descan", settings.descan, 0, Math.min(...settings.detectorShape) / 4);
  for (const name of ["scanStep", "detectorPixel", "energy", "grainSize"] as const) {
    checkNumber(name, settings[name], Number.MIN_VALUE, 1e9);
  }
  checkNumber("semiAngle", settings.semiAngle, Number.MIN_VALUE, 0.2);
  checkNumber("electronsPerFrame", settings.electronsPerFrame, 0, 1e8);
}

function checkShape(name: string, shape: readonly number[]): void {
  if (shape.length !== 2) throw invalid(name, `${shape.length} numbers`, "two numbers, [y, x]");
  for (const length of shape) checkWhole(name, length, 1, LARGEST_AXIS);
}

function checkWhole(name: string, value: number, from: number, to: number): void {
  if (!Number.isInteger(value)) throw invalid(name, String(value), "whole numbers");
  checkNumber(name, value, from, Math.floor(to));
}

function checkNumber(name: string, value: number, from: number, to: number): void {
  if (!(value >= from && value <= to)) {
    const range = from === Number.MIN_VALUE ? `a number above 0, at most ${to}` : `${from} to ${to}`;
    throw invalid(name, String(value), range);
  }
}

function invalid(name: string, found: string, expected: string): RonchiError {
  return new RonchiError({
    code: "invalid-argument",
    subject: `simulate option "${name}"`,
    found,
    expected,
    remedy: "Change the option, or leave it out to use the default.",
  });
}
