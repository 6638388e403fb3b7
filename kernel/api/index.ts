/** What `import … from "ronchi"` gives a cell or a script, and nothing else. */

export { type DirectDisk, fitDirectDisk } from "#core/calibration/directDisk.js";
export { type DescanOrigin, fitOrigin, originAt } from "#core/calibration/fitOrigin.js";
export type { Calibration } from "#core/data/calibration.js";
export { DataCube } from "#core/data/dataCube.js";
export type { DiffractionSlice } from "#core/data/diffractionSlice.js";
export type { FourierSlice } from "#core/data/fourierSlice.js";
export type { RealSlice } from "#core/data/realSlice.js";
export { RonchiError } from "#core/errors.js";
export { ewpc } from "#core/fourier/ewpc.js";
export { fft, powerSpectrum } from "#core/fourier/fft.js";
export { integrateCenterOfMass } from "#core/phase/integrateCenterOfMass.js";
export { simulate } from "#core/simulate/simulate.js";
export { defineUdf, map } from "#core/udf/defineUdf.js";
export { centerOfMass } from "#core/udf/library/centerOfMass.js";
export { maxImages } from "#core/udf/library/maxImages.js";
export { maxPattern } from "#core/udf/library/maxPattern.js";
export { measureOrigin } from "#core/udf/library/measureOrigin.js";
export type { UdfRun, UdfRunOptions, UdfState } from "#core/udf/library/runUdfs.js";
export { run } from "#core/udf/library/runUdfs.js";
export { standardDeviation } from "#core/udf/library/standardDeviation.js";
export { meanPattern, pattern, sumPattern } from "#core/udf/library/sumPattern.js";
export type { UdfArray } from "#core/udf/library/udfOutput.js";
export { virtualImages } from "#core/udf/library/virtualImages.js";
export { version } from "#core/version.js";
export { difference, intersection, invert, union } from "#core/virtual/combine.js";
export type { Detector, DetectorSpec } from "#core/virtual/detector.js";
export {
  annulus,
  bitmap,
  circle,
  lattice,
  point,
  polygon,
  rectangle,
} from "#core/virtual/detector.js";
export { imageDifference } from "#core/virtual/imageDifference.js";
export { type LineProfile, lineProfile } from "#core/virtual/lineProfile.js";
export { presetDetector } from "#core/virtual/presets.js";
export { quadrants, rings, segments } from "#core/virtual/segments.js";
export type { DisplayHandle } from "../display/displayHandle.js";
export { type Content, html, image, type Markup, markdown, svg } from "../display/markup.js";
export { writeDectris } from "../io/dectrisWriter.js";
export { saveNpy } from "../io/npyWriter.js";
export { savePng } from "../io/pngWriter.js";
export { clearOutput, input, page, password } from "./frontEnd.js";
export { open } from "./open.js";
