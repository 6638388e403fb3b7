import { type Orientation, orientationOf, type Vector3 } from "./crystal.js";
import { type Random, uniform } from "./random.js";
import { type Deformation, deformationOf, type Strain, scaledStrain } from "./strainState.js";

/** One crystallite of the film: a Voronoi cell with one orientation. */
export interface Grain {
  /** Seed of its Voronoi cell, Å from the first scan position, [y, x]. */
  readonly seed: readonly [number, number];
  /** Direction [uvw] of the crystal nearest to the beam. */
  readonly zoneAxis: Vector3;
  /** Turn about the beam, rad, positive from +x to +y. */
  readonly inPlane: number;
  /** Crystal to laboratory, with the zone axis exactly along the beam. */
  readonly orientation: Orientation;
  /** Lean of the grain's zone axis from the beam, rad, [y, x]: the axis points along (x, y, 1). */
  readonly tilt: readonly [number, number];
}

/** A strained inclusion: full strain at its centre, falling to zero at its rim. */
export interface Inclusion {
  /** Å, [y, x]. */
  readonly centre: readonly [number, number];
  /** Å. */
  readonly radius: number;
  readonly strain: Strain;
}

/** A hole in the support with an uncovered rim of it: where vacuum and bare carbon are. */
export interface Hole {
  readonly centre: readonly [number, number];
  /** Å: vacuum inside. */
  readonly radius: number;
  /** Å: between `radius` and this the support is bare. */
  readonly filmRadius: number;
}

/** A polycrystalline film on a thin amorphous support. Positions are Å from the first scan position, [y, x]. */
export interface Specimen {
  /** Field of view, Å, [y, x]. */
  readonly size: readonly [number, number];
  readonly grains: readonly Grain[];
  readonly inclusion: Inclusion;
  readonly hole: Hole;
  /** Å of amorphous carbon. */
  readonly supportThickness: number;
  /** Half width of the mixing at boundaries, Å: probe size and inclined boundaries together. */
  readonly boundaryWidth: number;
}

/** A grain, and how much of the probe is in it. */
export interface GrainShare {
  readonly grain: number;
  /** Part of the probe in this grain; the shares of a position sum to 1. */
  readonly share: number;
}

/** What the probe meets at one position. */
export interface LocalSpecimen {
  /** By share, largest first; meaningless where `thickness` is 0. */
  readonly shares: readonly GrainShare[];
  /** Crystalline film, Å. */
  readonly thickness: number;
  /** Amorphous support, Å. */
  readonly support: number;
  readonly strain: Strain;
  readonly deformation: Deformation;
  /** Bending of the film, rad, [y, x]; adds to the grain's own tilt. */
  readonly bend: readonly [number, number];
}

/** What a specimen is made from. */
export interface SpecimenOptions {
  /** Field of view, Å, [y, x]. */
  readonly size: readonly [number, number];
  /** Mean grain diameter, Å. */
  readonly grainSize: number;
  readonly boundaryWidth: number;
}

const ZONE_AXES: readonly Vector3[] = [
  [0, 0, 1],
  [0, 1, 1],
  [1, 1, 1],
  [1, 1, 2],
];
const FILM_THICKNESS = 85;
const SUPPORT_THICKNESS = 40;
const GRAIN_TILT = 4e-3;
const BEND = 5e-3;
const EDGE = 60;
/** Shares below this are left out: the pattern would not change by a count. */
const SMALLEST_SHARE = 0.005;

/** A specimen with at least one grain of each zone axis, a hole in one corner and an inclusion off the centre. */
export function makeSpecimen(options: SpecimenOptions, random: Random): Specimen {
  const [height, width] = options.size;
  const reach = Math.min(height, width);
  return {
    size: options.size,
    grains: makeGrains(options, random),
    inclusion: {
      centre: [0.42 * height, 0.6 * width],
      radius: 0.26 * reach,
      strain: { xx: 0.02, yy: -0.012, xy: 0.006, rotation: 0.01 },
    },
    hole: { centre: [height, 0], radius: 0.3 * reach, filmRadius: 0.45 * reach },
    supportThickness: SUPPORT_THICKNESS,
    boundaryWidth: options.boundaryWidth,
  };
}

