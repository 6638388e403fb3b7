import {
  type ChunkedPart,
  type ContiguousPart,
  type CubeDescription,
  type CubePart,
  pixelCount,
} from "../data/cubeDescription.js";
import { bytesPerElement } from "../data/dtype.js";
import type { Plan, Tile } from "../data/executor.js";
import { bslz4Error, createChunkDecoder } from "./chunkDecoder.js";
import type { FrameBlock, PlaneBlock } from "./contract.js";
import { createKeptReader } from "./keptReader.js";
import { chunkFrames } from "./plan.js";
import { planeStride } from "./planeStride.js";
import type { TileHost } from "./tileHost.js";

/**
 * Decoded bytes of a block of frames: they stay in a core's own cache while every UDF of the plan looks at them.
 */
const blockBytes = 256 << 10;

/** Calls `visit` with the frames of a tile, block after block; frames outside the plan's region are left out. */
export type FrameReader = (tile: Tile, visit: (block: FrameBlock) => void) => void;

/** A reader for one part of the cube. Takes its buffers from the host once. */
export function createFrameReader(plan: Plan, partIndex: number, host: TileHost): FrameReader {
  const part = plan.cube.parts[partIndex]!;
  const readFile = createFileReader(plan, part, host);
  // Packs are sums of bits, which floats are not; their pixels are read again, at the speed of the page cache.
  if (host.store === undefined || plan.cube.dtype === "float32") return readFile;
  return createKeptReader(plan, part, host, host.store, readFile);
}

function createFileReader(plan: Plan, part: CubePart, host: TileHost): FrameReader {
  if (part.kind === "contiguous") return contiguousReader(plan, part, host);
  return isFramePerChunkBslz4(plan.cube, part)
    ? bslz4Reader(plan, part, host)
    : chunkedReader(plan, part, host);
}

function frameBytes(cube: CubeDescription): number {
  return pixelCount(cube) * bytesPerElement(cube.dtype);
}

function framesPerBlock(cube: CubeDescription): number {
  const frames = Math.max(1, Math.floor(blockBytes / frameBytes(cube)));
  return frames < 8 ? frames : frames & ~7; // bit-sliced sums take groups of 8
}

const longestChunks = new WeakMap<ChunkedPart, number>();

/** Stored bytes of the longest chunk. Millions of chunks are looked at once, not with every run of a drag. */
function longestChunk(part: ChunkedPart): number {
  const known = longestChunks.get(part) ?? part.byteLengths.reduce((a, b) => Math.max(a, b), 0);
  longestChunks.set(part, known);
  return known;
}

function selected(plan: Plan, frames: readonly number[]): number[] {
  const { region } = plan;
  return region === undefined ? [...frames] : frames.filter((frame) => region[frame] === 1);
}

function denseBlock(frames: readonly number[], pointer: number): FrameBlock {
  return {
    frames: Uint32Array.from(frames),
    count: frames.length,
    planes: () => undefined,
    dense: () => pointer,
  };
}

// ---- contiguous ----------------------------------------------------------------------------------------------------

function contiguousReader(plan: Plan, part: ContiguousPart, host: TileHost): FrameReader {
  const { cube } = plan;
  const perFrame = frameBytes(cube);
  const most = framesPerBlock(cube);
  const pointer = host.allocate(most * perFrame);
  const elementBytes = bytesPerElement(cube.dtype);
  const file = cube.files[part.file]!;

  return (tile, visit) => {
    const all = Array.from({ length: tile.count }, (_, i) => part.firstFrame + tile.first + i);
    for (const run of consecutiveRuns(selected(plan, all), most)) {
      const target = new Uint8Array(host.memory.buffer, pointer, run.length * perFrame);
      host.readInto(file, part.offset + (run[0]! - part.firstFrame) * perFrame, target);
      if (!part.littleEndian) swapBytes(target, elementBytes);
      visit(denseBlock(run, pointer));
    }
  };
}

/** Splits ascending numbers into runs without gaps, of at most `most`. */
function consecutiveRuns(frames: readonly number[], most: number): number[][] {
  const runs: number[][] = [];
  for (const frame of frames) {
    const last = runs.at(-1);
    if (last !== undefined && last.at(-1) === frame - 1 && last.length < most) last.push(frame);
    else runs.push([frame]);
  }
  return runs;
}

