import { expect, test } from "vitest";
import { poisson } from "#core/simulate/poisson.js";
import { createRandom } from "#core/simulate/random.js";

test("the same seeds give the same stream, and any other seed another", () => {
  const draw = (...seeds: number[]) => Array.from({ length: 8 }, createRandom(...seeds));
  expect(draw(1, 2)).toEqual(draw(1, 2));
  const streams = [draw(1, 2), draw(2, 1), draw(1, 3), draw(0), draw(0, 0), draw(1)].map(String);
  expect(new Set(streams).size).toBe(streams.length);
});

test("uniform numbers fill [0, 1) evenly: mean 1/2, variance 1/12, no correlation with the next", () => {
  const n = 200_000;
  const random = createRandom(7);
  const values = Float64Array.from({ length: n }, random);
  expect(values.every((v) => v >= 0 && v < 1)).toBe(true);
  const { mean, variance } = moments(values);
  // Five standard errors of each estimate.
  expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / n));
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(5 * Math.sqrt(1 / 180 / n));
  const product = values.subarray(1).map((v, i) => (v - 0.5) * (values[i]! - 0.5));
  expect(Math.abs(moments(product).mean)).toBeLessThan(5 / 12 / Math.sqrt(n));
});

// 20 is where the sampler changes its method.
test.each([0.003, 0.4, 5, 19.99, 20, 35, 400, 50_000])(
  "counts of mean %f have mean, variance and skewness of a Poisson distribution",
  (mean) => {
    const n = 100_000;
    const random = createRandom(11, mean * 1000);
    const found = moments(Float64Array.from({ length: n }, () => poisson(mean, random)));
    const fourth = 3 * mean * mean + mean;
    expect(Math.abs(found.mean - mean)).toBeLessThan(5 * Math.sqrt(mean / n));
    expect(Math.abs(found.variance - mean)).toBeLessThan(5 * Math.sqrt((fourth - mean * mean) / n));
    expect(Math.abs(found.third - mean)).toBeLessThan(6 * Math.sqrt(sixthMoment(mean) / n));
  },
);

test("probabilities of single counts match e^-m m^k / k! around the change of method", () => {
  const n = 400_000;
  for (const mean of [18, 22]) {
    const random = createRandom(13, mean);
    const histogram = new Float64Array(80);
    for (let i = 0; i < n; i++) histogram[poisson(mean, random)]! += 1;
    let probability = Math.exp(-mean);
    for (let k = 0; k < 45; k++) {
      const tolerance = 5 * Math.sqrt(n * probability) + 5;
      expect(Math.abs(histogram[k]! - n * probability), `count ${k} at mean ${mean}`).toBeLessThan(tolerance);
      probability *= mean / (k + 1);
    }
  }
});

test("a mean of 0 never gives a count", () => {
  const random = createRandom(1);
  expect(Array.from({ length: 1000 }, () => poisson(0, random)).every((count) => count === 0)).toBe(true);
});

function moments(values: Float64Array) {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const about = (power: number) => values.reduce((a, b) => a + (b - mean) ** power, 0) / values.length;
  return { mean, variance: about(2), third: about(3) };
}

/** Central sixth moment of a Poisson distribution. */
function sixthMoment(m: number): number {
  return 15 * m ** 3 + 25 * m ** 2 + m;
}
