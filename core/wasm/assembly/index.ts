// What the module exports: one kernel a file, with the names of KernelTable (../kernelTable.ts).
export { bslz4ToPlanes } from "./bslz4ToPlanes";
export { denseCountEqual } from "./denseCountEqual";
export { denseFrameSum } from "./denseFrameSum";
export { denseMaskSums } from "./denseMaskSums";
export { planeMaskSums } from "./planeMaskSums";
export { planeOverflow } from "./planeOverflow";
export { planesToDense } from "./planesToDense";
export { unshuffle } from "./unshuffle";
