import { RonchiError } from "../../errors.js";

/** A file whose structure contradicts itself. */
export function corruptFile(path: string, found: string, expected: string): RonchiError {
  return new RonchiError({
    code: "corrupt",
    subject: path,
    found,
    expected,
    remedy: "The file is damaged; copy it again from where it was recorded.",
  });
}

/** Legal HDF5 that this reader does not read. */
export function unsupportedFile(path: string, found: string, expected: string): RonchiError {
  return new RonchiError({
    code: "unsupported",
    subject: path,
    found,
    expected,
    remedy: "Write the data set again in one of these forms (h5repack, h5py).",
  });
}

/** Something declared larger than this reader takes. */
export function tooLarge(path: string, found: string, expected: string, remedy: string): RonchiError {
  return new RonchiError({ code: "too-large", subject: path, found, expected, remedy });
}

/** Data that the file says lie beyond its own end. */
export function truncatedFile(path: string, found: string, expected: string): RonchiError {
  return new RonchiError({
    code: "truncated",
    subject: path,
    found,
    expected,
    remedy: "The file was cut short; copy it again from where it was recorded.",
  });
}
