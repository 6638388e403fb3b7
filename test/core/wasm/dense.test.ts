import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { denseScratchBytes, maskByteLength, packMask } from "#core/wasm/kernels.js";
import { dtypeCode } from "#core/wasm/kernelTable.js";
import { KernelMemory } from "../../fixtures/kernelMemory.js";

const kernels = new KernelMemory();

const arrays = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;
type Dtype = keyof typeof arrays;
const integers = ["uint8", "uint16", "uint32"] as const;
const floats = ["float32", "float64"] as const;
const isFloat = (dtype: Dtype): boolean => dtype.startsWith("float");

interface Stack {
  readonly elements: number;
  readonly frames: number;
  /** [frames][elements] */
  readonly values: Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;
  readonly masks: readonly Uint8Array[];
}

/** Any stack; sizes around the vector (16) and the tile (2048) of the kernel. */
function anyStack(dtype: Dtype): fc.Arbitrary<Stack> {
  const value = isFloat(dtype) ? fc.float({ noNaN: true, min: -1000, max: 1000 }) : fc.nat(0xffffffff);
  return fc
    .record({
      elements: fc.oneof(fc.integer({ min: 0, max: 70 }), fc.integer({ min: 2030, max: 4200 })),
      frames: fc.integer({ min: 1, max: 3 }),
      pattern: fc.array(fc.oneof(value, fc.constant(0xffffffff)), { minLength: 1, maxLength: 37 }),
      bits: fc.array(fc.array(fc.boolean(), { minLength: 1, maxLength: 23 }), { minLength: 1, maxLength: 9 }),
      band: fc.tuple(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1.5, noNaN: true }),
      ),
    })
    .map(({ elements, frames, pattern, bits, band }) => ({
      elements,
      frames,
      values: makeValues(dtype, elements * frames, pattern),
      masks: bits.map((bit) =>
        Uint8Array.from({ length: elements }, (_, at) =>
          Number(at >= band[0] * elements && at < band[1] * elements && bit[at % bit.length]),
        ),
      ),
    }));
}

function makeValues(dtype: Dtype, length: number, pattern: readonly number[]): Stack["values"] {
  return new arrays[dtype](Array.from({ length }, (_, at) => pattern[at % pattern.length]!));
}

function place({ elements, values, masks }: Stack) {
  kernels.reset();
  const dense = kernels.place(new Uint8Array(values.buffer));
  const maskBytes = maskByteLength(elements);
  const packed = kernels.place(maskBytes * masks.length);
  masks.forEach((mask, index) => {
    kernels.at(packed + index * maskBytes, maskBytes).set(packMask(mask));
  });
  return { dense, packed, maskBytes };
}

function naiveSums({ elements, frames, values, masks }: Stack): number[] {
  const frame = (index: number) => values.subarray(index * elements, (index + 1) * elements);
  const sum = (pixels: ArrayLike<number>, mask: Uint8Array) =>
    mask.reduce((total, inside, at) => (inside ? total + pixels[at]! : total), 0);
  return Array.from({ length: frames }, (_, index) => masks.map((mask) => sum(frame(index), mask))).flat();
}

function maskSums(name: "wasm" | "twin", dtype: Dtype, stack: Stack): Float64Array {
  const { elements, frames, masks } = stack;
  const { dense, packed, maskBytes } = place(stack);
  const code = dtypeCode[dtype];
  const scratch = kernels.place(denseScratchBytes(elements, masks.length, code));
  const out = kernels.place(8 * frames * masks.length);
  const sums = (changed: number) =>
    kernels[name].denseMaskSums(
      dense,
      frames,
      elements,
      code,
      packed,
      masks.length,
      maskBytes,
      scratch,
      changed,
      out,
    );
  sums(1);
  const first = kernels.float64(out, frames * masks.length);
  kernels.at(out, 8 * frames * masks.length).fill(1);
  sums(0);
  expect([...kernels.float64(out, first.length)]).toEqual([...first]);
  expect(kernels.strayWrites()).toEqual([]);
  return first;
}

