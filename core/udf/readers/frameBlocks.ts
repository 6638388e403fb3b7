import { type ChunkedPart, type CubeDescription, pixelCount } from "../../data/cubeDescription.js";
import { bytesPerElement } from "../../data/dtype.js";
import type { Plan, Tile } from "../../data/executor.js";
import { storedBytes } from "../../data/storedDtype.js";
import type { FrameBlock } from "../contract.js";

/** Calls `visit` with the frames of a tile, block after block; frames outside the plan's region are left out. */
export type FrameReader = (tile: Tile, visit: (block: FrameBlock) => void) => void;

/**
 * Decoded bytes of a block of frames: they stay in a core's own cache while every UDF of the plan looks at them.
 */
const blockBytes = 256 << 10;

/** Decoded bytes of a frame. */
export function frameBytes(cube: CubeDescription): number {
  return pixelCount(cube) * bytesPerElement(cube.dtype);
}

/** Bytes of a frame in the file, decoded. */
export function storedFrameBytes(cube: CubeDescription): number {
  return pixelCount(cube) * storedBytes(cube);
}

/** How many frames readers decode at a time. */
export function framesPerBlock(cube: CubeDescription): number {
  const frames = Math.max(1, Math.floor(blockBytes / frameBytes(cube)));
  return frames < 8 ? frames : frames & ~7; // bit-sliced sums take groups of 8
}

/** The chunks of a tile that the plan wants, where a chunk is a frame. */
export function tileChunks(plan: Plan, part: ChunkedPart, tile: Tile): number[] {
  const chunks: number[] = [];
  for (let chunk = tile.first; chunk < tile.first + tile.count; chunk++) {
    if (plan.region === undefined || plan.region[part.firstFrame + chunk] === 1) chunks.push(chunk);
  }
  return chunks;
}

const longestChunks = new WeakMap<ChunkedPart, number>();

/** Stored bytes of the longest chunk. Millions of chunks are looked at once, not with every run of a drag. */
export function longestChunk(part: ChunkedPart): number {
  const known = longestChunks.get(part) ?? part.byteLengths.reduce((a, b) => Math.max(a, b), 0);
  longestChunks.set(part, known);
  return known;
}

/** Those of the frames that the plan's region has. */
export function selected(plan: Plan, frames: readonly number[]): number[] {
  const { region } = plan;
  return region === undefined ? [...frames] : frames.filter((frame) => region[frame] === 1);
}

/** Frames that lie decoded at `pointer`, one after the other. */
export function denseBlock(frames: readonly number[], pointer: number): FrameBlock {
  return {
    frames: Uint32Array.from(frames),
    count: frames.length,
    planes: () => undefined,
    words: () => undefined,
    dense: () => pointer,
  };
}

/** Big-endian pixels made little-endian, in place. */
export function swapBytes(bytes: Uint8Array, elementBytes: number): void {
  if (elementBytes === 2) {
    for (let i = 0; i < bytes.length; i += 2) {
      const low = bytes[i]!;
      bytes[i] = bytes[i + 1]!;
      bytes[i + 1] = low;
    }
  } else if (elementBytes > 1) {
    for (let i = 0; i < bytes.length; i += elementBytes) bytes.subarray(i, i + elementBytes).reverse();
  }
}
