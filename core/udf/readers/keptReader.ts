import { type CubePart, pixelCount } from "../../data/cubeDescription.js";
import { bytesPerElement } from "../../data/dtype.js";
import type { Plan, Tile } from "../../data/executor.js";
import { packByteLimit } from "../../wasm/kernelTable.js";
import type { FrameBlock } from "../contract.js";
import type { FrameStore } from "../frameStore.js";
import { chunkFrames, scanChunk } from "../plan.js";
import { planeStride } from "../planeStride.js";
import { once } from "../runMemory.js";
import type { TileHost } from "../tileHost.js";
import { type FrameReader, frameBytes } from "./frameBlocks.js";
import { type ReadBuffers, wordStride } from "./readBuffers.js";

/** Bytes of pixels that a block of kept frames has at most, should a UDF want them: a chunk may have thousands of frames. */
const unpackedLimit = 4 << 20;

/**
 * A reader that takes tiles whose frames are all kept in memory from there, and keeps the frames of the others as long
 * as the store has room. Frames of integers only.
 */
export function createKeptReader(
  plan: Plan,
  part: CubePart,
  host: TileHost,
  store: FrameStore,
  buffers: ReadBuffers,
  readFile: FrameReader,
): FrameReader {
  const packer = createPacker(plan, host, store, buffers);
  const blockOf = packBlocks(plan, host, buffers);
  const most = Math.max(1, Math.floor(unpackedLimit / frameBytes(plan.cube)));
  const visitParts = (frames: Uint32Array, packs: Uint32Array, visit: (block: FrameBlock) => void): void => {
    for (let at = 0; at < frames.length; at += most)
      visit(blockOf(frames.subarray(at, at + most), packs.subarray(at, at + most)));
  };
  return (tile, visit) => {
    const frames = tileFrames(plan, part, tile);
    const packs = packsOf(store, frames);
    if (packs !== undefined) {
      // Tiles are mostly few frames, and views of arrays so small cost more than what is done with them.
      if (frames.length > most) visitParts(frames, packs, visit);
      else if (frames.length > 0) visit(blockOf(frames, packs));
      return;
    }
    readFile(tile, (block) => {
      packer(block);
      visit(block);
    });
  };
}

/** Addresses of the packs of frames; undefined when not all are kept. */
function packsOf(store: FrameStore, frames: Uint32Array): Uint32Array | undefined {
  const packs = new Uint32Array(frames.length);
  for (let i = 0; i < frames.length; i++) {
    packs[i] = store.packOf(frames[i]!);
    if (packs[i] === 0) return undefined;
  }
  return packs;
}

/** Linear scan indices of the frames of a tile that the plan wants, in the order in which the file has them. */
function tileFrames(plan: Plan, part: CubePart, tile: Tile): Uint32Array {
  const { region } = plan;
  const [extentY, extentX] = scanChunk(part);
  const frames = extentY * extentX === 1 ? framesInARow(part, tile) : framesOfChunks(part, tile);
  return region === undefined ? frames : frames.filter((frame) => region[frame] === 1);
}

function framesInARow(part: CubePart, tile: Tile): Uint32Array {
  const frames = new Uint32Array(tile.count);
  for (let i = 0; i < tile.count; i++) frames[i] = part.firstFrame + tile.first + i;
  return frames;
}

function framesOfChunks(part: CubePart, tile: Tile): Uint32Array {
  const chunks = Array.from({ length: tile.count }, (_, i) => chunkFrames(part, tile.first + i));
  return Uint32Array.from(chunks.flat());
}

/** Packs the frames of a block that are not kept yet. */
function createPacker(
  { cube }: Plan,
  host: TileHost,
  store: FrameStore,
  buffers: ReadBuffers,
): (block: FrameBlock) => void {
  const { kernels } = host;
  const elements = pixelCount(cube);
  const elementBytes = bytesPerElement(cube.dtype);
  const most = packByteLimit(elements, elementBytes);

  const pack = (block: FrameBlock, i: number, target: number): number => {
    const valid = buffers.valid();
    const planes = block.planes();
    if (planes === undefined) {
      const pixels = block.dense() + i * elements * elementBytes;
      return kernels.packDense(pixels, elements, elementBytes, valid, target);
    }
    const from = planes.pointer + i * planes.frameStride;
    return kernels.packPlanes(from, elements, elementBytes, planes.blockElements, valid, target);
  };

  return (block) => {
    for (let i = 0; i < block.count; i++) {
      const frame = block.frames[i]!;
      if (store.packOf(frame) !== 0) continue;
      const target = store.reserve(most);
      if (target === 0) return;
      store.keep(frame, pack(block, i, target));
    }
  };
}

/** Blocks over packs; planes and pixels are made when a UDF asks for them. */
function packBlocks(
  { cube }: Plan,
  host: TileHost,
  buffers: ReadBuffers,
): (frames: Uint32Array, packs: Uint32Array) => FrameBlock {
  const elements = pixelCount(cube);
  const elementBytes = bytesPerElement(cube.dtype);
  const perFrame = elements * elementBytes;
  const frameStride = planeStride(perFrame);

  return (frames, packs) => {
    const count = frames.length;
    const packsPointer = buffers.table(packs.byteLength);
    new Uint32Array(host.memory.buffer as ArrayBuffer, packsPointer, count).set(packs);
    const unpack = once(() => {
      const pointer = buffers.planes(count * frameStride);
      let blockElements = 8;
      packs.forEach((pack, i) => {
        const target = pointer + i * frameStride;
        blockElements = host.kernels.packedToPlanes(pack, elements, elementBytes, target);
      });
      return { pointer, frameStride, elementBytes, blockElements };
    });
    const transpose = once(() => {
      const { pointer, blockElements } = unpack();
      const dense = buffers.dense(count * perFrame);
      for (let i = 0; i < count; i++) {
        const from = pointer + i * frameStride;
        host.kernels.planesToDense(from, elements, elementBytes, blockElements, dense + i * perFrame);
      }
      return dense;
    });
    const words = once(() => {
      const stride = wordStride(cube);
      const pointer = buffers.words(count * stride);
      host.kernels.packedWords(packsPointer, count, elements, pointer, stride);
      return { pointer, frameStride: stride };
    });
    return { frames, count, packs: packsPointer, planes: unpack, words, dense: transpose };
  };
}
