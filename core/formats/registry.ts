import { RonchiError } from "../errors.js";
import { throwIfCancelled } from "./cancellation.js";
import { describeHead } from "./describeHead.js";
import type { Format, FormatHost, OpenedCube, OpenOptions } from "./format.js";
import { hdf5Format } from "./hdf5Format.js";
import { npyFormat } from "./npy.js";

/** The formats that are read. A new one is one file with a {@link Format}, and a line here. */
export const formats: readonly Format[] = [hdf5Format, npyFormat];

/** Bytes that {@link Format.detect} sees: HDF5 begins as late as its user block is long. */
const HEAD_BYTES = 64 * 1024;

/** The format whose signature the first bytes carry, or undefined. */
export function detectFormat(head: Uint8Array, path: string): Format | undefined {
  return formats.find((format) => format.detect(head, path));
}

/**
 * Opens a file by what it holds, whatever it is called. Only structure is read, no pixels.
 * Errors: "not-this-format" naming what was found and what can be read; "cancelled"; else those of the
 * format.
 */
export async function openCube(
  path: string,
  host: FormatHost,
  options: OpenOptions = {},
): Promise<OpenedCube & { readonly format: string }> {
  checkScanShape(options.scanShape);
  throwIfCancelled(options.signal, path);
  const source = await host.openSource(path);
  const head = await source.read(0, Math.min(HEAD_BYTES, source.byteLength));
  const format = detectFormat(head, path);
  if (format === undefined) throw unknownFormat(path, head);
  return { format: format.name, ...(await format.open(path, host, options)) };
}

function checkScanShape(scanShape: OpenOptions["scanShape"]): void {
  if (scanShape === undefined) return;
  const isPair =
    scanShape.length === 2 && scanShape.every((extent) => Number.isInteger(extent) && extent > 0);
  if (isPair) return;
  throw new RonchiError({
    code: "invalid-argument",
    subject: "scanShape",
    found: JSON.stringify(scanShape),
    expected: "[scanY, scanX], two whole numbers above 0",
    remedy: "Give the rows and columns of the scan, for example [256, 256].",
  });
}

function unknownFormat(path: string, head: Uint8Array): RonchiError {
  const readable = formats.map(({ name, extensions }) => `${name} (${extensions.join(", ")})`).join(", ");
  return new RonchiError({
    code: "not-this-format",
    subject: path,
    found: describeHead(head),
    expected: `one of: ${readable}`,
    remedy: "Check that this is the file you meant, and that it was copied whole.",
  });
}
