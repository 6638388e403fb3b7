import type { ChunkFilter, PluginFilter } from "../../data/cubeDescription.js";
import { type Hdf5Dataset, nameOf } from "./dataset.js";
import { unsupportedFile } from "./failures.js";
import type { DeclaredFilter } from "./messages/filterPipeline.js";

/** Filters that other programs write, by registered number, so that a refusal can name them. */
const KNOWN_FILTERS: Readonly<Record<number, string>> = {
  4: "szip",
  5: "n-bit",
  6: "scale-offset",
  305: "LZO",
  307: "bzip2",
  32000: "lzf",
  32001: "blosc",
  32004: "lz4",
  32008: "bitshuffle",
  32013: "zfp",
  32015: "zstd",
  32017: "sz",
  32026: "blosc2",
};
const READ_FILTERS = "deflate, shuffle, fletcher32, bitshuffle (LZ4, zstd), lz4, lzf, zstd, blosc";
/** Filters that the host has a plugin for. */
const BY_PLUGIN = [32001, 32008, 32015];
/** Client data 4 of bitshuffle: which compressor follows. */
const BITSHUFFLE_LZ4 = 2;
const BITSHUFFLE_COMPRESSORS: Readonly<Record<number, string>> = { 0: "no compression", 3: "zstd" };

/** The filters of a data set in decoding order. "unsupported", naming the filter, where one is not read. */
export function decodingFilters(dataset: Hdf5Dataset): ChunkFilter[] {
  return dataset.filters.map((filter) => toChunkFilter(filter, dataset)).reverse();
}

function toChunkFilter(filter: DeclaredFilter, dataset: Hdf5Dataset): ChunkFilter {
  switch (filter.id) {
    case 1:
      return { kind: "deflate" };
    case 2:
      return { kind: "shuffle", elementBytes: elementBytes(dataset, filter.clientData[0]) };
    case 3:
      return { kind: "fletcher32" };
    case 32000:
      return { kind: "lzf" };
    case 32004:
      return { kind: "lz4" };
    case 32008:
      return bitshuffle(filter, dataset);
    default:
      return byPlugin(filter, dataset);
  }
}

function bitshuffle(filter: DeclaredFilter, dataset: Hdf5Dataset): ChunkFilter {
  const compressor = filter.clientData[4] ?? 0;
  if (compressor === BITSHUFFLE_LZ4) {
    return { kind: "bitshuffle-lz4", elementBytes: elementBytes(dataset, filter.clientData[2]) };
  }
  const name = BITSHUFFLE_COMPRESSORS[compressor];
  if (name === undefined)
    throw unsupported(dataset, `filter 32008 (bitshuffle) with compressor ${compressor}`);
  elementBytes(dataset, filter.clientData[2]);
  return { ...byPlugin(filter, dataset), name: `bitshuffle with ${name}` };
}

function byPlugin({ id, clientData }: DeclaredFilter, dataset: Hdf5Dataset): PluginFilter {
  const name = KNOWN_FILTERS[id] ?? "not registered here";
  if (BY_PLUGIN.includes(id)) return { kind: "plugin", id, name, clientData };
  throw unsupported(dataset, `filter ${id} (${name})`);
}

/** Bytes that a shuffling filter takes as an element: those of the datatype, whatever a damaged file says. */
function elementBytes(dataset: Hdf5Dataset, declared: number | undefined): number {
  const { bytes } = dataset.datatype;
  if (declared === undefined || declared === bytes) return bytes;
  throw unsupported(dataset, `a filter that shuffles elements of ${declared} bytes in data of ${bytes}`);
}

function unsupported(dataset: Hdf5Dataset, found: string): Error {
  return unsupportedFile(nameOf(dataset), found, READ_FILTERS);
}