/** Big-endian pixels made little-endian, in place. */
function swapBytes(bytes: Uint8Array, elementBytes: number): void {
  if (elementBytes === 2) {
    for (let i = 0; i < bytes.length; i += 2) {
      const low = bytes[i]!;
      bytes[i] = bytes[i + 1]!;
      bytes[i + 1] = low;
    }
  } else if (elementBytes === 4) {
    for (let i = 0; i < bytes.length; i += 4) bytes.subarray(i, i + 4).reverse();
  }
}

// ---- one bitshuffle-LZ4 chunk a frame: what DECTRIS detectors write -------------------------------------------------

function isFramePerChunkBslz4(cube: CubeDescription, part: ChunkedPart): boolean {
  const [, , height, width] = cube.shape;
  const [extentY, extentX, chunkHeight, chunkWidth] = part.chunk;
  return (
    // A sum of bit-planes weighted by powers of two is the sum of integers, not of floats.
    cube.dtype !== "float32" &&
    extentY * extentX === 1 &&
    chunkHeight === height &&
    chunkWidth === width &&
    part.littleEndian &&
    part.filterMasks === undefined &&
    part.filters.length === 1 &&
    part.filters[0]!.kind === "bitshuffle-lz4"
  );
}

function bslz4Reader(plan: Plan, part: ChunkedPart, host: TileHost): FrameReader {
  const { cube } = plan;
  const perFrame = frameBytes(cube);
  const stride = planeStride(perFrame);
  const most = framesPerBlock(cube);
  const longest = longestChunk(part);
  const source = host.allocate(most * longest);
  const planes = host.allocate(most * stride);
  const dense = host.allocate(most * perFrame);
  const file = cube.files[part.file]!;
  const elements = pixelCount(cube);
  const elementBytes = bytesPerElement(cube.dtype);

  /** Decodes one chunk from `from` into plane slot `slot`; a chunk that was never written is all zero. */
  const decode = (chunk: number, from: number, slot: number): number => {
    const target = planes + slot * stride;
    const stored = part.byteLengths[chunk]!;
    if (stored === 0) {
      new Uint8Array(host.memory.buffer, target, perFrame).fill(0);
      return 0;
    }
    const block = host.kernels.bslz4ToPlanes(from, stored, target, elements, elementBytes);
    if (block < 0) throw bslz4Error(block, { file, chunk }, perFrame);
    return block;
  };

  const visitBlock = (chunks: readonly number[], visit: (block: FrameBlock) => void): void => {
    const starts = readChunks(part, file, chunks, source, host);
    const blocks = chunks.map((chunk, slot) => decode(chunk, starts[slot]!, slot));
    const frames = Uint32Array.from(chunks, (chunk) => part.firstFrame + chunk);
    for (const group of equalBlocks(blocks)) {
      visit(
        planesBlock(frames.subarray(group.first, group.first + group.count), {
          pointer: planes + group.first * stride,
          frameStride: stride,
          elementBytes,
          blockElements: group.blockElements,
        }),
      );
    }
  };

  const planesBlock = (frames: Uint32Array, form: PlaneBlock): FrameBlock => {
    let decoded = false;
    return {
      frames,
      count: frames.length,
      planes: () => form,
      dense: () => {
        for (let i = 0; i < frames.length && !decoded; i++) {
          const from = form.pointer + i * stride;
          host.kernels.planesToDense(from, elements, elementBytes, form.blockElements, dense + i * perFrame);
        }
        decoded = true;
        return dense;
      },
    };
  };

  return (tile, visit) => {
    const chunks: number[] = [];
    for (let chunk = tile.first; chunk < tile.first + tile.count; chunk++) {
      if (plan.region === undefined || plan.region[part.firstFrame + chunk] === 1) chunks.push(chunk);
    }
    for (let i = 0; i < chunks.length; i += most) visitBlock(chunks.slice(i, i + most), visit);
  };
}

/** Reads chunks into `pointer` on, those that lie side by side in the file at one go. Answers where each begins. */
function readChunks(
  part: ChunkedPart,
  file: string,
  chunks: readonly number[],
  pointer: number,
  host: TileHost,
): number[] {
  const starts: number[] = [];
  let at = pointer;
  for (let i = 0; i < chunks.length; ) {
    const offset = part.offsets[chunks[i]!]!;
    let end = offset;
    const first = at;
    while (i < chunks.length && (part.offsets[chunks[i]!] === end || part.byteLengths[chunks[i]!] === 0)) {
      starts.push(at);
      at += part.byteLengths[chunks[i]!]!;
      end = offset + (at - first);
      i++;
    }
    if (at > first) host.readInto(file, offset, new Uint8Array(host.memory.buffer, first, at - first));
  }
  return starts;
}