describe.each(["wasm", "twin"] as const)("dense kernels, %s", (name) => {
  const table = kernels[name];

  it.each(integers)("sum %s exactly over masks, saturated values too, with masks new or kept", (dtype) => {
    fc.assert(
      fc.property(anyStack(dtype), (stack) => {
        expect([...maskSums(name, dtype, stack)]).toEqual(naiveSums(stack));
      }),
    );
  });

  it.each(floats)("sum %s in float64", (dtype) => {
    fc.assert(
      fc.property(anyStack(dtype), (stack) => {
        const expected = naiveSums(stack);
        const scale = Array.from(stack.values).reduce((sum, value) => sum + Math.abs(value), 1);
        maskSums(name, dtype, stack).forEach((sum, index) => {
          expect(Math.abs(sum - expected[index]!)).toBeLessThanOrEqual(1e-12 * scale);
        });
      }),
    );
  });

  it.each(floats)("leave a NaN of %s outside the mask out of the sum", (dtype) => {
    const values = arrays[dtype].of(Number.NaN, 2, 3, 4, Number.POSITIVE_INFINITY, 6);
    const masks = [Uint8Array.of(0, 1, 1, 0, 0, 1)];
    expect([...maskSums(name, dtype, { elements: 6, frames: 1, values, masks })]).toEqual([11]);
  });

  it.each([...integers, ...floats])("add %s frames to a sum pattern", (dtype) => {
    fc.assert(
      fc.property(anyStack(dtype), (stack) => {
        const { elements, frames, values } = stack;
        const { dense } = place(stack);
        const start = Float64Array.from({ length: elements }, (_, at) => at);
        const accumulator = kernels.place(new Uint8Array(start.buffer));
        table.denseFrameSum(dense, frames, elements, dtypeCode[dtype], accumulator);
        for (let frame = 0; frame < frames; frame++) {
          for (let at = 0; at < elements; at++) start[at]! += values[frame * elements + at]!;
        }
        expect([...kernels.float64(accumulator, elements)]).toEqual([...start]);
        expect(kernels.strayWrites()).toEqual([]);
      }),
    );
  });

  it.each([...integers, ...floats])("keep the largest %s of each pixel", (dtype) => {
    fc.assert(
      fc.property(anyStack(dtype), (stack) => {
        const { elements, frames, values } = stack;
        const { dense } = place(stack);
        const expected = values.slice(0, elements);
        const largest = kernels.place(new Uint8Array(expected.slice().buffer));
        table.denseFrameMax(dense, frames, elements, dtypeCode[dtype], largest);
        values.forEach((value, at) => {
          expected[at % elements] = Math.max(expected[at % elements]!, value);
        });
        const found = kernels.at(largest, expected.byteLength).slice();
        expect([...new arrays[dtype](found.buffer)]).toEqual([...expected]);
        expect(kernels.strayWrites()).toEqual([]);
      }),
    );
  });

  it.each([...integers, ...floats])("find the largest %s in each mask, past what is no number", (dtype) => {
    fc.assert(
      fc.property(anyStack(dtype), (stack) => {
        const { elements, frames, values, masks } = stack;
        if (isFloat(dtype)) values[Math.floor(values.length / 2)] = Number.NaN;
        const { dense, packed, maskBytes } = place(stack);
        const out = kernels.place(8 * frames * masks.length);
        const code = dtypeCode[dtype];
        table.denseMaskMax(dense, frames, elements, code, packed, masks.length, maskBytes, out);
        const expected = Array.from({ length: frames }, (_, frame) =>
          masks.map((mask) => {
            const inside = [...values.subarray(frame * elements, (frame + 1) * elements)].filter(
              (value, at) => mask[at] !== 0 && !Number.isNaN(value),
            );
            return inside.length === 0 ? 0 : Math.max(...inside) + 0;
          }),
        ).flat();
        expect([...kernels.float64(out, expected.length)].map((value) => value + 0)).toEqual(expected);
        expect(kernels.strayWrites()).toEqual([]);
      }),
    );
  });

  it.each([...integers, ...floats])("add the squares of %s frames", (dtype) => {
    fc.assert(
      fc.property(anyStack(dtype), (stack) => {
        const { elements, frames, values } = stack;
        const { dense } = place(stack);
        const expected = new Float64Array(elements);
        const accumulator = kernels.place(new Uint8Array(elements * 8));
        table.denseSquareSum(dense, frames, elements, dtypeCode[dtype], accumulator);
        values.forEach((value, at) => {
          expected[at % elements]! += value * value;
        });
        expect([...kernels.float64(accumulator, elements)]).toEqual([...expected]);
        expect(kernels.strayWrites()).toEqual([]);
      }),
    );
  });

  it.each([...integers, ...floats])("sum %s over rings", (dtype) => {
    fc.assert(
      fc.property(anyStack(dtype), fc.integer({ min: 1, max: 9 }), (stack, rings) => {
        const { elements, frames, values } = stack;
        const { dense } = place(stack);
        const labels = Uint16Array.from({ length: elements }, (_, at) => (at * 5) % (rings + 2));
        const labelPointer = kernels.place(new Uint8Array(labels.buffer));
        const out = kernels.place(8 * frames * rings);
        table.denseRingSums(dense, frames, elements, dtypeCode[dtype], labelPointer, rings, out);
        const expected = new Float64Array(frames * rings);
        values.forEach((value, at) => {
          const ring = labels[at % elements]!;
          if (ring < rings) expected[Math.floor(at / elements) * rings + ring]! += value;
        });
        expect([...kernels.float64(out, frames * rings)]).toEqual([...expected]);
        expect(kernels.strayWrites()).toEqual([]);
      }),
    );
  });

  it.each(integers)("count %s pixels of one value inside a mask", (dtype) => {
    fc.assert(
      fc.property(anyStack(dtype), fc.nat(70), (stack, pick) => {
        const { elements, values, masks } = stack;
        const { dense, packed } = place(stack);
        const value = values[pick % Math.max(elements, 1)] ?? 0;
        const expected = masks[0]!.reduce(
          (sum, inside, at) => sum + Number(inside && values[at] === value),
          0,
        );
        const count = table.denseCountEqual(dense, elements, dtypeCode[dtype], packed, value);
        expect(count).toBe(expected);
      }),
    );
  });

  it.each([-1, 0.5, 65536, 2 ** 32])("find no uint16 pixel equal to %d, which uint16 can't hold", (value) => {
    const values = Uint16Array.of(65535, 0, 1);
    const { dense, packed } = place({ elements: 3, frames: 1, values, masks: [Uint8Array.of(1, 1, 1)] });
    expect(table.denseCountEqual(dense, 3, dtypeCode.uint16, packed, value)).toBe(0);
  });

  it.each([1, 2, 4, 8])("undo the shuffle of elements of %d bytes", (elementBytes) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1200 }), (bytes) => {
        const elements = Math.floor(bytes.length / elementBytes);
        kernels.reset();
        const source = kernels.place(bytes);
        const target = kernels.place(elements * elementBytes);
        table.unshuffle(source, target, elements, elementBytes);
        const expected = Array.from(
          { length: elements * elementBytes },
          (_, at) => bytes[(at % elementBytes) * elements + Math.floor(at / elementBytes)],
        );
        expect([...kernels.at(target, expected.length)]).toEqual(expected);
        expect(kernels.strayWrites()).toEqual([]);
      }),
    );
  });
});

describe("accumulators of the compiled mask sums", () => {
  it.each(integers)("do not overflow on a large, fully saturated %s frame", (dtype) => {
    const elements = 2 ** 19 + 3;
    const values = new arrays[dtype](elements).fill(0xffffffff);
    const masks = [new Uint8Array(elements).fill(1)];
    const sums = maskSums("wasm", dtype, { elements, frames: 1, values, masks });
    expect(sums[0]).toBe(elements * values[0]!);
  });
});
