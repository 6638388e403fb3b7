// Simulated scans for the drag benchmarks, written once.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { simulate } from "../../../dist/core/simulate/simulate.js";
import { writeDectris } from "../../../dist/kernel/io/dectrisWriter.js";
import { root, say } from "../../../tools/steps.mjs";

export const folder = join(root, "dist/bench/data");

/** Master of a 256 x 256 scan of 128 x 128 uint16, 2000 electrons a frame. */
export function largeScan() {
  return ensureScan("drag_128", [256, 256, 128, 128], { electronsPerFrame: 2000, framesPerFile: 8192 });
}

/** Master of a few large frames: 8 x 8 of 512 x 512 uint16. */
export function largeFrames() {
  return ensureScan("frames_512", [8, 8, 512, 512], { electronsPerFrame: 200_000, framesPerFile: 64 });
}

/** Frames are repeated in an order of their own from at most 256 simulated ones. */
async function ensureScan(name, shape, { electronsPerFrame, framesPerFile }) {
  const path = join(folder, `${name}_master.h5`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const [scanY, scanX, detY, detX] = shape;
  say(`Writing the ${scanY} x ${scanX} scan of ${detY} x ${detX} …`);
  const scanShape = [Math.min(16, scanY), Math.min(16, scanX)];
  const simulation = simulate({ scanShape, detectorShape: [detY, detX], electronsPerFrame, seed: 3 });
  const patterns = Array.from(simulation.frames(), (frame) => frame.slice());
  function* frames() {
    for (let i = 0; i < scanY * scanX; i++) yield patterns[(i * 97) % patterns.length];
  }
  await writeDectris(path, { ...simulation, shape, frames }, { framesPerFile });
  return path;
}
