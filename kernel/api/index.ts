/** What `import … from "ronchi"` gives a cell or a script, and nothing else. */
export { DataCube } from "#core/data/dataCube.js";
export { RonchiError } from "#core/errors.js";
export { centerOfMass } from "#core/udf/library/centerOfMass.js";
export { meanPattern, pattern, sumPattern } from "#core/udf/library/sumPattern.js";
export { virtualImages } from "#core/udf/library/virtualImages.js";
export { annulus, bitmap, circle, point, rectangle } from "#core/virtual/detector.js";
export { open } from "./open.js";
