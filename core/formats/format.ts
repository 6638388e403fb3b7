import type { Calibration } from "../data/calibration.js";
import type { CubeDescription, PluginFilter } from "../data/cubeDescription.js";
import type { ByteSource } from "./byteSource.js";

/** What a format's reader may ask of its host. */
export interface FormatHost {
  /** Opens a file; rejects with RonchiError "not-found". */
  openSource(path: string): Promise<ByteSource>;
  /**
   * The real path of a file that `from` links to, checked to lie in the folder of the file the user opened (or
   * below) unless `allowOutside`. Rejects with RonchiError "outside-folder" or "not-found".
   */
  resolveLink(from: string, target: string): Promise<string>;
  /** zlib inflate of at most `limit` bytes; throws RonchiError "too-large" beyond. */
  inflate(bytes: Uint8Array, limit: number): Uint8Array;
  /** Undoes one filter of a chunk, giving at most `limit` bytes; throws RonchiError "corrupt", "too-large" beyond. */
  decodePlugin(bytes: Uint8Array, filter: PluginFilter, limit: number): Uint8Array;
  /**
   * Values of small data sets ("/entry/title") and attributes ("/entry@version") of an HDF5 file as plain JSON, read
   * by the host's HDF5 library where it can be thrown away. What is missing or can't be read is left out of the
   * answer. Ask only for paths that are known to stay inside the file: the library follows links by itself.
   */
  readHdf5Values(path: string, names: readonly string[]): Promise<Record<string, unknown>>;
}

export interface OpenOptions {
  /** [scanY, scanX] of a file that stores frames in a row; guessed when absent, and the guess is reported. */
  readonly scanShape?: readonly [number, number] | undefined;
  /** Path of the data set inside the file, when it holds several. */
  readonly dataset?: string | undefined;
  /** Let links point outside the folder of the file. */
  readonly allowOutside?: boolean | undefined;
  /**
   * Largest chunk or array that may be taken into memory, and most that decoded frames may take there to be read again,
   * bytes; by default 512 MiB, or a quarter of what is free if that is less.
   */
  readonly memoryLimit?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a reader found: everything of a DataCube but its executor. */
export interface OpenedCube {
  readonly description: CubeDescription;
  readonly calibration: Calibration;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Things the user should know: "scan shape guessed as 64 x 64", … */
  readonly notes: readonly string[];
  /** What the file is within its format ("DECTRIS" of HDF5); absent where the format's own name says it. */
  readonly format?: string;
}

/** One file format. `core/formats/registry.ts` holds the table. */
export interface Format {
  readonly name: string;
  /** Lower-case, with the dot. */
  readonly extensions: readonly string[];
  /** True when the first bytes (at most 65,536) are this format's. */
  detect(head: Uint8Array, path: string): boolean;
  open(path: string, host: FormatHost, options: OpenOptions): Promise<OpenedCube>;
}
