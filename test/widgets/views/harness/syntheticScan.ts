/** A small deterministic 4D data set that looks like one: a bright disk, Bragg disks whose strength depends on the grain. */
export interface SyntheticScan {
  /** [scanY, scanX, detY, detX]. */
  readonly shape: readonly [number, number, number, number];
  /** Counts, C order. */
  readonly data: Uint16Array;
}

export function syntheticScan(shape: SyntheticScan["shape"]): SyntheticScan {
  const [scanY, scanX, detY, detX] = shape;
  const data = new Uint16Array(scanY * scanX * detY * detX);
  const random = generator(7);
  let at = 0;
  for (let y = 0; y < scanY; y++)
    for (let x = 0; x < scanX; x++) {
      const pattern = patternOf(shape, y / scanY, x / scanX);
      for (let i = 0; i < pattern.length; i++)
        data[at++] = pattern[i]! + Math.sqrt(pattern[i]! + 0.3) * random();
    }
  return { shape, data };
}

function patternOf([, , detY, detX]: SyntheticScan["shape"], v: number, u: number): Float64Array {
  const pattern = new Float64Array(detY * detX);
  const radius = detX / 13;
  const grain =
    Math.hypot(v - 0.45, u - 0.5) < 0.3 + 0.05 * Math.sin(9 * Math.atan2(v - 0.45, u - 0.5)) ? 1 : 0;
  const angle = grain === 1 ? 0.3 : 0.9;
  const thickness = 0.6 + 0.4 * u + 0.15 * grain;
  for (let h = -2; h <= 2; h++)
    for (let k = -2; k <= 2; k++) {
      const strength =
        h === 0 && k === 0
          ? 900 * (1.4 - thickness)
          : (160 * thickness * (1 + 0.5 * grain)) / (h * h + k * k);
      const qy = ((h * Math.cos(angle) - k * Math.sin(angle)) * detX) / 5;
      const qx = ((h * Math.sin(angle) + k * Math.cos(angle)) * detX) / 5;
      addDisk(pattern, detY, detX, [(detY - 1) / 2 + qy, (detX - 1) / 2 + qx], radius, strength);
    }
  return pattern;
}

function addDisk(
  pattern: Float64Array,
  detY: number,
  detX: number,
  [cy, cx]: readonly [number, number],
  radius: number,
  strength: number,
): void {
  for (let y = Math.max(0, Math.floor(cy - radius)); y <= Math.min(detY - 1, cy + radius); y++)
    for (let x = Math.max(0, Math.floor(cx - radius)); x <= Math.min(detX - 1, cx + radius); x++)
      if (Math.hypot(y - cy, x - cx) <= radius) pattern[y * detX + x]! += strength;
}

/** A small linear congruential generator, 0–1: the same counts at every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
