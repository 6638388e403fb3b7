import type { ContiguousPart } from "../../data/cubeDescription.js";
import type { Plan } from "../../data/executor.js";
import type { TileHost } from "../tileHost.js";
import { denseBlock, type FrameReader, framesPerBlock, selected, storedFrameBytes } from "./frameBlocks.js";
import type { ReadBuffers } from "./readBuffers.js";
import { createStoredFrames } from "./storedFrames.js";

/** Reads frames that lie one after the other without filters. */
export function contiguousReader(
  plan: Plan,
  part: ContiguousPart,
  host: TileHost,
  buffers: ReadBuffers,
): FrameReader {
  const { cube } = plan;
  const perFrame = storedFrameBytes(cube);
  const most = framesPerBlock(cube);
  const frames = createStoredFrames(cube, part, most, host, buffers);
  const file = cube.files[part.file]!;

  return (tile, visit) => {
    const pointer = frames.place();
    const all = Array.from({ length: tile.count }, (_, i) => part.firstFrame + tile.first + i);
    for (const run of consecutiveRuns(selected(plan, all), most)) {
      const target = new Uint8Array(host.memory.buffer, pointer, run.length * perFrame);
      host.readInto(file, part.offset + (run[0]! - part.firstFrame) * perFrame, target);
      visit(denseBlock(run, frames.pixels(run.length)));
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
