import { decode } from "fast-png";
import { describe, expect, it } from "vitest";
import type { DiffractionSlice } from "#core/data/diffractionSlice.js";
import type { RealSlice } from "#core/data/realSlice.js";
import { colormapTable } from "#widgets/draw/colormap.js";
import { renderPickerPng, renderSlicePng } from "#widgets/draw/picture.js";
import { vectorToRgba } from "#widgets/draw/vectorToRgba.js";

const common = {
  provenance: { operation: "test", parameters: {}, inputs: [], version: "0" },
  overflow: { pixels: 0, frames: 0 },
  unit: "counts",
} as const;

/** Values 0 … 63, 8 x 8, all shown at 48 px a pixel. */
const ramp: RealSlice = {
  ...common,
  kind: "RealSlice",
  name: "ramp",
  data: Uint32Array.from({ length: 64 }, (_, i) => i),
  shape: [8, 8],
  calibration: { scanStep: [25, 25] },
};

function pixelsOf(png: Uint8Array): { width: number; height: number; at(x: number, y: number): number[] } {
  const { width, height, data, channels } = decode(png);
  return {
    width,
    height,
    at: (x, y) => [...data.subarray((y * width + x) * channels, (y * width + x) * channels + 3)],
  };
}

/** The upper left corner of the image inside a picture: margin, and margin with title. */
const [left, top] = [12, 34];

describe("renderSlicePng", () => {
  it("draws each value as a square of its colour", () => {
    const { at } = pixelsOf(renderSlicePng(ramp, { percentile: [0, 100] }));
    const table = colormapTable("viridis");
    for (const value of [0, 7, 20, 56, 63]) {
      const level = Math.round((value / 63) * 255) * 4;
      const x = left + (value % 8) * 48;
      const y = top + Math.floor(value / 8) * 48;
      for (const [dx, dy] of [
        [0, 0],
        [47, 0],
        [24, 24],
        [47, 47],
      ] as const)
        expect(at(x + dx, y + dy), `${value}`).toEqual([...table.subarray(level, level + 3)]);
    }
  });

  it("has a scale bar as long as it says: 5 nm are 2 pixels of 25 Å", () => {
    const { at, width, height } = pixelsOf(renderSlicePng(ramp));
    const dark = (x: number, y: number): boolean => at(x, y)[0]! < 40;
    const rows = Array.from({ length: height - top - 8 * 48 - 3 }, (_, i) => top + 8 * 48 + 3 + i);
    const row = rows.find((y) => Array.from({ length: 90 }, (_, i) => dark(left + i, y)).every(Boolean))!;
    let length = 0;
    while (length < width && dark(left + length, row)) length++;
    expect(length).toBe((50 / 25) * 48);
  });

  it("never writes one label over another below the image, calibrated or not", () => {
    for (const calibration of [{}, { scanStep: [25, 25] as const }, { scanStep: [0.0123, 0.0123] as const }])
      for (const side of [3, 8, 50, 260, 300, 512]) {
        const data = new Uint32Array(side * side);
        const { at, width, height } = pixelsOf(
          renderSlicePng({ ...ramp, data, shape: [side, side], calibration }),
        );
        const row = (x: number): boolean =>
          Array.from({ length: 20 }, (_, i) => at(x, height - 13 - i)[0]! < 200).some(Boolean);
        // Left of the colour bar and its labels, to where the size in pixels ends.
        const inked = Array.from({ length: width - 24 - 82 }, (_, i) => row(12 + i));
        const written = inked.slice(0, inked.lastIndexOf(true));
        // The widest gap between two letters is a space; between the two labels there is more.
        expect(
          written.map(Number).join("").includes("0".repeat(9)),
          `${side} px ${JSON.stringify(calibration)}`,
        ).toBe(true);
      }
  });

  it("shows values below 0 on the diverging map: 0 pale, opposite values equally far from it", () => {
    const data = Float64Array.from({ length: 64 }, (_, i) => (i - 20) / 10);
    const { at } = pixelsOf(
      renderSlicePng({ ...ramp, name: "x", unit: "px", data }, { percentile: [0, 100] }),
    );
    const colour = (i: number) => at(left + (i % 8) * 48 + 24, top + Math.floor(i / 8) * 48 + 24);
    const table = colormapTable("rdbu");
    for (const i of [0, 20, 40, 63]) {
      const level = Math.round(((data[i]! / 4.3 + 1) / 2) * 255) * 4;
      expect(colour(i)).toEqual([...table.subarray(level, level + 3)]);
    }
    const [red, , blue] = colour(63);
    expect(red!).toBeGreaterThan(blue!);
    const chosen = pixelsOf(renderSlicePng({ ...ramp, data }, { colormap: "viridis", percentile: [0, 100] }));
    expect(chosen.at(left + 5, top + 5)).toEqual([...colormapTable("viridis").subarray(0, 3)]);
  });

  it("shows angles on a cyclic map, with the hues of a vector image, whichever turn they are counted in", () => {
    const data = Float64Array.from(
      { length: 64 },
      (_, i) => ((i % 32) / 32 - 0.5 + Math.floor(i / 32)) * 2 * Math.PI,
    );
    const { at } = pixelsOf(renderSlicePng({ ...ramp, name: "CoM direction", unit: "rad", data }));
    const colour = (i: number) => at(left + (i % 8) * 48 + 24, top + Math.floor(i / 8) * 48 + 24);
    const wheel = new Uint8ClampedArray(4 * 64);
    const direction = Float32Array.from(data);
    vectorToRgba({ data: new Uint8Array(64).fill(1), direction }, { limits: [0, 1], scale: "linear" }, wheel);
    for (let i = 0; i < 32; i++) {
      expect(colour(i + 32)).toEqual(colour(i));
      // Tables of 256 and of 360 hues differ by less than a step.
      for (const [channel, value] of colour(i).entries())
        expect(Math.abs(value - wheel[4 * i + channel]!), `${i}`).toBeLessThan(8);
    }
  });

  it("lies on white", () => {
    const { at, width, height } = pixelsOf(renderSlicePng(ramp));
    for (const [x, y] of [
      [0, 0],
      [width - 1, 0],
      [0, height - 1],
      [width - 1, height - 1],
    ] as const)
      expect(at(x, y)).toEqual([255, 255, 255]);
  });

  it("shows a pattern in gray and marks its excluded pixels", () => {
    const excluded = new Uint8Array(64);
    excluded[9] = 1;
    const pattern: DiffractionSlice = { ...ramp, kind: "DiffractionSlice", frameCount: 1, excluded };
    const { at } = pixelsOf(renderSlicePng(pattern));
    const [r, g, b] = at(left + 3 * 48 + 5, top + 4 * 48 + 5) as [number, number, number];
    expect(r === g && g === b).toBe(true);
    const [red, , blue] = at(left + 48 + 5, top + 48 + 5) as [number, number, number];
    expect(blue).toBeGreaterThan(red);
  });

  it("shrinks an image that is too large by averaging", () => {
    const data = Uint32Array.from({ length: 1200 * 1200 }, (_, i) => (i % 2) * 200);
    const png = renderSlicePng(
      { ...ramp, data, shape: [1200, 1200] },
      { colormap: "gray", percentile: [0, 100] },
    );
    const { at, width } = pixelsOf(png);
    expect(width).toBeLessThan(700);
    for (const x of [20, 155, 300]) expect(Math.abs(at(left + x, top + 200)[0]! - 128)).toBeLessThan(50);
  });

  it("has an answer for constant data and for one line of pixels", () => {
    const flat = pixelsOf(renderSlicePng({ ...ramp, data: new Uint32Array(64).fill(3) }));
    expect(flat.at(left + 5, top + 5)).toEqual([...colormapTable("viridis").subarray(0, 3)]);
    const line = pixelsOf(
      renderSlicePng({ ...ramp, data: new Uint32Array(500), shape: [1, 500], calibration: {} }),
    );
    expect(line.height).toBeGreaterThan(80);
  });
});

