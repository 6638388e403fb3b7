import type { ChunkedPart } from "../../data/cubeDescription.js";
import type { Plan } from "../../data/executor.js";
import { storedBytes } from "../../data/storedDtype.js";
import { chunkFrames } from "../plan.js";
import type { TileHost } from "../tileHost.js";
import { createChunkDecoder } from "./chunkDecoder.js";
import {
  denseBlock,
  type FrameReader,
  frameBytes,
  longestChunk,
  selected,
  storedFrameBytes,
} from "./frameBlocks.js";
import type { ReadBuffers } from "./readBuffers.js";
import { createStoredFrames } from "./storedFrames.js";

/**
 * Decoded bytes of the frames of a scan chunk that are put together at a time. Chunks of few pixels of very many frames
 * are decoded again for each further part of their frames: dear, but every worker has that much memory.
 */
const framesLimit = 64 << 20;

/** Reads frames from chunks of any shape and any filters, one scan chunk at a time. */
export function chunkedReader(
  plan: Plan,
  part: ChunkedPart,
  host: TileHost,
  buffers: ReadBuffers,
): FrameReader {
  const { cube } = plan;
  const [, , height, width] = cube.shape;
  const [extentY, extentX, chunkHeight, chunkWidth] = part.chunk;
  const elementBytes = storedBytes(cube);
  const decoder = createChunkDecoder(part, elementBytes, host);
  const chunksDown = Math.ceil(height / chunkHeight);
  const chunksAcross = Math.ceil(width / chunkWidth);
  const chunksPerFrame = chunksDown * chunksAcross;
  const longest = longestChunk(part);
  const perFrame = storedFrameBytes(cube);
  const most = Math.max(1, Math.min(extentY * extentX, Math.floor(framesLimit / frameBytes(cube))));
  const frames = createStoredFrames(cube, part, most, host, buffers);
  const file = cube.files[part.file]!;
  const [, scanWidth] = part.stored;

  /** Copies the chunk at detector row/column (down, across) into the frames that `slots` keeps. */
  const scatter = (decoded: number, slots: readonly Slot[], down: number, across: number): void => {
    const target = frames.place();
    const memory = new Uint8Array(host.memory.buffer);
    const rows = Math.min(chunkHeight, height - down * chunkHeight);
    const rowBytes = Math.min(chunkWidth, width - across * chunkWidth) * elementBytes;
    // Rows of full width lie in a row in both.
    const [pieces, pieceBytes] = chunkWidth === width ? [1, rows * rowBytes] : [rows, rowBytes];
    for (const { inChunk, inBlock } of slots) {
      for (let row = 0; row < pieces; row++) {
        const from = decoded + (inChunk * chunkHeight + row) * chunkWidth * elementBytes;
        const to =
          target +
          inBlock * perFrame +
          ((down * chunkHeight + row) * width + across * chunkWidth) * elementBytes;
        memory.copyWithin(to, from, from + pieceBytes);
      }
    }
  };

  const decodeScanChunk = (scanChunk: number, slots: readonly Slot[]): void => {
    const source = buffers.source(longest);
    const target = frames.place();
    const [first, end] = [scanChunk * chunksPerFrame, (scanChunk + 1) * chunksPerFrame];
    // All pixels are written, except those of chunks that never were.
    if (part.byteLengths.subarray(first, end).includes(0)) {
      new Uint8Array(host.memory.buffer, target, slots.length * perFrame).fill(0);
    }
    for (let chunk = first; chunk < end; chunk++) {
      const stored = part.byteLengths[chunk]!;
      if (stored === 0) continue;
      host.readInto(file, part.offsets[chunk]!, new Uint8Array(host.memory.buffer, source, stored));
      const decoded = decoder.decode(source, stored, part.filterMasks?.[chunk] ?? 0, { file, chunk });
      const inner = chunk - first;
      scatter(decoded, slots, Math.floor(inner / chunksAcross), inner % chunksAcross);
    }
  };

  return (tile, visit) => {
    for (let scanChunk = tile.first; scanChunk < tile.first + tile.count; scanChunk++) {
      const wanted = selected(plan, chunkFrames(part, scanChunk));
      for (let at = 0; at < wanted.length && !host.isStopped(); at += most) {
        const block = wanted.slice(at, at + most);
        const slots = block.map((frame, inBlock) => ({
          inChunk: indexInChunk(frame - part.firstFrame, scanWidth, extentY, extentX),
          inBlock,
        }));
        decodeScanChunk(scanChunk, slots);
        visit(denseBlock(block, frames.pixels(block.length)));
      }
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
