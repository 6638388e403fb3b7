import { dectrisLayout } from "./dectris.js";
import type { Format, FormatHost, OpenedCube, OpenOptions } from "./format.js";
import { openSession, type Hdf5Session } from "./hdf5/session.js";
import { type Hdf5Object, rootOf } from "./hdf5/links.js";
import { hasHdf5Signature } from "./hdf5/superblock.js";
import { hdf5CubeLayout } from "./hdf5Cube.js";

/** One way of laying a 4D-STEM data set out in HDF5. */
export interface Hdf5Layout {
  readonly name: string;
  /** True when the file is laid out this way. Looks at names, not at data. */
  matches(session: Hdf5Session, root: Hdf5Object, options: OpenOptions): Promise<boolean>;
  open(session: Hdf5Session, root: Hdf5Object, options: OpenOptions): Promise<OpenedCube>;
}

/** In order: the first that matches opens the file; the last takes any. */
const layouts: readonly Hdf5Layout[] = [dectrisLayout, hdf5CubeLayout];

/** HDF5: DECTRIS master files, and any file with a 4-D or 3-D data set of numbers. */
export const hdf5Format: Format = {
  name: "HDF5",
  extensions: [".h5", ".hdf5", ".nxs"],
  // The superblock stands at 0, or after a user block of 512, 1024, … bytes.
  detect: (head) => [0, 512, 1024, 2048].some((at) => hasHdf5Signature(head, at)),
  open: openHdf5,
};

async function openHdf5(path: string, host: FormatHost, options: OpenOptions): Promise<OpenedCube> {
  const session = openSession(host);
  const root = rootOf(await session.open(path));
  for (const layout of layouts) {
    if (await layout.matches(session, root, options)) return layout.open(session, root, options);
  }
  throw new Error("The last HDF5 layout takes any file.");
}
