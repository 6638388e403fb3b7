// What the module exports: one kernel a file, with the names of KernelTable (../kernelTable.ts).
export { bslz4ToPlanes } from "./bslz4ToPlanes";
export { denseCountEqual } from "./denseCountEqual";
export { denseFrameMax } from "./denseFrameMax";
export { denseFrameSum } from "./denseFrameSum";
export { denseMaskSums } from "./denseMaskSums";
export { denseRingSums } from "./denseRingSums";
export { denseSquareSum } from "./denseSquareSum";
export { packDense } from "./packDense";
export { packedMaskSums } from "./packedMaskSums";
export { packedRingSums } from "./packedRingSums";
export { packedToPlanes } from "./packedToPlanes";
export { packPlanes } from "./packPlanes";
export { addBitCounts, planeBitCounts } from "./planeBitCounts";
export { planeMaskSums } from "./planeMaskSums";
export { planeOverflow } from "./planeOverflow";
export { planesToDense } from "./planesToDense";
export { unshuffle } from "./unshuffle";
