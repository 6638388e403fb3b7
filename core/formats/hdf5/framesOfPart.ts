import type { ChunkedPart, CubePart } from "../../data/cubeDescription.js";
import { tooLarge, unsupportedFile } from "./failures.js";

/** Parts beyond which reading would mostly be looking for frames. */
const MAX_PARTS = 65536;

/** Throws "too-large" where a data set is in too many pieces. */
export function checkPartCount(parts: number, subject: string): void {
  if (parts <= MAX_PARTS) return;
  const remedy = "Write the data set again with its frames in order.";
  throw tooLarge(subject, `frames in more than ${MAX_PARTS} pieces`, "fewer pieces", remedy);
}

/**
 * Parts that hold only these frames (numbers within `part`) of a part, in this order, the first of them being frame
 * `firstFrame` of the cube. `frame` is [detY, detX], `elementBytes` the size of a pixel. "unsupported" where chunks
 * of several frames would have to be cut.
 */
export function framesOfPart(
  part: CubePart,
  frames: readonly number[],
  firstFrame: number,
  layout: {
    readonly frame: readonly [number, number];
    readonly elementBytes: number;
    readonly subject: string;
  },
): CubePart[] {
  if (isWhole(part, frames)) return [{ ...part, firstFrame }];
  if (part.kind === "chunked" && part.chunk[0] * part.chunk[1] === 1) {
    return [gathered(part, frames, firstFrame, layout.frame)];
  }
  const frameBytes = layout.frame[0] * layout.frame[1] * layout.elementBytes;
  const runs = consecutiveRuns(frames);
  checkPartCount(runs.length, layout.subject);
  return runs.map(({ first, count, at }): CubePart => {
    if (part.kind === "chunked") return sliced(part, first, count, firstFrame + at, layout);
    const offset = part.offset + first * frameBytes;
    return { ...part, offset, firstFrame: firstFrame + at, frameCount: count };
  });
}

function framesIn(part: CubePart): number {
  return part.kind === "contiguous" ? part.frameCount : part.stored[0] * part.stored[1];
}

function isWhole(part: CubePart, frames: readonly number[]): boolean {
  return frames.length === framesIn(part) && frames.every((frame, i) => frame === i);
}

/** Chunks of one frame, or of pieces of one, can be taken in any order. */
function gathered(
  part: ChunkedPart,
  frames: readonly number[],
  firstFrame: number,
  frame: readonly [number, number],
): ChunkedPart {
  const perFrame = chunksPerFrame(part, frame);
  const chunks = frames.flatMap((n) => Array.from({ length: perFrame }, (_, i) => n * perFrame + i));
  return withChunks(part, chunks, [1, frames.length], firstFrame);
}

/** A run of a stack in chunks of several frames: whole chunks, but for the last one of the stack. */
function sliced(
  part: ChunkedPart,
  first: number,
  count: number,
  firstFrame: number,
  { frame, subject }: { readonly frame: readonly [number, number]; readonly subject: string },
): ChunkedPart {
  const [chunkY, chunkX] = part.chunk;
  const [rows, columns] = part.stored;
  const end = first + count;
  const isStack = rows === 1 && chunkY === 1;
  if (!isStack || first % chunkX !== 0 || (end % chunkX !== 0 && end !== columns)) {
    const found = `a virtual data set that cuts chunks of ${chunkY * chunkX} frames`;
    throw unsupportedFile(subject, found, "whole chunks of its sources");
  }
  const perFrame = chunksPerFrame(part, frame);
  const start = (first / chunkX) * perFrame;
  const length = Math.ceil(count / chunkX) * perFrame;
  const chunks = Array.from({ length }, (_, i) => start + i);
  return withChunks(part, chunks, [1, count], firstFrame);
}

function chunksPerFrame({ chunk }: ChunkedPart, [detY, detX]: readonly [number, number]): number {
  return Math.ceil(detY / chunk[2]) * Math.ceil(detX / chunk[3]);
}

function withChunks(
  { filterMasks, ...part }: ChunkedPart,
  chunks: readonly number[],
  stored: readonly [number, number],
  firstFrame: number,
): ChunkedPart {
  return {
    ...part,
    firstFrame,
    stored,
    offsets: Float64Array.from(chunks, (chunk) => part.offsets[chunk]!),
    byteLengths: Uint32Array.from(chunks, (chunk) => part.byteLengths[chunk]!),
    ...(filterMasks === undefined
      ? {}
      : { filterMasks: Uint32Array.from(chunks, (chunk) => filterMasks[chunk]!) }),
  };
}

/** Runs of frames that follow each other; `at` is the place of a run in the list. */
function consecutiveRuns(frames: readonly number[]): { first: number; count: number; at: number }[] {
  const runs: { first: number; count: number; at: number }[] = [];
  frames.forEach((frame, at) => {
    const last = runs.at(-1);
    if (last !== undefined && last.first + last.count === frame) last.count++;
    else runs.push({ first: frame, count: 1, at });
  });
  return runs;
}
