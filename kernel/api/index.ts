/** What `import … from "ronchi"` gives a cell or a script, and nothing else. */
export type { Calibration } from "#core/data/calibration.js";
export { DataCube } from "#core/data/dataCube.js";
export type { DiffractionSlice } from "#core/data/diffractionSlice.js";
export type { RealSlice } from "#core/data/realSlice.js";
export { RonchiError } from "#core/errors.js";
export { simulate } from "#core/simulate/simulate.js";
export { defineUdf, map } from "#core/udf/defineUdf.js";
export { centerOfMass } from "#core/udf/library/centerOfMass.js";
export { meanPattern, pattern, sumPattern } from "#core/udf/library/sumPattern.js";
export { virtualImages } from "#core/udf/library/virtualImages.js";
export { run } from "#core/udf/runUdfs.js";
export { version } from "#core/version.js";
export { annulus, bitmap, circle, point, rectangle } from "#core/virtual/detector.js";
export { writeDectris } from "../io/dectrisWriter.js";
export { saveNpy } from "../io/npyWriter.js";
export { savePng } from "../io/pngWriter.js";
export { open } from "./open.js";
