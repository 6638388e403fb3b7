import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KernelStatus } from "#core/wasm/kernelTable.js";
import { encodeBslz4, encodePlanes } from "../../fixtures/bslz4Encoder.js";
import { KernelMemory } from "../../fixtures/kernelMemory.js";

const kernels = new KernelMemory();
const names = ["wasm", "twin"] as const;
const folder = new URL("../../fixtures/bslz4/", import.meta.url);

interface Fixture {
  readonly name: string;
  readonly elements: number;
  readonly elementBytes: number;
}

const fixtures: Fixture[] = JSON.parse(readFileSync(new URL("index.json", folder), "utf8"));

interface Decoded {
  readonly status: number;
  /** The planes, as they are after the call. */
  readonly planes: Uint8Array;
}

function decode(
  name: (typeof names)[number],
  chunk: Uint8Array,
  elements: number,
  elementBytes: number,
): Decoded {
  kernels.reset();
  const source = kernels.place(chunk);
  const planes = kernels.place(elements * elementBytes);
  kernels.at(planes, elements * elementBytes).fill(0);
  const status = kernels[name].bslz4ToPlanes(source, chunk.length, planes, elements, elementBytes);
  expect(kernels.strayWrites()).toEqual([]);
  expect(Buffer.compare(kernels.at(source, chunk.length), chunk)).toBe(0);
  return { status, planes: kernels.at(planes, elements * elementBytes).slice() };
}

/** Bytes with runs, repeats at short and long distances, and noise: all that LZ4 has a case for. */
const anyBytes = fc
  .array(
    fc.oneof(
      fc.record({ run: fc.nat(255), length: fc.integer({ min: 1, max: 900 }) }),
      fc.record({ noise: fc.uint8Array({ minLength: 1, maxLength: 40 }) }),
      fc.record({
        pattern: fc.uint8Array({ minLength: 2, maxLength: 20 }),
        times: fc.integer({ min: 1, max: 40 }),
      }),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) =>
    Uint8Array.from(
      parts.flatMap((part) => {
        if ("run" in part) return new Array<number>(part.length).fill(part.run);
        if ("noise" in part) return [...part.noise];
        return new Array<number[]>(part.times).fill([...part.pattern]).flat();
      }),
    ),
  );

const anyChunk = fc
  .record({
    bytes: anyBytes,
    elementBytes: fc.constantFrom(1, 2, 4),
    blocks: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.constant(64), fc.constant(512)),
    style: fc.constantFrom("literals" as const, "matches" as const),
  })
  .map(({ bytes, elementBytes, blocks, style }) => {
    // The bytes are meant as planes: encoding the transposed order would hide their repeats from LZ4.
    const pixels = bytes.subarray(0, bytes.length - (bytes.length % elementBytes));
    const blockElements = blocks * 8;
    return {
      pixels,
      elementBytes,
      blockElements,
      chunk: encodeBslz4(pixels, elementBytes, blockElements, style),
    };
  });

