import { type CubeDescription, frameCount, type KeptFrames } from "#core/data/cubeDescription.js";

/** Words of the table of one cube ({@link KeptFrames}): these, then one a frame: address of its pack / 16, or 0. */
export const KeptWord = {
  /** Which pool keeps the frames, and the cube's number there; 0: none yet. */
  identity: 0,
  /** The pool's clock at the cube's last run. */
  lastUse: 1,
  /** Workers that run on the cube; -1 while its frames are given back. */
  readers: 2,
  /** Counts how often the frames were given back. */
  generation: 3,
  frames: 4,
} as const;

/** The description with a table for frames that are kept in memory, `byteLimit` bytes at most. */
export function withKeptFrames(description: CubeDescription, byteLimit: number): CubeDescription {
  const words = KeptWord.frames + frameCount(description);
  const kept: KeptFrames = {
    table: new SharedArrayBuffer(words * Int32Array.BYTES_PER_ELEMENT),
    byteLimit,
  };
  return { ...description, kept };
}
