import { type Dtype, dtypeOf, type NumberArray } from "#core/data/dtype.js";
import { RonchiError } from "#core/errors.js";
import { writeBytes } from "./atomicWrite.js";

/** NumPy's names of the types, little-endian. */
const descriptors: Record<Dtype, string> = {
  uint8: "|u1",
  uint16: "<u2",
  uint32: "<u4",
  float32: "<f4",
  float64: "<f8",
};

/** Magic, version 1.0, and two bytes for the length of the header. */
const PREAMBLE = 10;
/** NumPy asks that the pixels start at a multiple of this. */
const ALIGNMENT = 64;

/**
 * The bytes of a NumPy .npy file (format 1.0), C order. Throws RonchiError "shape-mismatch" when `shape` does not
 * hold exactly the numbers of `data`.
 */
export function encodeNpy(data: NumberArray, shape: readonly number[]): Uint8Array {
  checkShape(data, shape);
  const header = headerText(descriptors[dtypeOf(data)], shape);
  const start = PREAMBLE + header.length;
  const bytes = new Uint8Array(start + data.byteLength);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  new DataView(bytes.buffer).setUint16(8, header.length, true);
  bytes.set(Buffer.from(header, "latin1"), PREAMBLE);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), start);
  return bytes;
}

/**
 * Saves an image or any array `{ data, shape }` as .npy; np.load gives the same numbers in the same axes, [y, x].
 * Rejects with RonchiError: "shape-mismatch", "invalid-argument" (a folder), "not-found", "not-writable".
 */
export async function saveNpy(
  path: string,
  array: { readonly data: NumberArray; readonly shape: readonly number[] },
): Promise<void> {
  await writeBytes(path, encodeNpy(array.data, array.shape));
}

function headerText(descriptor: string, shape: readonly number[]): string {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': '${descriptor}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const length = Math.ceil((PREAMBLE + text.length + 1) / ALIGNMENT) * ALIGNMENT - PREAMBLE;
  return `${text.padEnd(length - 1)}\n`;
}

function checkShape(data: NumberArray, shape: readonly number[]): void {
  const size = shape.reduce((product, length) => product * length, 1);
  if (size === data.length) return;
  throw new RonchiError({
    code: "shape-mismatch",
    subject: "array to save",
    found: `${data.length} numbers`,
    expected: `${size} for shape [${shape.join(", ")}]`,
    remedy: "Give the shape of the data.",
  });
}
