import { describe, expect, it } from "vitest";
import { denseScratchBytes, instantiateKernels, maskByteLength, packMask } from "#core/wasm/kernels.js";
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
      "bslz4ToPlanes",
      "denseCountEqual",
      "denseFrameSum",
      "denseMaskSums",
      "planeMaskSums",
      "planeOverflow",
      "planesToDense",
      "unshuffle",
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
