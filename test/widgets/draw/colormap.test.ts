import { expect, it } from "vitest";
import { colormapNames, colormapTable } from "#widgets/draw/colormap.js";
import type { ColormapName } from "#widgets/models/detectorPickerState.js";

const colourAt = (name: ColormapName, level: number): number[] => [
  ...colormapTable(name).subarray(level * 4, level * 4 + 4),
];

it("ends where the published maps of matplotlib end", () => {
  expect(colourAt("viridis", 0)).toEqual([0x44, 0x01, 0x54, 255]);
  expect(colourAt("viridis", 255)).toEqual([0xfd, 0xe7, 0x25, 255]);
  expect(colourAt("inferno", 0)).toEqual([0x00, 0x00, 0x04, 255]);
  expect(colourAt("inferno", 255)).toEqual([0xfc, 0xff, 0xa4, 255]);
  expect(colourAt("magma", 255)).toEqual([0xfc, 0xfd, 0xbf, 255]);
  expect(colourAt("gray", 0)).toEqual([0, 0, 0, 255]);
  expect(colourAt("gray", 128)).toEqual([128, 128, 128, 255]);
  expect(colourAt("gray", 255)).toEqual([255, 255, 255, 255]);
});

it("has 256 opaque levels in every map", () => {
  for (const name of colormapNames) {
    const table = colormapTable(name);
    expect(table.length, name).toBe(1024);
    for (let level = 0; level < 256; level++) expect(table[level * 4 + 3], name).toBe(255);
  }
});

it("gets lighter from level to level in the maps that are readable without colour", () => {
  for (const name of ["gray", "viridis", "cividis", "inferno", "magma"] as const) {
    const lightness = Array.from({ length: 256 }, (_, level) => {
      const [r, g, b] = colourAt(name, level) as [number, number, number];
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    });
    for (let level = 8; level < 256; level++)
      expect(lightness[level]!, `${name} ${level}`).toBeGreaterThan(lightness[level - 8]!);
  }
});
