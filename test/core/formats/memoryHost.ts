import { RonchiError } from "#core/errors.js";
import type { FormatHost } from "#core/formats/format.js";
import { decodePlugin } from "#kernel/io/filterPlugins.js";
import { inflate } from "#kernel/io/inflate.js";

/** A host whose files are a record; links go to the files beside. It knows no HDF5 library. */
export function memoryHost(files: Readonly<Record<string, Uint8Array>>): FormatHost {
  const find = (path: string): Uint8Array => {
    const bytes = files[path];
    if (bytes !== undefined) return bytes;
    throw new RonchiError({
      code: "not-found",
      subject: path,
      found: "none",
      expected: "one",
      remedy: "Add it.",
    });
  };
  return {
    async openSource(path) {
      const bytes = find(path);
      return { byteLength: bytes.byteLength, read: async (start, end) => bytes.subarray(start, end) };
    },
    async resolveLink(_from, target) {
      find(target);
      return target;
    },
    inflate,
    decodePlugin,
    readHdf5Values: async () => ({}),
  };
}
