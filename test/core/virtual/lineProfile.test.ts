import { expect, it } from "vitest";
import { type LineProfileOptions, lineProfile } from "#core/virtual/lineProfile.js";

const [height, width] = [6, 7];
const data = Float64Array.from({ length: height * width }, (_, i) => {
  const [y, x] = [Math.floor(i / width), i % width];
  return (7 * y * y + 13 * x + 5 * x * y) % 31;
});
const image = { data, shape: [height, width] as const };

function expectClose(values: Float64Array, expected: readonly number[]): void {
  expect(values.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) expect(values[i]).toBeCloseTo(value, 12);
}

// Expected values by scipy 1.17.1: ndimage.map_coordinates(order=1, mode="nearest"), averaged over the parallel lines.
it("interpolates as scipy's map_coordinates of order 1", () => {
  const { values, distance } = lineProfile(image, { from: [1.25, 0.5], to: [4.5, 5.75] });
  expectClose(
    values,
    [
      18.0, 19.071428571428573, 14.499999999999996, 17.410714285714285, 21.982142857142854,
      23.964285714285708, 28.821428571428573, 6.625,
    ],
  );
  expect(distance.at(-1)).toBeCloseTo(Math.hypot(3.25, 5.25), 12);
});

it("averages parallel lines 1 px apart, as scipy's values do", () => {
  const { values } = lineProfile(image, { from: [1.5, 1.5], to: [3.25, 4.75], width: 3 });
  expectClose(
    values,
    [19.307798845951996, 19.694583794136143, 18.97110544780251, 22.89475825787599, 21.248924924542653],
  );
});

it("reads a ramp exactly, whatever the width and the direction", () => {
  const ramp = Float64Array.from({ length: 100 }, (_, i) => 3 * Math.floor(i / 10) - 2 * (i % 10));
  const options = { from: [7, 2.5], to: [2, 6], width: 5 } as const;
  const { values } = lineProfile({ data: ramp, shape: [10, 10] }, options);
  const last = values.length - 1;
  const at = (i: number) => 3 * (7 - (5 * i) / last) - 2 * (2.5 + (3.5 * i) / last);
  expectClose(values, [...values.keys()].map(at));
});

it("leaves out what is outside the image or excluded, and says NaN where nothing is left", () => {
  const flat = { data: new Uint16Array(16).fill(4), shape: [4, 4] as const, excluded: new Uint8Array(16) };
  flat.excluded[5] = 1;
  const along = (y: number, lines: number) => [
    ...lineProfile(flat, { from: [y, 0], to: [y, 3], width: lines }).values,
  ];
  expect(along(1, 1)).toEqual([4, Number.NaN, 4, 4]);
  expect(along(1, 3)).toEqual([4, 4, 4, 4]);
  expect([...lineProfile(flat, { from: [0, 2], to: [0, 5] }).values]).toEqual([4, 4, Number.NaN, Number.NaN]);
});

it.each<[string, LineProfileOptions]>([
  ["width of a line profile: found 0", { from: [0, 0], to: [1, 1], width: 0 }],
  ["width of a line profile: found 1.5", { from: [0, 0], to: [1, 1], width: 1.5 }],
  ["ends of a line profile: found [NaN, 0] to [1, 1]", { from: [Number.NaN, 0], to: [1, 1] }],
])("refuses %s", (message, options) => {
  expect(() => lineProfile(image, options)).toThrow(message);
});
