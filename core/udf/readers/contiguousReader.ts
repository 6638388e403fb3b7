import type { ContiguousPart } from "../../data/cubeDescription.js";
import { bytesPerElement } from "../../data/dtype.js";
import type { Plan } from "../../data/executor.js";
import type { TileHost } from "../tileHost.js";
import {
  denseBlock,
  type FrameReader,
  frameBytes,
  framesPerBlock,
  selected,
  swapBytes,
} from "./frameBlocks.js";
import type { ReadBuffers } from "./readBuffers.js";

/** Reads frames that lie one after the other without filters. */
export function contiguousReader(
  plan: Plan,
  part: ContiguousPart,
  host: TileHost,
  buffers: ReadBuffers,
): FrameReader {
  const { cube } = plan;
  const perFrame = frameBytes(cube);
  const most = framesPerBlock(cube);
  const elementBytes = bytesPerElement(cube.dtype);
  const file = cube.files[part.file]!;

  return (tile, visit) => {
    const pointer = buffers.dense(most * perFrame);
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
