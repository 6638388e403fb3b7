import { RonchiError } from "../errors.js";
import { median } from "../math/robust.js";
import { findDisk } from "./diskCandidates.js";
import { type DiskEdge, fitEdge } from "./diskEdge.js";
import { boxFiltered, checkPattern, despiked, type PatternPixels } from "./patternPixels.js";

/** The direct disk of a pattern, as {@link fitDirectDisk} finds it. */
export interface DirectDisk {
  /** [y, x], px; pixel (0, 0) is the centre of the first pixel. Give it to a calibration as `origin`. */
  readonly centre: readonly [number, number];
  /** Where the intensity is half way between the disk's and its surroundings', px. */
  readonly radius: number;
  /** Distance over which the intensity falls from 90 % to 10 %, px. */
  readonly edgeWidth: number;
  /**
   * 0..1: the part of the rim where the edge is seen, times the contrast of disk and surroundings,
   * (disk - around) / disk. Below about 0.4 look at the pattern: much is hidden, or it is no disk.
   */
  readonly confidence: number;
}

/**
 * Finds the direct disk in a sum or mean pattern by its edge: bright, round, and followed by an outline. It may lie
 * off the centre, be cut by the border of the detector or by a beam stop, and touch Bragg disks; excluded, dead and hot
 * pixels do not matter. Needs a disk of about 2 px radius or more that is the brightest one. Single patterns with fewer
 * than about one electron for each pixel of the disk are smoothed first, and may mislead: sum some.
 * @throws RonchiError "not-found" when no disk stands out, "shape-mismatch" when data and shape do not agree
 */
export function fitDirectDisk(pattern: PatternPixels): DirectDisk {
  checkPattern(pattern);
  let best: Found | undefined;
  let smoothed: PatternPixels = { ...pattern, data: despiked(pattern) };
  for (let pass = 0; pass <= smoothingPasses; pass++) {
    if (pass > 0) smoothed = { ...smoothed, data: boxFiltered(smoothed) };
    const found = diskOf(smoothed);
    if (found !== undefined && found.strength > (best?.strength ?? 0)) best = found;
    if (best !== undefined && best.noise < quietNoise) break;
  }
  if (best === undefined || best.confidence < leastConfidence) throw noDisk(pattern);
  const { centre, radius, edgeWidth, confidence } = best;
  return { centre, radius, edgeWidth, confidence };
}

/** Single patterns of few electrons show an edge only when they are smoothed. */
const smoothingPasses = 3;
/** Patterns with less scatter than this part of the intensity, pixel to pixel, are not smoothed further. */
const quietNoise = 0.5;
/** What is seen less than this is no disk. */
const leastConfidence = 0.2;

interface Found extends DirectDisk {
  /** Intensity of the disk above its background, times the confidence. */
  readonly strength: number;
  /** Scatter of the pixels inside, part of their median; robust. */
  readonly noise: number;
}

function diskOf(pattern: PatternPixels): Found | undefined {
  const start = findDisk(pattern);
  const edge = start === undefined ? undefined : fitEdge(pattern, start);
  if (edge === undefined) return undefined;
  const { centre, radius, softness, step, background } = edge;
  const contrast = step / (step + Math.max(0, background));
  const confidence = seenPart(pattern, edge) * contrast;
  return {
    centre,
    radius,
    edgeWidth: 2 * Math.log(9) * softness,
    confidence,
    strength: confidence * step * radius * radius,
    noise: scatterInside(pattern, edge),
  };
}

function scatterInside(
  { data, shape: [, width], excluded }: PatternPixels,
  { centre, radius }: DiskEdge,
): number {
  const inside = Float64Array.from(data).filter((_, i) => {
    const distance = Math.hypot(Math.floor(i / width) - centre[0], (i % width) - centre[1]);
    return distance < radius - 0.5 && excluded?.[i] !== 1;
  });
  const middle = median(inside);
  return (1.4826 * median(inside.map((value) => Math.abs(value - middle)))) / middle;
}

/**
 * Part of the rim, in arcs of 10° (longer on small disks), where the pixels inside are brighter than those outside by
 * half the step.
 */
function seenPart({ data, shape: [height, width], excluded }: PatternPixels, edge: DiskEdge): number {
  const { centre, radius, step, softness } = edge;
  // Beside the ramp, as far as there is room for it in the disk.
  const near = Math.min(1.5 * softness, 0.4 * radius);
  const arcs = Math.min(36, Math.max(6, Math.round((2 * Math.PI * radius) / 3)));
  const sums = new Float64Array(4 * arcs);
  for (let i = 0; i < height * width; i++) {
    const [dy, dx] = [Math.floor(i / width) - centre[0], (i % width) - centre[1]];
    const fromEdge = Math.hypot(dy, dx) - radius;
    const isBeside = Math.abs(fromEdge) > near && Math.abs(fromEdge) < near + 2.5;
    if (!isBeside || excluded?.[i] === 1 || !Number.isFinite(data[i])) continue;
    const arc = Math.min(arcs - 1, Math.floor((Math.atan2(dy, dx) / (2 * Math.PI) + 0.5) * arcs));
    const side = 4 * arc + (fromEdge < 0 ? 0 : 2);
    sums[side]! += data[i]!;
    sums[side + 1]! += 1;
  }
  let seen = 0;
  for (let arc = 0; arc < arcs; arc++) {
    const [inside, insidePixels, outside, outsidePixels] = sums.subarray(4 * arc, 4 * arc + 4);
    if (inside! / insidePixels! - outside! / outsidePixels! > step / 2) seen++;
  }
  return seen / arcs;
}

function noDisk({ shape }: PatternPixels): RonchiError {
  return new RonchiError({
    code: "not-found",
    subject: "direct disk",
    found: `no round bright region in the pattern of ${shape[0]} x ${shape[1]} px`,
    expected: "a disk of 2 px radius or more, brighter than what surrounds it",
    remedy: "Use the sum of many patterns, exclude bad pixels, or set calibration.origin by hand.",
  });
}
