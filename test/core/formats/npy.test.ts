import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { npyFormat } from "#core/formats/npy.js";
import { memoryHost } from "./memoryHost.js";
import { expectFailure } from "./openFile.js";
import { readAll } from "./readAll.js";

interface NpyFile {
  readonly version?: number;
  readonly header: string;
  readonly data?: Uint8Array;
}

/** A .npy file as numpy.lib.format describes it. */
function npy({ version = 1, header, data = new Uint8Array(0) }: NpyFile): Uint8Array {
  const text = new TextEncoder().encode(`${header}\n`);
  const lengthBytes = version === 1 ? 2 : 4;
  const bytes = new Uint8Array(8 + lengthBytes + text.length + data.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  for (let i = 0; i < lengthBytes; i++) bytes[8 + i] = text.length >> (8 * i);
  bytes.set(text, 8 + lengthBytes);
  bytes.set(data, 8 + lengthBytes + text.length);
  return bytes;
}

const header = (descr: string, shape: string, order = "False"): string =>
  `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }`;

function open(file: Uint8Array, options = {}) {
  return npyFormat.open("scan.npy", memoryHost({ "scan.npy": file }), options);
}

async function read(file: Uint8Array): Promise<Uint8Array> {
  const host = memoryHost({ "scan.npy": file });
  return readAll((await npyFormat.open("scan.npy", host, {})).description, host);
}

describe("a .npy file", () => {
  it.each([1, 2, 3])("of version %i gives its pixels", async (version) => {
    const data = Uint8Array.from({ length: 24 * 2 }, (_, i) => i);
    const file = npy({ version, header: header("'<u2'", "(2, 3, 2, 2)"), data });
    const { description } = await open(file);
    expect(description).toMatchObject({ shape: [2, 3, 2, 2], dtype: "uint16" });
    expect(await read(file)).toEqual(data);
  });

  it("of big-endian numbers gives the same numbers", async () => {
    const data = new Uint8Array(8);
    new DataView(data.buffer).setFloat32(0, 1.5);
    new DataView(data.buffer).setFloat32(4, -2);
    const bytes = await read(npy({ header: header("'>f4'", "(1, 1, 2)"), data }));
    expect([...new Float32Array(bytes.buffer)]).toEqual([1.5, -2]);
  });

  it("of any 3-D or 4-D shape keeps its frames, whatever the scan shape", async () => {
    const extents = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 3, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(extents, async (shape) => {
        const pixels = shape.reduce((product, extent) => product * extent, 1);
        const data = Uint8Array.from({ length: pixels }, (_, i) => i & 255);
        const file = npy({ header: header("'|u1'", `(${shape.join(", ")})`), data });
        const { description } = await open(file);
        expect(description.shape.slice(2)).toEqual(shape.slice(-2));
        expect(await read(file)).toEqual(data);
      }),
    );
  });

  it.each([
    ["Fortran order", header("'<u2'", "(2, 2, 2)", "True"), "unsupported", "Fortran"],
    ["Python objects", header("'|O'", "(2, 2, 2)"), "unsupported", "never unpickled"],
    ["a structured dtype", header("[('a', '<u2')]", "(2, 2, 2)"), "unsupported", "structured"],
    ["complex numbers", header("'<c8'", "(2, 2, 2)"), "unsupported", "<c8"],
    ["float128", header("'<f16'", "(2, 2, 2)"), "unsupported", "<f16"],
    ["text", header("'<U4'", "(2, 2, 2)"), "unsupported", "<U4"],
    ["a negative size", header("'<u2'", "(2, -2, 2)"), "corrupt", "-2"],
    ["a header that is code", "__import__('os').system('true')", "corrupt", "descr"],
    ["an image", header("'<u2'", "(2, 2)"), "shape-mismatch", "(2, 2)"],
    ["no pixels", header("'<u2'", "(2, 0, 2)"), "shape-mismatch", "(2, 0, 2)"],
    ["2^60 pixels", header("'<u2'", "(1048576, 1048576, 1048576)"), "too-large", "2^53"],
    ["fewer bytes than pixels", header("'<u2'", "(2, 2, 2)"), "truncated", "for shape (2, 2, 2)"],
  ] as const)("with %s is refused", async (_, text, code, words) => {
    await expectFailure(open(npy({ header: text })), code, "scan.npy", words);
  });

  it("that ends in its header is refused", async () => {
    const whole = npy({ header: header("'<u2'", "(2, 2, 2)") });
    await expectFailure(open(whole.subarray(0, 20)), "truncated", "20 bytes");
    await expectFailure(open(npy({ version: 4, header: "" })), "unsupported", "version 4");
  });

  it("does not hold the frames of another scan shape", async () => {
    const file = npy({ header: header("'|u1'", "(6, 1, 1)"), data: new Uint8Array(6) });
    await expectFailure(open(file, { scanShape: [2, 2] }), "shape-mismatch", "6 frames", "2 x 3");
    expect((await open(file, { scanShape: [3, 2] })).description.shape).toEqual([3, 2, 1, 1]);
  });
});