describe.each(names)("bslz4ToPlanes, %s", (name) => {
  it.each(fixtures)("decodes $name as h5py and hdf5plugin do", ({ name: file, elements, elementBytes }) => {
    const chunk = readFileSync(new URL(`${file}.chunk`, folder));
    const raw = readFileSync(new URL(`${file}.raw`, folder));
    const { status: blockElements } = decode(name, Uint8Array.from(chunk), elements, elementBytes);
    expect(blockElements).toBe(chunk.readUInt32BE(8) / elementBytes);

    const source = kernels.place(chunk);
    const planes = kernels.place(raw.length);
    const dense = kernels.place(raw.length);
    kernels[name].bslz4ToPlanes(source, chunk.length, planes, elements, elementBytes);
    kernels[name].planesToDense(planes, elements, elementBytes, blockElements, dense);
    expect(Buffer.from(kernels.at(dense, raw.length)).equals(raw)).toBe(true);
  });

  it("decodes whatever an independent encoder wrote, in any layout", () => {
    fc.assert(
      fc.property(anyChunk, ({ pixels, elementBytes, blockElements, chunk }) => {
        const { status, planes } = decode(name, chunk, pixels.length / elementBytes, elementBytes);
        expect(status).toBe(blockElements);
        expect(Buffer.compare(planes, encodePlanes(pixels, elementBytes, blockElements))).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it("takes 8192-byte blocks where the header is all zeros", () => {
    const pixels = Uint8Array.from({ length: 20_000 }, (_, at) => (at % 7) * (at % 3));
    const chunk = encodeBslz4(pixels, 2, 4096, "matches");
    chunk.fill(0, 0, 12);
    expect(decode(name, chunk, 10_000, 2)).toEqual({ status: 4096, planes: encodePlanes(pixels, 2, 4096) });
  });

  describe("answers with a status and never writes elsewhere, when", () => {
    const pixels = Uint8Array.from({ length: 516 }, (_, at) => at % 5);
    const whole = encodeBslz4(pixels, 2, 64, "literals");
    const changed = (change: (view: DataView) => void) => {
      const chunk = whole.slice();
      change(new DataView(chunk.buffer));
      return decode(name, chunk, 258, 2).status;
    };

    it("the chunk is cut anywhere", () => {
      for (let length = 0; length < whole.length; length++) {
        expect(decode(name, whole.slice(0, length), 258, 2).status).toBe(KernelStatus.truncated);
      }
    });

    it("the header declares another size than the data set", () => {
      for (const size of [0n, 515n, 518n, 2n ** 32n + 516n, 2n ** 64n - 1n]) {
        expect(changed((view) => view.setBigUint64(0, size))).toBe(KernelStatus.sizeMismatch);
      }
      expect(decode(name, whole, 259, 2).status).toBe(KernelStatus.sizeMismatch);
    });

    it("the block size is impossible: zero, not whole planes, or beyond what LZ4 can hold", () => {
      for (const size of [0, 8, 24, 129, 2 ** 31, 2 ** 32 - 1, 2 ** 32 - 16]) {
        expect(changed((view) => view.setUint32(8, size))).toBe(KernelStatus.sizeMismatch);
      }
    });

    it("the block size is another one than the blocks have", () => {
      expect(changed((view) => view.setUint32(8, 256))).toBe(KernelStatus.corrupt);
      expect(changed((view) => view.setUint32(8, 2 ** 30))).toBe(KernelStatus.corrupt);
    });

    it("a block claims more bytes than there are", () => {
      for (const size of [whole.length, 2 ** 31, 2 ** 32 - 1]) {
        expect(changed((view) => view.setUint32(12, size))).toBe(KernelStatus.truncated);
      }
    });
  });

  const streamChunk = (stream: readonly number[]) =>
    Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 16, 0, 0, 0, 16, 0, 0, 0, stream.length, ...stream]);

  it("takes a match from the block's first byte", () => {
    expect(decode(name, streamChunk([0x16, 1, 1, 0, 0x50, 1, 2, 3, 4, 5]), 8, 2).status).toBe(8);
  });

  it.each<[string, number[]]>([
    ["is empty", []],
    ["copies from a distance of 0", [0x16, 1, 0, 0, 0x50, 1, 2, 3, 4, 5]],
    ["copies from one byte before its start", [0x16, 1, 2, 0, 0x50, 1, 2, 3, 4, 5]],
    ["has literals beyond its end", [0xf0, 2, ...new Array(17).fill(7)]],
    ["has literals beyond the stream", [0xf0, 0]],
    ["has a match beyond its end", [0x1f, 1, 1, 0, 0, 0x00]],
    ["has a match length that never ends", [0x1f, 1, 1, 0, ...new Array(40).fill(255)]],
    ["has a literal length that never ends", [0xf0, ...new Array(40).fill(255)]],
    ["stops inside a distance", [0x10, 1, 1]],
    ["stops after a match", [0x18, 1, 1, 0]],
    ["stops before it is full", [0x50, 1, 2, 3, 4, 5]],
    ["goes on when it is full", [0xf0, 1, ...new Array(16).fill(7), 1, 0, 0x00]],
  ])("calls a block corrupt that %s", (_, stream) => {
    expect(decode(name, streamChunk(stream), 8, 2).status).toBe(KernelStatus.corrupt);
  });
});

describe.each(names)("bslz4FramesToPlanes, %s", (name) => {
  it("decodes chunk after chunk, says the block size of each, and fills those that were never written with 0", () => {
    kernels.reset();
    const chunks = [anyPixels(1), undefined, anyPixels(2)].map(
      (pixels) => pixels && encodeBslz4(pixels, 2, 64, "matches"),
    );
    const entries = chunks.flatMap((chunk) => (chunk ? [kernels.place(chunk), chunk.length] : [0, 0]));
    const table = kernels.place(new Uint8Array(Uint32Array.from(entries).buffer));
    const [stride, blocks] = [413, kernels.place(12)];
    const planes = kernels.place(3 * stride);
    kernels.at(planes, 3 * stride).fill(1);
    kernels[name].bslz4FramesToPlanes(table, 3, planes, stride, 200, 2, blocks);
    expect([...new Int32Array(kernels.at(blocks, 12).slice().buffer)]).toEqual([64, 0, 64]);
    expect([...kernels.at(planes + stride, 400)]).toEqual(new Array(400).fill(0));
    for (const [frame, seed] of [
      [0, 1],
      [2, 2],
    ] as const)
      expect([...kernels.at(planes + frame * stride, 400)]).toEqual([
        ...encodePlanes(anyPixels(seed), 2, 64),
      ]);
    expect(kernels.strayWrites()).toEqual([]);
  });
});

function anyPixels(seed: number): Uint8Array {
  return Uint8Array.from({ length: 400 }, (_, i) => (i * seed) % 7);
}

describe("bslz4ToPlanes on damaged chunks", () => {
  it("answers the same as its twin, whatever bytes are changed, and writes nowhere else", () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(anyChunk, damage, fc.nat(), ({ pixels, elementBytes, chunk }, changes, cut) => {
        const damaged = chunk.slice(0, chunk.length - (cut % 3 === 0 ? cut % chunk.length : 0));
        for (const [at, value] of changes) damaged[at % damaged.length] = value;
        const [wasm, twin] = names.map((name) =>
          decode(name, damaged, pixels.length / elementBytes, elementBytes),
        );
        expect(wasm!.status).toBe(twin!.status);
        if (twin!.status > 0) expect(Buffer.compare(wasm!.planes, twin!.planes)).toBe(0);
      }),
      { numRuns: 400 },
    );
  });

  it("answers the same as its twin for random LZ4 streams behind a sound header", () => {
    const header = [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0];
    const byte = fc.oneof(fc.constantFrom(0, 1, 2, 3, 15, 16, 0x1f, 0xf0, 255), fc.nat(255));
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 120 }), (stream) => {
        const chunk = Uint8Array.from([...header, 0, 0, 0, stream.length, ...stream]);
        const [wasm, twin] = names.map((name) => decode(name, chunk, 128, 2));
        expect(wasm!.status).toBe(twin!.status);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("a chunk at the very end of memory", () => {
  it("is decoded without a read beyond", () => {
    const fixture = fixtures.find(({ name }) => name === "raw_tail")!;
    const chunk = readFileSync(new URL("raw_tail.chunk", folder));
    const end = kernels.memory.buffer.byteLength;
    kernels.at(end - chunk.length, chunk.length).set(chunk);
    kernels.reset();
    const planes = kernels.place(fixture.elements * 2);
    const { wasm } = kernels;
    expect(wasm.bslz4ToPlanes(end - chunk.length, chunk.length, planes, fixture.elements, 2)).toBe(4096);
    const target = end - chunk.length - fixture.elements * 2;
    expect(wasm.bslz4ToPlanes(end - chunk.length, chunk.length, target, fixture.elements, 2)).toBe(4096);
  });
});
