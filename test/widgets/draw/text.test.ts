import { expect, it } from "vitest";
import { glyphDots } from "#widgets/draw/glyphs.js";
import { createRaster, type Raster } from "#widgets/draw/raster.js";
import { drawText, fitText, textWidth } from "#widgets/draw/text.js";

const black = [0, 0, 0] as const;

function inkedBox({ data, width, height }: Raster): { x0: number; y0: number; x1: number; y1: number } {
  const box = { x0: width, y0: height, x1: -1, y1: -1 };
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (data[(y * width + x) * 4]! < 200) {
        box.x0 = Math.min(box.x0, x);
        box.y0 = Math.min(box.y0, y);
        box.x1 = Math.max(box.x1, x);
        box.y1 = Math.max(box.y1, y);
      }
  return box;
}

it("has a glyph of its own for every printable ASCII character and the signs of units", () => {
  const ascii = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i));
  const seen = new Map<string, string>();
  for (const character of [...ascii, ..."Åµ×√⁻¹²·°"]) {
    const dots = glyphDots.get(character)?.join("");
    expect(dots, character).toContain("1");
    expect(seen.get(dots!), character).toBeUndefined();
    seen.set(dots!, character);
  }
});

it("draws as high and as wide as it says", () => {
  for (const size of [9, 11, 22]) {
    const raster = createRaster(300, 60);
    drawText(raster, "HEX 0.5", 10, 20, { size, colour: black });
    const { x0, y0, x1, y1 } = inkedBox(raster);
    expect(Math.abs(y1 - y0 + 1 - size)).toBeLessThanOrEqual(1);
    expect(Math.abs(y0 - 20)).toBeLessThanOrEqual(1);
    expect(Math.abs(x0 - 10)).toBeLessThanOrEqual(1);
    expect(Math.abs(x1 - x0 + 1 - textWidth("HEX 0.5", size))).toBeLessThanOrEqual(1.5);
  }
});

it("draws a letter with an unknown accent without it, and an unknown sign as a box", () => {
  const picture = (text: string): Uint8ClampedArray => {
    const raster = createRaster(40, 30);
    drawText(raster, text, 4, 8, { size: 11, colour: black });
    return raster.data;
  };
  expect(picture("é")).toEqual(picture("e"));
  expect(picture("Å")).not.toEqual(picture("A"));
  expect(picture("漢")).not.toEqual(createRaster(40, 30).data);
});

it("shortens a text that does not fit", () => {
  expect(fitText("short", 11, 500)).toBe("short");
  const fitted = fitText("a rather long title of a pane", 11, 90);
  expect(fitted.endsWith("...")).toBe(true);
  expect(textWidth(fitted, 11)).toBeLessThanOrEqual(90);
});
