import { describe, expect, it } from "vitest";
import { fitOrigin, originAt } from "#core/calibration/fitOrigin.js";
import { createRandom } from "#core/simulate/random.js";

const scanShape = [17, 23] as const;
const positions = Array.from({ length: 17 * 23 }, (_, i) => [Math.floor(i / 23), i % 23] as const);

const plane = (y: number, x: number): [number, number] => [
  40.5 + 0.03 * y - 0.02 * x,
  50.25 - 0.01 * y + 0.05 * x,
];
const parabola = (y: number, x: number): [number, number] => {
  const [py, px] = plane(y, x);
  return [py + 0.002 * y * y - 0.001 * x * y, px + 0.003 * x * x];
};

function measured(origin: (y: number, x: number) => [number, number]) {
  const places = positions.map(([y, x]) => origin(y, x));
  return { y: places.map(([y]) => y), x: places.map(([, x]) => x), scanShape };
}

function largestError(fit: ReturnType<typeof fitOrigin>, origin: typeof plane): number {
  return Math.max(
    ...positions.map(([y, x]) => {
      const [found, truth] = [originAt(fit, [y, x]), origin(y, x)];
      return Math.hypot(found[0] - truth[0], found[1] - truth[1]);
    }),
  );
}

describe("the origin over the scan", () => {
  it("of a plane or a parabola without noise comes back exactly", () => {
    const flat = fitOrigin(measured(plane));
    expect(largestError(flat, plane)).toBeLessThan(1e-10);
    expect(flat).toMatchObject({ model: "plane", scanShape, used: 1 });
    expect(largestError(fitOrigin(measured(parabola), { model: "parabola" }), parabola)).toBeLessThan(1e-10);
  });

  it("has readable coefficients: the middle of the scan, then half the change from end to end along y and x", () => {
    const { y, x } = fitOrigin(measured(plane));
    expect(y[0]).toBeCloseTo(plane(8, 11)[0], 10);
    expect(y[1]).toBeCloseTo((0.03 * 16) / 2, 10);
    expect(x[2]).toBeCloseTo((0.05 * 22) / 2, 10);
  });

  it("is not led astray by a third of wild positions on one side, nor by frames without an origin", () => {
    const random = createRandom(7);
    const noisy = measured(plane);
    const sigma = 0.05;
    for (let i = 0; i < positions.length; i++) {
      noisy.y[i]! += sigma * Math.sqrt(12) * (random() - 0.5);
      noisy.x[i]! += sigma * Math.sqrt(12) * (random() - 0.5);
      if (i % 3 === 0 && positions[i]![1] > 4) noisy.y[i]! += 2 + 3 * random();
      if (i % 10 === 0) noisy.x[i] = Number.NaN;
    }
    const fit = fitOrigin(noisy);
    expect(largestError(fit, plane)).toBeLessThan(0.03);
    expect(fit.scatter / sigma).toBeGreaterThan(0.7);
    expect(fit.scatter / sigma).toBeLessThan(1.8);
    expect(fit.used).toBeLessThan(0.75);
    expect(fit.used).toBeGreaterThan(0.5);
  });

  it("of one scan line has the slope along it, and none across", () => {
    const line = { y: [5, 5.5, 6], x: [1, 0, -1], scanShape: [1, 3] as const };
    const { y, x } = fitOrigin(line);
    expect([...y, ...x]).toEqual([5.5, 0, 0.5, 0, 0, -1].map((value) => expect.closeTo(value, 12)));
    const column = fitOrigin({ ...line, scanShape: [3, 1] }, { model: "parabola" });
    expect(originAt(column, [2, 0])).toEqual([expect.closeTo(6, 12), expect.closeTo(-1, 12)]);
    expect(fitOrigin({ y: [5], x: [1], scanShape: [1, 1] })).toMatchObject({ y: [5, 0, 0], x: [1, 0, 0] });
  });

  it("of two lines has no bend across them", () => {
    const bent = { y: [5, 6, 8, 6, 7, 9], x: [0, 0, 0, 4, 4, 4], scanShape: [2, 3] as const };
    const fit = fitOrigin(bent, { model: "parabola" });
    expect([fit.y[3], fit.x[3]]).toEqual([0, 0]);
    bent.y.forEach((y, i) => {
      const place = originAt(fit, [Math.floor(i / 3), i % 3]);
      expect(place).toEqual([expect.closeTo(y, 10), expect.closeTo(bent.x[i]!, 10)]);
    });
  });

  it("is an error where what was measured does not tell it", () => {
    const [y, x] = [
      [5, 5, 5, Number.NaN, Number.NaN, Number.NaN],
      [1, 1, 1, 1, 1, 1],
    ] as const;
    expect(() => fitOrigin({ y, x, scanShape: [2, 3] })).toThrow(/do not determine/);
    expect(() => fitOrigin({ y: [5, 5, 5], x: [1, 1, 1], scanShape: [2, 3] })).toThrow(/3 values of y/);
  });
});
