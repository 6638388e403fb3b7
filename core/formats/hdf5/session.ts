import type { FormatHost } from "../format.js";
import type { Hdf5File } from "./hdf5File.js";
import { openHdf5File } from "./superblock.js";

/** The HDF5 files of one data set: the one the user opened, and those it links to, each opened once. */
export interface Hdf5Session {
  readonly host: FormatHost;
  readonly open: (path: string) => Promise<Hdf5File>;
}

export function openSession(host: FormatHost): Hdf5Session {
  const files = new Map<string, Promise<Hdf5File>>();
  return {
    host,
    open(path) {
      const known = files.get(path);
      if (known !== undefined) return known;
      const opening = host.openSource(path).then((source) => openHdf5File(path, source));
      files.set(path, opening);
      return opening;
    },
  };
}