function makeGrains(options: SpecimenOptions, random: Random): Grain[] {
  const [height, width] = options.size;
  const count = Math.max(ZONE_AXES.length, Math.round((height * width) / options.grainSize ** 2));
  const seeds: (readonly [number, number])[] = [];
  while (seeds.length < count) seeds.push(farthestCandidate(seeds, options.size, random));
  return seeds.map((seed, i) => makeGrain(seed, ZONE_AXES[i % ZONE_AXES.length]!, random));
}

function makeGrain(seed: readonly [number, number], zoneAxis: Vector3, random: Random): Grain {
  const inPlane = uniform(random, 0, 2 * Math.PI);
  const lean = (): number => uniform(random, -GRAIN_TILT, GRAIN_TILT);
  return { seed, zoneAxis, inPlane, orientation: orientationOf(zoneAxis, inPlane), tilt: [lean(), lean()] };
}

/** Best of a few random places, so that grains come out of similar size. */
function farthestCandidate(
  seeds: readonly (readonly [number, number])[],
  [height, width]: readonly [number, number],
  random: Random,
): readonly [number, number] {
  const candidates = Array.from({ length: 6 }, () => [random() * height, random() * width] as const);
  const clearance = ([y, x]: readonly [number, number]): number =>
    Math.min(...seeds.map((seed) => Math.hypot(seed[0] - y, seed[1] - x)));
  return candidates.reduce((best, one) => (clearance(one) > clearance(best) ? one : best));
}

/** What the probe meets at `position` (Å, [y, x]). */
export function specimenAt(specimen: Specimen, position: readonly [number, number]): LocalSpecimen {
  const strain = strainAt(specimen.inclusion, position);
  return {
    shares: sharesAt(specimen, position),
    thickness: thicknessAt(specimen, position),
    support: supportAt(specimen, position),
    strain,
    deformation: deformationOf(strain),
    bend: bendAt(specimen, position),
  };
}

/** Shares of neighbouring grains: a logistic step over the signed distance to their common boundary. */
function sharesAt({ grains, boundaryWidth }: Specimen, [y, x]: readonly [number, number]): GrainShare[] {
  const squared = grains.map(({ seed }) => (seed[0] - y) ** 2 + (seed[1] - x) ** 2);
  const nearest = squared.indexOf(Math.min(...squared));
  const home = grains[nearest]!.seed;
  const weights = grains.map(({ seed }, i) => {
    if (i === nearest) return 1;
    const apart = Math.hypot(seed[0] - home[0], seed[1] - home[1]);
    const distance = (squared[i]! - squared[nearest]!) / (2 * apart);
    return Math.exp(-distance / boundaryWidth);
  });
  return normalizedShares(weights);
}

function normalizedShares(weights: readonly number[]): GrainShare[] {
  const kept = weights
    .map((share, grain) => ({ grain, share }))
    .filter(({ share }) => share > SMALLEST_SHARE);
  const total = kept.reduce((sum, { share }) => sum + share, 0);
  return kept.map(({ grain, share }) => ({ grain, share: share / total })).sort((p, q) => q.share - p.share);
}

function strainAt(inclusion: Inclusion, [y, x]: readonly [number, number]): Strain {
  const distance = Math.hypot(y - inclusion.centre[0], x - inclusion.centre[1]);
  return scaledStrain(inclusion.strain, 1 - smoothStep(0.4 * inclusion.radius, inclusion.radius, distance));
}

function thicknessAt({ hole, size }: Specimen, [y, x]: readonly [number, number]): number {
  const distance = Math.hypot(y - hole.centre[0], x - hole.centre[1]);
  const hills = Math.sin((5.1 * y) / size[0] + 0.4) * Math.cos((4.2 * x) / size[1]);
  return FILM_THICKNESS * (1 + 0.3 * hills) * smoothStep(hole.filmRadius, hole.filmRadius + EDGE, distance);
}

function supportAt({ hole, supportThickness }: Specimen, [y, x]: readonly [number, number]): number {
  const distance = Math.hypot(y - hole.centre[0], x - hole.centre[1]);
  return supportThickness * smoothStep(hole.radius, hole.radius + EDGE / 4, distance);
}

function bendAt({ size }: Specimen, [y, x]: readonly [number, number]): readonly [number, number] {
  return [BEND * Math.sin((4.6 * y) / size[0] + 1), BEND * Math.cos((5.5 * x) / size[1])];
}

/** 0 below `from`, 1 above `to`, without a kink between. */
function smoothStep(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}
