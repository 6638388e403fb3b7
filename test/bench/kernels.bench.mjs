// Frames per second of the kernels on one core: 96x96 uint16 frames with 200 and 3000 electrons each.
//   node tools/buildWasm.mjs && npx tsc -b core test ; node test/bench/kernels.bench.mjs
// Seeded; medians of many short rounds, so that a busy machine disturbs few of them. Planes stay in the first caches, as
// in a worker that decodes a frame and sums it at once; the dense frames (9 MB) do not.
import { readFileSync } from "node:fs";
import {
  denseScratchBytes,
  instantiateKernels,
  maskByteLength,
  packMask,
} from "../../dist/core/wasm/kernels.js";
import { createTwinKernels } from "../../dist/core/wasm/twins.js";
import { encodeBslz4 } from "../../dist/test/fixtures/bslz4Encoder.js";

const side = 96;
const elements = side * side;
const frameBytes = elements * 2;
const distinct = 64;
const rounds = 61;

/** Mulberry32: small, seeded, good enough to place electrons. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Nine electrons in ten fall evenly into a disk of 15 px, the others anywhere with a 1/r fall-off. */
function makeFrame(electrons, next) {
  const pixels = new Uint16Array(elements);
  for (let electron = 0; electron < electrons; electron++) {
    const radius = next() < 0.9 ? 15 * Math.sqrt(next()) : 47 * next();
    const angle = 2 * Math.PI * next();
    const y = Math.floor(47.5 + radius * Math.sin(angle));
    const x = Math.floor(47.5 + radius * Math.cos(angle));
    pixels[y * side + x]++;
  }
  return new Uint8Array(pixels.buffer);
}

function annulusMask(inner, outer) {
  const mask = new Uint8Array(elements);
  for (let at = 0; at < elements; at++) {
    const radius = Math.hypot(Math.floor(at / side) - 47.5, (at % side) - 47.5);
    mask[at] = radius >= inner && radius < outer ? 1 : 0;
  }
  return packMask(mask);
}

const masks = Array.from({ length: 18 }, (_, index) => annulusMask(index * 2, index * 2 + 15));
const maskBytes = maskByteLength(elements);

/** Where things lie in memory; each from the end of the one before. */
function layOut() {
  const layout = { memory: new WebAssembly.Memory({ initial: 1024, maximum: 4096, shared: true }) };
  let at = 64;
  const place = (bytes) => {
    const pointer = at;
    at += Math.ceil(bytes / 64) * 64 + 64;
    return pointer;
  };
  layout.chunks = place(distinct * frameBytes * 2);
  layout.planes = place(frameBytes);
  layout.dense = place(frameBytes * 512);
  layout.masks = place(maskBytes * masks.length);
  layout.scratch = place(denseScratchBytes(elements, masks.length, 1));
  layout.out = place(8 * masks.length * 512);
  layout.accumulator = place(8 * elements);
  layout.bytes = new Uint8Array(layout.memory.buffer);
  masks.forEach((mask, index) => {
    layout.bytes.set(mask, layout.masks + index * maskBytes);
  });
  return layout;
}

function placeChunks(layout, electrons) {
  const next = random(electrons);
  let at = layout.chunks;
  return Array.from({ length: distinct }, () => {
    const chunk = encodeBslz4(makeFrame(electrons, next), 2, 4096, "matches");
    layout.bytes.set(chunk, at);
    const placed = { pointer: at, bytes: chunk.length };
    at += chunk.length;
    return placed;
  });
}

/** Frames per second, median and best of all rounds. `work(frame)` does `count` frames. */
function measure(work, frames, count = 1) {
  work(0);
  const rates = Array.from({ length: rounds }, () => {
    const start = process.hrtime.bigint();
    for (let frame = 0; frame < frames; frame++) work(frame % distinct);
    return (frames * count) / (Number(process.hrtime.bigint() - start) / 1e9);
  });
  rates.sort((a, b) => a - b);
  return { median: rates[rounds >> 1], best: rates[rounds - 1] };
}

function compressedRows(kernels, layout, electrons, frames) {
  const chunks = placeChunks(layout, electrons);
  const mean = chunks.reduce((sum, chunk) => sum + chunk.bytes, 0) / distinct;
  console.log(`  ${electrons} electrons a frame, ${Math.round(mean)} bytes a chunk`);
  const { planes } = layout;
  const decode = (frame) => {
    const { pointer, bytes } = chunks[frame];
    return kernels.bslz4ToPlanes(pointer, bytes, planes, elements, 2);
  };
  const sums = (count) => (frame) => {
    const block = decode(frame);
    kernels.planeMaskSums(planes, 1, 0, elements, 2, block, layout.masks, count, maskBytes, layout.out);
  };
  const dense = (frame) => kernels.planesToDense(planes, elements, 2, decode(frame), layout.dense);
  const overflow = (frame) => kernels.planeOverflow(planes, elements, 2, decode(frame), layout.masks);
  print("LZ4 to planes", measure(decode, frames));
  print("+ 1 mask", measure(sums(1), frames));
  print("+ 4 masks", measure(sums(4), frames));
  print("+ 18 masks", measure(sums(18), frames));
  print("+ overflow", measure(overflow, frames));
  print("full decode", measure(dense, frames));
}

function denseRows(kernels, layout, frames) {
  console.log(`  dense uint16, ${frames} frames in memory`);
  const sums = (count) => () => {
    const { dense, masks: pointer, scratch, out } = layout;
    kernels.denseMaskSums(dense, frames, elements, 1, pointer, count, maskBytes, scratch, 0, out);
  };
  const { dense, masks: pointer, scratch, out } = layout;
  kernels.denseMaskSums(dense, frames, elements, 1, pointer, masks.length, maskBytes, scratch, 1, out);
  for (const count of [1, 4, 18])
    print(`${count} mask${count > 1 ? "s" : ""}`, measure(sums(count), 2, frames), true);
  const frameSum = () => kernels.denseFrameSum(dense, frames, elements, 1, layout.accumulator);
  print("frame sum", measure(frameSum, 2, frames), true);
}

function print(name, { median, best }, bandwidth = false) {
  const column = (rate) => Math.round(rate).toLocaleString("en").padStart(11);
  const note = bandwidth ? `   ${((median * frameBytes) / 1e9).toFixed(1)} GB/s` : "";
  console.log(`    ${name.padEnd(16)}${column(median)} frames/s, best${column(best)}${note}`);
}

const wasm = readFileSync(new URL("../../dist/kernel/kernels.wasm", import.meta.url));
const layout = layOut();
for (const [name, kernels, frames, denseFrames] of [
  ["WebAssembly", instantiateKernels(wasm, layout.memory), 1280, 512],
  ["TypeScript twin", createTwinKernels(layout.memory), 4, 4],
]) {
  console.log(name);
  for (const electrons of [200, 3000]) compressedRows(kernels, layout, electrons, frames);
  denseRows(kernels, layout, denseFrames);
}