/**
 * Neighbouring frames with the same bit-plane block size. Files have one size throughout; chunks that a damaged or
 * unusual writer made differently, and unwritten ones (0: any size fits), must not be read with the wrong one.
 */
function equalBlocks(blocks: readonly number[]): { first: number; count: number; blockElements: number }[] {
  const groups: { first: number; count: number; blockElements: number }[] = [];
  blocks.forEach((blockElements, i) => {
    const last = groups.at(-1);
    if (last !== undefined && (blockElements === 0 || last.blockElements === blockElements)) last.count++;
    else groups.push({ first: i, count: 1, blockElements: blockElements === 0 ? 8 : blockElements });
  });
  return groups;
}

// ---- every other chunk ---------------------------------------------------------------------------------------------

function chunkedReader(plan: Plan, part: ChunkedPart, host: TileHost): FrameReader {
  const { cube } = plan;
  const [, , height, width] = cube.shape;
  const [extentY, extentX, chunkHeight, chunkWidth] = part.chunk;
  const elementBytes = bytesPerElement(cube.dtype);
  const decoder = createChunkDecoder(part, elementBytes, host);
  const chunksDown = Math.ceil(height / chunkHeight);
  const chunksAcross = Math.ceil(width / chunkWidth);
  const longest = longestChunk(part);
  const source = host.allocate(longest);
  const perFrame = frameBytes(cube);
  const dense = host.allocate(extentY * extentX * perFrame);
  const file = cube.files[part.file]!;
  const [, scanWidth] = part.stored;

  /** Copies the chunk at detector row/column (down, across) into the frames that `slots` keeps. */
  const scatter = (decoded: number, slots: readonly Slot[], down: number, across: number): void => {
    const memory = new Uint8Array(host.memory.buffer);
    const rows = Math.min(chunkHeight, height - down * chunkHeight);
    const rowBytes = Math.min(chunkWidth, width - across * chunkWidth) * elementBytes;
    for (const { inChunk, inBlock } of slots) {
      for (let row = 0; row < rows; row++) {
        const from = decoded + (inChunk * chunkHeight + row) * chunkWidth * elementBytes;
        const to =
          dense +
          inBlock * perFrame +
          ((down * chunkHeight + row) * width + across * chunkWidth) * elementBytes;
        memory.copyWithin(to, from, from + rowBytes);
      }
    }
  };

  const decodeScanChunk = (scanChunk: number, slots: readonly Slot[], blockLength: number): void => {
    new Uint8Array(host.memory.buffer, dense, blockLength * perFrame).fill(0);
    for (let inner = 0; inner < chunksDown * chunksAcross; inner++) {
      const chunk = scanChunk * chunksDown * chunksAcross + inner;
      const stored = part.byteLengths[chunk]!;
      if (stored === 0) continue;
      host.readInto(file, part.offsets[chunk]!, new Uint8Array(host.memory.buffer, source, stored));
      const decoded = decoder.decode(source, stored, part.filterMasks?.[chunk] ?? 0, { file, chunk });
      scatter(decoded, slots, Math.floor(inner / chunksAcross), inner % chunksAcross);
    }
    if (!part.littleEndian) {
      swapBytes(new Uint8Array(host.memory.buffer, dense, blockLength * perFrame), elementBytes);
    }
  };

  return (tile, visit) => {
    for (let scanChunk = tile.first; scanChunk < tile.first + tile.count; scanChunk++) {
      const stored = chunkFrames(part, scanChunk);
      const frames = selected(plan, stored);
      if (frames.length === 0) continue;
      const slots = frames.map((frame, inBlock) => ({
        inChunk: indexInChunk(frame - part.firstFrame, scanWidth, extentY, extentX),
        inBlock,
      }));
      decodeScanChunk(scanChunk, slots, frames.length);
      visit(denseBlock(frames, dense));
    }
  };
}

interface Slot {
  /** Position among the frames of the whole chunk, also when the chunk reaches beyond the data. */
  readonly inChunk: number;
  readonly inBlock: number;
}

function indexInChunk(frame: number, scanWidth: number, extentY: number, extentX: number): number {
  const y = Math.floor(frame / scanWidth);
  const x = frame % scanWidth;
  return (y % extentY) * extentX + (x % extentX);
}
