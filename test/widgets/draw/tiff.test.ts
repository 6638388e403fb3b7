import { describe, expect, it } from "vitest";
import { encodeTiff, fitsUint16, type TiffSamples, wideSamples } from "#widgets/draw/tiff.js";

/** Tags by the TIFF 6.0 specification, section 2: each entry 12 bytes, small values in the entry itself. */
function tagsOf(file: Uint8Array): Map<number, { type: number; count: number; value: number }> {
  const view = new DataView(file.buffer);
  expect([...file.subarray(0, 4)]).toEqual([0x49, 0x49, 42, 0]);
  const at = view.getUint32(4, true);
  const tags = new Map<number, { type: number; count: number; value: number }>();
  for (let i = 0; i < view.getUint16(at, true); i++) {
    const entry = at + 2 + 12 * i;
    const type = view.getUint16(entry + 2, true);
    const value = type === 3 ? view.getUint16(entry + 8, true) : view.getUint32(entry + 8, true);
    tags.set(view.getUint16(entry, true), { type, count: view.getUint32(entry + 4, true), value });
  }
  return tags;
}

const arrays = { uint16: Uint16Array, uint32: Uint32Array, int32: Int32Array, float32: Float32Array };

describe("encodeTiff", () => {
  it.each([
    ["uint16", Uint32Array.of(0, 1, 65_535, 7, 8, 9), 16, 1],
    ["uint32", Uint32Array.of(0, 1, 4_294_967_295, 7, 8, 9), 32, 1],
    ["int32", Float64Array.of(-2_147_483_648, 0, 2_147_483_647, 1, 2, 3), 32, 2],
    ["float32", Float32Array.of(-1.5, 0, 3.25, Number.NaN, 1e30, 2), 32, 3],
  ] as const)("writes %s values as they are, with size, bits and format", (samples, data, bits, format) => {
    const file = encodeTiff(data, [2, 3], { samples: samples as TiffSamples });
    const tags = tagsOf(file);
    const value = (tag: number) => tags.get(tag)!.value;
    expect([value(256), value(257), value(258), value(339)]).toEqual([3, 2, bits, format]);
    const stored = new arrays[samples](
      Uint8Array.from(file).buffer.slice(value(273), value(273) + value(279)),
    );
    expect([...stored]).toEqual([...data]);
    expect([...tags.keys()]).toEqual([...tags.keys()].sort((a, b) => a - b));
  });

  it("carries the description and the pixels a unit", () => {
    const options = { samples: "uint16", description: "unit=nm\n", pixelsPerUnit: [1.25, 2.5] } as const;
    const file = encodeTiff(Uint16Array.of(1), [1, 1], options);
    const tags = tagsOf(file);
    const { value, count } = tags.get(270)!;
    expect(new TextDecoder().decode(file.subarray(value, value + count))).toBe("unit=nm\n\0");
    const view = new DataView(file.buffer);
    const fraction = (at: number) => view.getUint32(at, true) / view.getUint32(at + 4, true);
    expect([fraction(tags.get(282)!.value), fraction(tags.get(283)!.value)]).toEqual([2.5, 1.25]);
  });

  it("names a shape that does not fit", () => {
    expect(() => encodeTiff(new Uint16Array(5), [2, 3], { samples: "uint16" })).toThrow(/5 values.*2 x 3/s);
  });
});

describe("the samples of an image", () => {
  it.each([
    [Uint32Array.of(0, 65_535), true, "uint32"],
    [Uint32Array.of(0, 65_536), false, "uint32"],
    [Float32Array.of(0.5), false, "float32"],
    [Float64Array.of(-1, 5), false, "int32"],
    [Float64Array.of(3e9, -1), false, "float32"],
  ])("of %s", (data, narrow, wide) => {
    expect([fitsUint16(data), wideSamples(data)]).toEqual([narrow, wide]);
  });
});