describe("renderPickerPng", () => {
  const pane = { scale: "linear", percentile: [0, 100] } as const;
  const picture = (size: number, noise: boolean) => ({
    pattern: {
      title: "sum pattern",
      unit: "counts",
      shape: [size, size] as const,
      data: values(size, noise),
      pixel: { value: 0.02, unit: "Å⁻¹" },
      look: { ...pane, colormap: "gray" } as const,
    },
    image: {
      title: "virtual image",
      unit: "counts",
      shape: [size, size] as const,
      data: values(size, noise),
      pixel: { value: 4, unit: "Å" },
      look: { ...pane, colormap: "viridis" } as const,
    },
    detectors: [
      {
        colour: [255, 120, 30] as const,
        detector: {
          shape: "circle",
          centre: [size / 2 - 0.5, size / 2 - 0.5] as const,
          radius: size / 4,
        } as const,
      },
    ],
  });

  it("draws the outline of the detector on the pattern, where the detector is", () => {
    const { at } = pixelsOf(renderPickerPng(picture(100, false)));
    // 100 px, each drawn 4 px wide.
    const centre = left + 200;
    const isOrange = ([r, g, b]: number[]): boolean => r! > 200 && g! < 200 && b! < 120;
    for (const [dx, dy] of [
      [100, 0],
      [-100, 0],
      [0, 100],
      [0, -100],
    ] as const)
      expect(isOrange(at(centre + dx, top + 200 + dy)), `${dx} ${dy}`).toBe(true);
    expect(isOrange(at(centre, top + 200))).toBe(false);
  });

  it("draws vectors in the colours of their directions, beside the wheel that tells them", () => {
    const size = 100;
    const direction = Float32Array.from({ length: size * size }, (_, i) => (i % size < 50 ? 0 : Math.PI / 2));
    const lengths = new Float64Array(size * size).fill(2).fill(0, 0, size);
    const plain = picture(size, false);
    const vectors = { ...plain.image, data: lengths, direction, unit: "px" };
    const { at } = pixelsOf(renderPickerPng({ ...plain, image: vectors }));
    // Behind the pattern, its colour bar with labels, and a gap.
    const imageLeft = left + 400 + 12 + 12 + 58 + 20;
    const expected = new Uint8ClampedArray(8);
    vectorToRgba(
      { data: Float64Array.of(2, 2), direction: Float32Array.of(0, Math.PI / 2) },
      { limits: [0, 2], scale: "linear" },
      expected,
    );
    expect(at(imageLeft + 100, top + 300)).toEqual([...expected.slice(0, 3)]);
    expect(at(imageLeft + 300, top + 300)).toEqual([...expected.slice(4, 7)]);
    // The wheel in the upper right corner has many hues where the image has one.
    const hues = new Set<string>();
    for (let dx = 10; dx < 50; dx++) hues.add(String(at(imageLeft + 400 - dx, top + 30)));
    expect(hues.size).toBeGreaterThan(15);
  });

  it("stays below 300 kB, also for large images of pure noise", () => {
    for (const size of [96, 256, 440, 1500])
      expect(renderPickerPng(picture(size, true)).byteLength, `${size}`).toBeLessThanOrEqual(300_000);
  });

  function values(size: number, noise: boolean): Uint32Array {
    let seed = 1;
    return Uint32Array.from({ length: size * size }, (_, i) => {
      seed = (seed * 1103515245 + 12345) & 0x7fffffff;
      return noise ? seed >>> 8 : i % 7;
    });
  }
});
