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
import { bitCounterBytes, packByteLimit, wordByteLimit } from "../../dist/core/wasm/kernelTable.js";
import { createTwinKernels } from "../../dist/core/wasm/twins.js";
import { encodeBslz4 } from "../../dist/test/fixtures/bslz4Encoder.js";

const side = 96;
const elements = side * side;
const frameBytes = elements * 2;
const distinct = 64;
const rounds = 61;
/** Frames kept as packs: each of the distinct ones in several places, so that they do not stay in the first caches. */
const packed = 512;

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
  layout.out = place(8 * 68 * packed);
  layout.accumulator = place(8 * elements);
  layout.counters = place(bitCounterBytes(frameBytes));
  layout.group = place((frameBytes + 64) * 8);
  layout.packs = place(packByteLimit(elements, 2) * packed);
  layout.addresses = place(4 * packed);
  layout.words = place(wordByteLimit(elements, 2));
  layout.none = place(masks.length);
  layout.valid = place(maskBytes);
  layout.labels = place(2 * elements);
  layout.bytes = new Uint8Array(layout.memory.buffer);
  layout.bytes.set(packMask(new Uint8Array(elements).fill(1)), layout.valid);
  const labels = Uint16Array.from({ length: elements }, (_, at) => {
    return Math.hypot(Math.floor(at / side) - 47.5, (at % side) - 47.5);
  });
  layout.bytes.set(new Uint8Array(labels.buffer), layout.labels);
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
  const words = (frame) =>
    kernels.planeWords(planes, 1, 0, elements, 2, decode(frame), layout.valid, layout.words, 0);
  const moments = (frame) => {
    words(frame);
    kernels.wordMoments(layout.words, 1, 0, side, layout.masks, layout.out);
  };
  const sums = (count) => (frame) => {
    words(frame);
    kernels.wordMaskSums(layout.words, 1, 0, layout.masks, count, maskBytes, layout.out);
  };
  const dense = (frame) => kernels.planesToDense(planes, elements, 2, decode(frame), layout.dense);
  const overflow = (frame) =>
    kernels.planeOverflow(planes, 1, 0, elements, 2, decode(frame), layout.masks, layout.out);
  print("LZ4 to planes", measure(decode, frames));
  print("+ words", measure(words, frames));
  print("+ CoM", measure(moments, frames));
  print("+ 1 mask", measure(sums(1), frames));
  print("+ 4 masks", measure(sums(4), frames));
  print("+ 18 masks", measure(sums(18), frames));
  print("+ overflow", measure(overflow, frames));
  const pack = (frame) => kernels.packPlanes(planes, elements, 2, decode(frame), layout.valid, layout.packs);
  print("full decode", measure(dense, frames));
  print("+ pack", measure(pack, frames));
  packRows(kernels, layout, decode, frames);
}

/** Frames that are kept in memory, and sum images over planes. */
function packRows(kernels, layout, decode, frames) {
  const { planes, addresses, labels, out, group, counters } = layout;
  const count = Math.min(packed, frames);
  const pointers = new Uint32Array(layout.memory.buffer, addresses, count);
  let at = layout.packs;
  for (let frame = 0; frame < count; frame++) {
    const block = decode(frame % distinct);
    pointers[frame] = at;
    at += kernels.packPlanes(planes, elements, 2, block, layout.valid, at);
  }
  const sums = (first, masks) => () => {
    const pointer = layout.masks + first * maskBytes;
    kernels.packedMaskSums(addresses, count, elements, pointer, masks, maskBytes, layout.none, out);
  };
  const rings = () => kernels.packedRingSums(addresses, count, elements, labels, 68, out);
  for (let frame = 0; frame < 8; frame++) {
    decode(frame);
    layout.bytes.copyWithin(group + frame * (frameBytes + 64), planes, planes + frameBytes);
  }
  const bitCounts = () => kernels.planeBitCounts(group, 8, frameBytes + 64, frameBytes, counters);
  console.log(`    packs of ${Math.round((at - layout.packs) / count)} bytes`);
  print("pack, disk", measure(sums(0, 1), 2, count));
  print("pack, annulus", measure(sums(10, 1), 2, count));
  print("pack, 18 masks", measure(sums(0, 18), 2, count));
  print("pack, 68 rings", measure(rings, 2, count));
  print("bit counts", measure(bitCounts, Math.ceil(frames / 8), 8));
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
