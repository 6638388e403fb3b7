import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { denseScratchBytes, instantiateKernels, maskByteLength, packMask } from "#core/wasm/kernels.js";
import { dtypeCode } from "#core/wasm/kernelTable.js";
import { encodeBslz4 } from "../../fixtures/bslz4Encoder.js";
import { readKernelModule } from "../../fixtures/kernelMemory.js";

/** Ids of the module's sections, read from the binary. */
function sectionIds(module: Uint8Array): number[] {
  const ids: number[] = [];
  for (let at = 8; at < module.length; ) {
    ids.push(module[at++]!);
    let size = 0;
    for (let shift = 0, byte = 128; byte >= 128; shift += 7) {
      byte = module[at++]!;
      size |= (byte & 127) << shift;
    }
    at += size;
  }
  return ids;
}

describe("the compiled module", () => {
  const module = new WebAssembly.Module(readKernelModule().slice());

  it("imports nothing but a memory, so it has no allocator and no host calls", () => {
    expect(WebAssembly.Module.imports(module)).toEqual([{ module: "env", name: "memory", kind: "memory" }]);
  });

  it("has no data and no start function, so instances in several threads never write the same bytes", () => {
    const [start, data] = [8, 11];
    expect(sectionIds(readKernelModule())).not.toContain(start);
    expect(sectionIds(readKernelModule())).not.toContain(data);
  });

  it("exports exactly the functions of KernelTable", () => {
    const names = WebAssembly.Module.exports(module).map(({ name }) => name);
    expect(names.sort()).toEqual([
      "addBitCounts",
      "bslz4FramesToPlanes",
      "bslz4ToPlanes",
      "denseBitSums",
      "denseCountEqual",
      "denseFrameMax",
      "denseFrameSum",
      "denseMaskMax",
      "denseMaskSums",
      "denseRingSums",
      "denseSquareSum",
      "denseWeightedSums",
      "lz4Chunk",
      "packDense",
      "packPlanes",
      "packedMaskMax",
      "packedMaskSums",
      "packedRingSums",
      "packedToPlanes",
      "packedWeightedSums",
      "packedWords",
      "planeBitCounts",
      "planeOverflow",
      "planeWords",
      "planesToDense",
      "unshuffle",
      "wordMaskSums",
      "wordMoments",
    ]);
  });
});

describe("instantiateKernels", () => {
  it("says what is wrong when the memory is not shared", () => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
    expect(() => instantiateKernels(readKernelModule(), memory)).toThrow(/shared memory/);
  });

  it("says what is wrong when the bytes are no module of this version", () => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
    expect(() => instantiateKernels(empty, memory)).toThrow(/bslz4ToPlanes/);
    expect(() => instantiateKernels(Uint8Array.of(1, 2, 3), memory)).toThrow(/Build again/);
  });
});

/** Decodes chunk after chunk to dense pixels at `dense`, and answers how often they were not all `expected`. */
const threadBody = `
  const { workerData: given, parentPort } = require("node:worker_threads");
  const module = new WebAssembly.Module(given.module);
  const kernels = new WebAssembly.Instance(module, { env: { memory: given.memory } }).exports;
  const pixels = new Uint16Array(given.memory.buffer, given.dense, given.elements);
  let wrong = 0;
  for (let turn = 0; turn < 2000; turn++) {
    pixels.fill(0);
    const block = kernels.bslz4ToPlanes(given.source, given.sourceBytes, given.planes, given.elements, 2);
    kernels.planesToDense(given.planes, given.elements, 2, block, given.dense);
    if (pixels.some((pixel) => pixel !== given.expected)) wrong++;
  }
  parentPort.postMessage(wrong);
`;

describe("instances in several threads", () => {
  it("work at once over one memory without disturbing each other", async () => {
    const memory = new WebAssembly.Memory({ initial: 4, maximum: 4, shared: true });
    const elements = 1003;
    const wrong = [257, 3855, 65535].map((expected, index) => {
      const pixels = new Uint8Array(new Uint16Array(elements).fill(expected).buffer);
      const chunk = encodeBslz4(pixels, 2, 64, "matches");
      const source = 65536 * index;
      new Uint8Array(memory.buffer).set(chunk, source);
      const places = { source, sourceBytes: chunk.length, planes: source + 16384, dense: source + 32768 };
      const workerData = { module: readKernelModule(), memory, elements, expected, ...places };
      return new Promise((resolve, reject) => {
        const worker = new Worker(threadBody, { eval: true, workerData });
        worker.once("message", resolve);
        worker.once("error", reject);
      });
    });
    expect(await Promise.all(wrong)).toEqual([0, 0, 0]);
  });
});

describe("addresses above 2 GiB", () => {
  it("are taken as they are, up to the last byte of memory", () => {
    const pages = 32769;
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    const kernels = instantiateKernels(readKernelModule(), memory);
    const pixels = Uint16Array.from({ length: 1001 }, (_, at) => (at * at) % 9);
    const bytes = new Uint8Array(pixels.buffer);
    const chunk = encodeBslz4(bytes, 2, 128, "matches");
    const end = pages * 65536;
    const [source, planes, dense] = [end - 20_000, end - 10_000, end - bytes.length];
    const mask = 64;
    new Uint8Array(memory.buffer).set(chunk, source);
    new Uint8Array(memory.buffer).set(packMask(new Uint8Array(1001).fill(1)), mask);
    expect(kernels.bslz4ToPlanes(source, chunk.length, planes, 1001, 2)).toBe(128);
    kernels.planesToDense(planes, 1001, 2, 128, dense);
    expect(new Uint8Array(memory.buffer, dense, bytes.length)).toEqual(bytes);
    kernels.denseMaskSums(dense, 1, 1001, dtypeCode.uint16, mask, 1, maskByteLength(1001), 4096, 1, 512);
    const sum = pixels.reduce((total, pixel) => total + pixel, 0);
    expect(new Float64Array(memory.buffer, 512, 1)[0]).toBe(sum);
  });
});

describe("masks", () => {
  it("are packed least significant bit first and padded to 16 bytes", () => {
    const mask = new Uint8Array(130);
    mask[0] = mask[9] = mask[129] = 1;
    const packed = packMask(mask);
    expect([...packed]).toEqual([1, 2, ...new Array(14).fill(0), 2, ...new Array(15).fill(0)]);
  });

  it("take whole vectors of memory, packed and expanded", () => {
    expect([0, 1, 128, 129].map(maskByteLength)).toEqual([0, 16, 16, 32]);
    expect(denseScratchBytes(17, 3, 1)).toBe(32 * 3 * 2);
  });
});
