import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addEquation, normalEquations, solveLeastSquares } from "#core/math/leastSquares.js";
import { bisquareWeight, median } from "#core/math/robust.js";

const number = fc.double({ min: -1, max: 1, noNaN: true });

/** Least squares by Gram and Schmidt's orthogonal columns: another way than the normal equations. */
function byOrthogonalColumns(rows: number[][], values: number[]): number[] {
  const columns = rows[0]!.map((_, j) => rows.map((row) => row[j]!));
  const dot = (a: number[], b: number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  const orthogonal: number[][] = [];
  const upper: number[][] = [];
  columns.forEach((column, j) => {
    let rest = column;
    upper[j] = orthogonal.map((q) => {
      const part = dot(q, rest);
      rest = rest.map((value, i) => value - part * q[i]!);
      return part;
    });
    const length = Math.sqrt(dot(rest, rest));
    upper[j]!.push(length);
    orthogonal.push(rest.map((value) => value / length));
  });
  const solution: number[] = [];
  for (let j = columns.length - 1; j >= 0; j--) {
    let rest = dot(orthogonal[j]!, values);
    for (let k = j + 1; k < columns.length; k++) rest -= upper[k]![j]! * solution[k]!;
    solution[j] = rest / upper[j]![j]!;
  }
  return solution;
}

function solve(rows: number[][], values: number[], weights: number[] = []): Float64Array {
  const equations = normalEquations(rows[0]!.length);
  rows.forEach((row, i) => {
    addEquation(equations, row, values[i]!, weights[i]);
  });
  return solveLeastSquares(equations);
}

describe("least squares", () => {
  it("agree with orthogonal columns, whatever the scale of the unknowns", () => {
    const row = fc.tuple(number, number, number);
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 20, maxLength: 40 }),
        fc.array(number, { minLength: 40, maxLength: 40 }),
        (noise, values) => {
          const rows = noise.map(([a, b, c], i) => [
            1e4 * (a + 3 * Math.sin(i)),
            b + 3 * Math.cos(2 * i),
            1e-3 * (c + 5),
          ]);
          const expected = byOrthogonalColumns(rows, values.slice(0, rows.length));
          solve(rows, values).forEach((value, i) => {
            expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-8 * (1 + Math.abs(expected[i]!)));
          });
        },
      ),
    );
  });

  it("count a row of weight 3 as three rows", () => {
    const rows = [
      [1, 0],
      [1, 1],
      [1, 2],
    ];
    const thrice = [...rows, rows[2]!, rows[2]!];
    const weighted = solve(rows, [0, 2, 3], [1, 1, 3]);
    solve(thrice, [0, 2, 3, 3, 3]).forEach((value, i) => {
      expect(weighted[i]).toBeCloseTo(value, 12);
    });
  });

  it("say so when the rows do not determine the unknowns", () => {
    expect(() =>
      solve(
        [
          [1, 2],
          [2, 4],
        ],
        [1, 2],
      ),
    ).toThrow(/do not determine unknown 2 of 2/);
    expect(() =>
      solve(
        [
          [1, 0],
          [2, 0],
        ],
        [1, 2],
      ),
    ).toThrow(/do not determine unknown 2 of 2/);
  });
});

describe("robust statistics", () => {
  it("the median has as many values below as above, and leaves NaN out", () => {
    expect(median([5, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 10])).toBe(3.5);
    expect(median([Number.NaN, 2, 8, Number.NaN])).toBe(5);
    expect(median([])).toBeNaN();
  });

  it("bisquare weights fall from 1 at 0 to 0 at 4.685 standard deviations", () => {
    expect(bisquareWeight(0, 2)).toBe(1);
    expect(bisquareWeight(4.685, 2)).toBeCloseTo(0.5625, 12);
    expect(bisquareWeight(-9.37, 2)).toBe(0);
  });
});
