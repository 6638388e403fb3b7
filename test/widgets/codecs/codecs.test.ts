import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NumberArray } from "#core/data/dtype.js";
import { isRonchiError, type RonchiErrorCode } from "#core/errors.js";
import { decodeImage, decodeTable, encodeImage, encodeTable, type ImageMessage } from "#widgets/codecs.js";

const anyValues: fc.Arbitrary<NumberArray> = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.uint16Array({ maxLength: 40 }),
  fc.uint32Array({ maxLength: 40 }),
  fc.float32Array({ maxLength: 40 }),
  fc.float64Array({ maxLength: 40 }),
);
const image: ImageMessage = {
  data: Float64Array.of(1, 2, 3, 4, 5, 6),
  shape: [2, 3],
  calibration: { scanStep: [1, 2], origin: [0.5, 1] },
  unit: "counts",
  seq: 7,
};

function codeOf(call: () => unknown): RonchiErrorCode | "no RonchiError" {
  try {
    call();
  } catch (error) {
    if (isRonchiError(error)) return error.code;
  }
  return "no RonchiError";
}

describe("images", () => {
  it("come back as they were, for every dtype", () => {
    fc.assert(
      fc.property(anyValues, fc.nat(), fc.string(), (data, seq, unit) => {
        const message: ImageMessage = { ...image, data, shape: [1, data.length], seq, unit };
        expect(decodeImage(encodeImage(message))).toEqual(message);
      }),
    );
  });

  it("carry what their values are called", () => {
    const named = { ...image, symbol: "|F|" };
    expect(decodeImage(encodeImage(named)).symbol).toBe("|F|");
    expect(decodeImage(encodeImage(image))).not.toHaveProperty("symbol");
  });

  it("carry coarse values, as many as there are boxes", () => {
    const coarse = { ...image, shape: [5, 9], box: 3 } as const;
    expect(decodeImage(encodeImage(coarse))).toEqual(coarse);
    expect(codeOf(() => encodeImage({ ...coarse, box: 2 }))).toBe("shape-mismatch");
  });

  it("carry their excluded pixels", () => {
    const masked = { ...image, excluded: Uint8Array.of(0, 1, 0, 0, 1, 0) };
    expect(decodeImage(encodeImage(masked))).toEqual(masked);
    expect(codeOf(() => encodeImage({ ...image, excluded: new Uint8Array(5) }))).toBe("shape-mismatch");
  });

  it("are views on the received bytes, not copies", () => {
    const bytes = encodeImage(image);
    const { data } = decodeImage(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    expect(data.buffer).toBe(bytes.buffer);
  });

  it("may start anywhere in a buffer: aligned ones are views, others are copied", () => {
    const bytes = encodeImage(image);
    for (const offset of [1, 3, 4, 8]) {
      const around = new Uint8Array(bytes.length + 24);
      around.set(bytes, offset);
      const found = decodeImage(new DataView(around.buffer, offset, bytes.length));
      expect(found).toEqual(image);
      expect(found.data.buffer === around.buffer).toBe(offset % 8 === 0);
    }
  });

  it("may lie in memory that threads share, and in the middle of it", () => {
    const shared = new Uint16Array(new SharedArrayBuffer(32)).subarray(4, 10);
    shared.set([9, 8, 7, 6, 5, 4]);
    expect([...decodeImage(encodeImage({ ...image, data: shared })).data]).toEqual([9, 8, 7, 6, 5, 4]);
  });

  it("are refused when the shape does not fit, on either side", () => {
    expect(codeOf(() => encodeImage({ ...image, shape: [3, 3] }))).toBe("shape-mismatch");
    const text = new TextDecoder("latin1").decode(encodeImage(image)).replace("[2,3]", "[2,9]");
    const forged = Uint8Array.from(text, (character) => character.charCodeAt(0) & 255);
    const bytes = encodeImage(image);
    const at = text.indexOf("[2,9]");
    bytes.set(forged.subarray(at, at + 5), at);
    expect(codeOf(() => decodeImage(bytes))).toBe("shape-mismatch");
  });

  it("are refused wherever they are cut, never filled with zeros", () => {
    const bytes = encodeImage(image);
    // The last 8 bytes only say that the stream ends.
    for (let length = 0; length < bytes.length - 8; length++)
      expect(
        codeOf(() => decodeImage(bytes.slice(0, length))),
        `${length}`,
      ).toMatch(/truncated|corrupt|shape-mismatch/);
  });

  it("are refused when something else is sent", () => {
    expect(codeOf(() => decodeImage(new Uint8Array(64).fill(200)))).toBe("truncated");
    const table = encodeTable({ columns: { qx: Float32Array.of(1) }, units: {}, calibration: {}, seq: 0 });
    expect(codeOf(() => decodeImage(table))).toBe("corrupt");
  });
});

describe("tables", () => {
  const peaks = {
    columns: {
      frame: Uint32Array.of(4, 5, 9),
      intensity: { offsets: Int32Array.of(0, 2, 2, 3), values: Float32Array.of(1.5, 2.5, 3.5) },
    },
    units: { intensity: "counts" },
    calibration: { detectorPixel: [0.02, 0.02] as const },
    seq: 3,
  };

  it("come back with their columns and ragged lists as views on the bytes", () => {
    const bytes = encodeTable(peaks);
    const found = decodeTable(bytes);
    expect(found).toEqual(peaks);
    for (const column of Object.values(found.columns)) {
      const arrays = ArrayBuffer.isView(column) ? [column] : [column.offsets, column.values];
      for (const array of arrays) expect(array.buffer).toBe(bytes.buffer);
    }
  });

  it("come back as they were, for lists of any lengths and every dtype", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 4 }), { maxLength: 12 }), anyValues, (lengths, pool) => {
        const offsets = [0];
        for (const length of lengths) offsets.push(Math.min(offsets.at(-1)! + length, pool.length));
        const list = { offsets: Int32Array.from(offsets), values: pool.slice(0, offsets.at(-1)) };
        const message = { ...peaks, columns: { list, row: Uint16Array.from(lengths) } };
        expect(decodeTable(encodeTable(message))).toEqual(message);
      }),
    );
  });

  it("are refused when columns differ in length or offsets do not fit", () => {
    const frame = Uint32Array.of(1, 2);
    const broken = (offsets: number[]) => ({
      ...peaks,
      columns: { list: { offsets: Int32Array.from(offsets), values: Float32Array.of(1, 2, 3) } },
    });
    expect(codeOf(() => encodeTable({ ...peaks, columns: { ...peaks.columns, frame } }))).toBe(
      "shape-mismatch",
    );
    for (const offsets of [[], [0, 2], [0, 2, 1, 3], [1, 3], [0, 4]])
      expect(
        codeOf(() => encodeTable(broken(offsets))),
        `${offsets}`,
      ).toBe("shape-mismatch");
  });
});
