import { type ChunkedPart, type CubeDescription, pixelCount } from "../../data/cubeDescription.js";
import { bytesPerElement } from "../../data/dtype.js";
import type { Plan } from "../../data/executor.js";
import type { FrameBlock, PlaneBlock } from "../contract.js";
import { planeStride } from "../planeStride.js";
import type { TileHost } from "../tileHost.js";
import { bslz4Error } from "./chunkDecoder.js";
import { type FrameReader, frameBytes, framesPerBlock, longestChunk } from "./frameBlocks.js";

/** True for what DECTRIS detectors write: one bitshuffle-LZ4 chunk a frame, of integers. */
export function isFramePerChunkBslz4(cube: CubeDescription, part: ChunkedPart): boolean {
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

/** Reads such frames as bit-planes, and as pixels only when a UDF asks for them. */
export function bslz4Reader(plan: Plan, part: ChunkedPart, host: TileHost): FrameReader {
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
