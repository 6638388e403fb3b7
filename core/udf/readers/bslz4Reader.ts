import { type ChunkedPart, type CubeDescription, pixelCount } from "../../data/cubeDescription.js";
import { bytesPerElement, isFloat } from "../../data/dtype.js";
import type { Plan } from "../../data/executor.js";
import { naming } from "../../formats/filterChain.js";
import { leastWordBlock } from "../../wasm/kernelTable.js";
import type { FrameBlock, PlaneBlock } from "../contract.js";
import { planeStride } from "../planeStride.js";
import { once } from "../runMemory.js";
import type { TileHost } from "../tileHost.js";
import { bslz4Failure } from "./chunkDecoder.js";
import { chunkSpans } from "./chunkSpans.js";
import { type FrameReader, frameBytes, framesPerBlock, tileChunks } from "./frameBlocks.js";
import { type ReadBuffers, wordStride } from "./readBuffers.js";

/** True for what DECTRIS detectors write: one bitshuffle-LZ4 chunk a frame, of integers. */
export function isFramePerChunkBslz4(cube: CubeDescription, part: ChunkedPart): boolean {
  const [, , height, width] = cube.shape;
  const [extentY, extentX, chunkHeight, chunkWidth] = part.chunk;
  return (
    // A sum of bit-planes weighted by powers of two is the sum of integers, not of floats.
    !isFloat(cube.dtype) &&
    extentY * extentX === 1 &&
    chunkHeight === height &&
    chunkWidth === width &&
    part.littleEndian &&
    part.filterMasks === undefined &&
    part.filters.length === 1 &&
    part.filters[0]!.kind === "bitshuffle-lz4"
  );
}

/** Address and length of a chunk in linear memory, uint32 each, as the kernel takes them. */
const tableEntryBytes = 8;

/** Reads such frames as bit-planes, and as words or pixels only when a UDF asks for them. */
export function bslz4Reader(
  plan: Plan,
  part: ChunkedPart,
  host: TileHost,
  buffers: ReadBuffers,
): FrameReader {
  const { cube } = plan;
  const most = framesPerBlock(cube);
  const stride = planeStride(frameBytes(cube));
  const file = cube.files[part.file]!;
  const elements = pixelCount(cube);
  const elementBytes = bytesPerElement(cube.dtype);
  const blockOf = planeBlocks(cube, host, buffers);

  /** Decodes chunks of which byte 0 of the file would lie at `base`. Answers the block size of each. */
  const decode = (chunks: readonly number[], base: number, planes: number): Int32Array => {
    const count = chunks.length;
    const table = buffers.table(most * (tableEntryBytes + 4));
    const blocks = table + most * tableEntryBytes;
    const entries = new Uint32Array(host.memory.buffer as ArrayBuffer, table, 2 * count);
    for (let i = 0; i < count; i++) {
      entries[2 * i] = base + part.offsets[chunks[i]!]!;
      entries[2 * i + 1] = part.byteLengths[chunks[i]!]!;
    }
    host.kernels.bslz4FramesToPlanes(table, count, planes, stride, elements, elementBytes, blocks);
    const answers = new Int32Array(host.memory.buffer as ArrayBuffer, blocks, count);
    const failed = answers.findIndex((block) => block < 0);
    if (failed >= 0) {
      const [pointer, length] = entries.subarray(2 * failed);
      const stored = new Uint8Array(host.memory.buffer, pointer!, length!);
      naming({ file, chunk: chunks[failed]! }, () => {
        throw bslz4Failure(answers[failed]!, stored, frameBytes(cube));
      });
    }
    return answers;
  };

  const visitBlock = (chunks: readonly number[], base: number, visit: (block: FrameBlock) => void): void => {
    const planes = buffers.planes(most * stride);
    const frames = new Uint32Array(chunks.length);
    for (let i = 0; i < chunks.length; i++) frames[i] = part.firstFrame + chunks[i]!;
    for (const { first, count, blockElements } of equalBlocks(decode(chunks, base, planes))) {
      const pointer = planes + first * stride;
      const form = { pointer, frameStride: stride, elementBytes, blockElements };
      visit(blockOf(frames.subarray(first, first + count), form));
    }
  };

  return (tile, visit) => {
    const chunks = tileChunks(plan, part, tile);
    for (const { first, end, offset, byteLength } of chunkSpans(part, chunks)) {
      const source = buffers.source(byteLength);
      host.readInto(file, offset, new Uint8Array(host.memory.buffer, source, byteLength));
      for (let i = first; i < end; i += most)
        visitBlock(chunks.slice(i, Math.min(end, i + most)), source - offset, visit);
    }
  };
}

/** Makes blocks over planes that were decoded. */
function planeBlocks(
  cube: CubeDescription,
  host: TileHost,
  buffers: ReadBuffers,
): (frames: Uint32Array, form: PlaneBlock) => FrameBlock {
  const elements = pixelCount(cube);
  const perFrame = frameBytes(cube);
  const { kernels } = host;

  return (frames, form) => {
    const { pointer, frameStride, elementBytes, blockElements } = form;
    const count = frames.length;
    const toDense = (): number => {
      const dense = buffers.dense(count * perFrame);
      for (let i = 0; i < count; i++) {
        const from = pointer + i * frameStride;
        kernels.planesToDense(from, elements, elementBytes, blockElements, dense + i * perFrame);
      }
      return dense;
    };
    const toWords = () => {
      if (blockElements < Math.min(leastWordBlock, elements)) return undefined;
      const stride = wordStride(cube);
      const words = buffers.words(count * stride);
      const valid = buffers.valid();
      const planes = [pointer, count, frameStride, elements, elementBytes, blockElements] as const;
      kernels.planeWords(...planes, valid, words, stride);
      return { pointer: words, frameStride: stride };
    };
    return { frames, count, planes: () => form, words: once(toWords), dense: once(toDense) };
  };
}

/**
 * Neighbouring frames with the same bit-plane block size. Files have one size throughout; chunks that a damaged or
 * unusual writer made differently, and unwritten ones (0: any size fits), must not be read with the wrong one.
 */
function equalBlocks(blocks: Int32Array): { first: number; count: number; blockElements: number }[] {
  const groups: { first: number; count: number; blockElements: number }[] = [];
  blocks.forEach((blockElements, i) => {
    const last = groups.at(-1);
    if (last !== undefined && (blockElements === 0 || last.blockElements === blockElements)) last.count++;
    else groups.push({ first: i, count: 1, blockElements: blockElements === 0 ? 8 : blockElements });
  });
  return groups;
}
