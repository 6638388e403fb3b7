import type { CubePart } from "../../data/cubeDescription.js";
import { isFloat } from "../../data/dtype.js";
import type { Plan } from "../../data/executor.js";
import type { TileHost } from "../tileHost.js";
import { bslz4Reader, isFramePerChunkBslz4 } from "./bslz4Reader.js";
import { chunkedReader } from "./chunkedReader.js";
import { contiguousReader } from "./contiguousReader.js";
import type { FrameReader } from "./frameBlocks.js";
import { createKeptReader } from "./keptReader.js";
import type { ReadBuffers } from "./readBuffers.js";

/** A reader for one part of the cube. */
export function createFrameReader(
  plan: Plan,
  partIndex: number,
  host: TileHost,
  buffers: ReadBuffers,
): FrameReader {
  const part = plan.cube.parts[partIndex]!;
  const readFile = createFileReader(plan, part, host, buffers);
  // Packs are sums of bits, which floats are not; their pixels are read again, at the speed of the page cache.
  if (host.store === undefined || isFloat(plan.cube.dtype)) return readFile;
  return createKeptReader(plan, part, host, host.store, buffers, readFile);
}

function createFileReader(plan: Plan, part: CubePart, host: TileHost, buffers: ReadBuffers): FrameReader {
  if (part.kind === "contiguous") return contiguousReader(plan, part, host, buffers);
  return isFramePerChunkBslz4(plan.cube, part)
    ? bslz4Reader(plan, part, host, buffers)
    : chunkedReader(plan, part, host, buffers);
}
