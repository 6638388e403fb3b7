import { expect, it } from "vitest";
import { decodeImage, encodeImage } from "#widgets/codecs.js";
import { detectorColours } from "#widgets/draw/detectorColours.js";
import { noValueColour } from "#widgets/draw/imageToRgba.js";
import { channelLooks, rgbToRgba } from "#widgets/draw/rgbToRgba.js";
import { encodeTiffPages } from "#widgets/draw/tiff.js";

const channels = [
  { name: "bf", data: Uint32Array.of(0, 10, 5, 10) },
  { name: "adf", data: Float64Array.of(-1, 3, 1, Number.NaN) },
];
const looks = channelLooks(channels, "linear", { percentile: [0, 100] });

it("each channel has its own limits, a missing one is dark, and no value has its own colour", () => {
  const out = new Uint8ClampedArray(16);
  rgbToRgba(channels, looks, out);
  expect(looks.map(({ limits }) => limits)).toEqual([
    [0, 10],
    [-1, 3],
  ]);
  expect([...out]).toEqual([0, 0, 0, 255, 255, 255, 0, 255, 128, 128, 0, 255, ...noValueColour]);
});

it("cross between kernel and browser with their names, exactly", () => {
  const data = channels[0]!.data;
  const bytes = encodeImage({ data, shape: [2, 2], channels, calibration: {}, unit: "counts", seq: 3 });
  expect(decodeImage(bytes).channels).toEqual(channels);
});

it("become pages of a TIFF file, chained, each with its own samples", () => {
  const options = { samples: "float32", description: "counts" } as const;
  const bytes = encodeTiffPages(channels.map(({ data }) => ({ data, shape: [2, 2], options })));
  const file = new DataView(bytes.buffer);
  const pages: number[][] = [];
  for (let at = file.getUint32(4, true); at !== 0; ) {
    const count = file.getUint16(at, true);
    const tags = new Map(
      Array.from({ length: count }, (_, i) => {
        const entry = at + 2 + 12 * i;
        return [file.getUint16(entry, true), file.getUint32(entry + 8, true)] as const;
      }),
    );
    pages.push(Array.from({ length: 4 }, (_, i) => file.getFloat32(tags.get(273)! + 4 * i, true)));
    at = file.getUint32(at + 2 + 12 * count, true);
  }
  expect(pages).toEqual(channels.map(({ data }) => [...data]));
});

it("detectors of a composite are marked in the colours of their channels, others keep their own", () => {
  const detectors = ["A", "B", "C"].map((name) => ({
    name,
    detector: { shape: "point", centre: [0, 0] } as const,
  }));
  const plain = detectorColours(detectors, null);
  expect(new Set(plain.map(String)).size).toBe(3);
  const [a, b, c] = detectorColours(detectors, { kind: "rgb", of: ["C", "A"] });
  expect(c![0]).toBeGreaterThan(c![1]);
  expect(a![1]).toBeGreaterThan(a![0]);
  expect(b).toEqual(plain[1]);
});
