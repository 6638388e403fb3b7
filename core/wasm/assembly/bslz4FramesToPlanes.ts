import { bslz4ToPlanes } from "./bslz4ToPlanes";

/** See KernelTable.bslz4FramesToPlanes. */
export function bslz4FramesToPlanes(
  chunks: usize,
  frames: usize,
  planes: usize,
  frameStride: usize,
  elements: usize,
  elementBytes: usize,
  blocks: usize,
): void {
  for (; frames; frames--, chunks += 8, planes += frameStride, blocks += 4) {
    const bytes: usize = load<u32>(chunks, 4);
    let block: i32 = 0;
    if (bytes) block = bslz4ToPlanes(load<u32>(chunks), bytes, planes, elements, elementBytes);
    else memory.fill(planes, 0, elements * elementBytes);
    store<i32>(blocks, block);
  }
}
