import { describe, expect, it } from "vitest";
import { guessLattice } from "#core/calibration/guessLattice.js";

type Pair = readonly [number, number];
interface Lattice {
  readonly g1: Pair;
  readonly g2: Pair;
}

const shape: Pair = [112, 120];
const centre: Pair = [54.3, 61.8];

/** A linear congruential generator, 0–1. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Soft disks on the nodes of a lattice, weaker with their distance, over an even background, with the noise of counts. */
function painted({ g1, g2 }: Lattice, radius: number, within = shape, middle = centre): Float64Array {
  const random = generator(11);
  const orders = Array.from({ length: 41 }, (_, i) => i - 20);
  const nodes = orders
    .flatMap((h) =>
      orders.map((k): Pair => [middle[0] + h * g1[0] + k * g2[0], middle[1] + h * g1[1] + k * g2[1]]),
    )
    .filter(([y, x]) => y > -30 && x > -30 && y < within[0] + 30 && x < within[1] + 30);
  return Float64Array.from({ length: within[0] * within[1] }, (_, i) => {
    const [y, x] = [Math.floor(i / within[1]), i % within[1]];
    const expected = nodes.reduce((sum, [ny, nx]) => {
      const edge = Math.min(Math.max(radius + 0.5 - Math.hypot(y - ny, x - nx), 0), 1);
      const away = Math.hypot(ny - middle[0], nx - middle[1]);
      return sum + edge * (away < 1 ? 4000 : 700 * Math.exp(-away / (8 * radius + 6)));
    }, 30);
    // Three uniform numbers have about the spread of a normal one.
    return expected + Math.sqrt(expected) * 2 * (random() + random() + random() - 1.5);
  });
}

/** How far the nodes of a guess are from those of the truth, px, and how many nodes of the truth one cell of it has. */
function compare(guess: Lattice, { g1, g2 }: Lattice) {
  const area = g1[1] * g2[0] - g1[0] * g2[1];
  const along = ([y, x]: Pair): Pair => [(x * g2[0] - y * g2[1]) / area, (g1[1] * y - g1[0] * x) / area];
  const off = [guess.g1, guess.g2].map((vector) => {
    const [h, k] = along(vector).map((value) => value - Math.round(value)) as [number, number];
    return Math.hypot(h * g1[0] + k * g2[0], h * g1[1] + k * g2[1]);
  });
  const cell = Math.abs((guess.g1[1] * guess.g2[0] - guess.g1[0] * guess.g2[1]) / area);
  return { off: Math.max(...off), cell };
}

describe("the lattice of the disks in a sum pattern", () => {
  it.each([
    ["square", { g1: [0.4, 16.2], g2: [16.2, -0.4] }, 4.2],
    ["hexagonal", { g1: [-3.1, 17.6], g2: [13.7, 11.5] }, 5],
    ["oblique", { g1: [4.3, 13.1], g2: [20.2, 7.7] }, 4],
    ["of disks that touch", { g1: [1.2, 14], g2: [14.3, -2.6] }, 7],
    ["of spots", { g1: [-8.2, 9.1], g2: [10.4, 6.8] }, 1.6],
  ] as const)("is found where it is %s: nodes to 0.2 px, and every one of them", (_, truth, radius) => {
    const guess = guessLattice({ data: painted(truth, radius), shape }, { centre, radius })!;
    const { off, cell } = compare(guess, truth);
    expect(off).toBeLessThan(0.2);
    expect(cell).toBeCloseTo(1, 1);
  });

  it("is found where disks are large: nodes to half a px, beside pixels that do not count", () => {
    const truth = { g1: [-12.6, 70.3], g2: [55.1, 46.4] } as const;
    const [shape, centre] = [
      [450, 481],
      [221.7, 243.2],
    ] as const;
    const data = painted(truth, 26, shape, centre);
    const excluded = new Uint8Array(data.length);
    data.fill(1e9, 100 * shape[1], 103 * shape[1]);
    excluded.fill(1, 100 * shape[1], 103 * shape[1]);
    const { off, cell } = compare(guessLattice({ data, shape, excluded }, { centre, radius: 26 })!, truth);
    expect(off).toBeLessThan(0.5);
    expect(cell).toBeCloseTo(1, 1);
  });

  it("is found beside pixels that do not count, whatever they hold", () => {
    const truth = { g1: [-3.1, 17.6], g2: [13.7, 11.5] } as const;
    const data = painted(truth, 5);
    const random = generator(3);
    const excluded = data.map(() => (random() < 0.01 ? 1 : 0));
    const broken = data.map((value, i) => (excluded[i] === 1 ? 1e9 : value));
    const pattern = { data: broken, shape, excluded: Uint8Array.from(excluded) };
    expect(compare(guessLattice(pattern, { centre, radius: 5 })!, truth).off).toBeLessThan(0.1);
  });

  it("is not made up: a disk alone, a row of disks and an empty pattern have none", () => {
    const alone = painted({ g1: [0, 500], g2: [500, 0] }, 5);
    const row = painted({ g1: [2, 18], g2: [500, 0] }, 5);
    const empty = new Float64Array(shape[0] * shape[1]);
    for (const data of [alone, row, empty])
      expect(guessLattice({ data, shape }, { centre, radius: 5 })).toBeUndefined();
  });
});
