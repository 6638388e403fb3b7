import { dectrisLayout } from "./dectris.js";
import type { Format, FormatHost, OpenedCube, OpenOptions } from "./format.js";
import type { Hdf5Layout } from "./hdf5/layoutOfFile.js";
import { rootOf } from "./hdf5/links.js";
import { openSession } from "./hdf5/session.js";
import { hasHdf5Signature, superblockPlaces } from "./hdf5/superblock.js";
import { hdf5CubeLayout } from "./hdf5Cube.js";

/** In order: the first that matches opens the file; the last takes any. */
const layouts: readonly Hdf5Layout[] = [dectrisLayout, hdf5CubeLayout];

/** HDF5: DECTRIS master files, and any file with a 4-D or 3-D data set of numbers. */
export const hdf5Format: Format = {
  name: "HDF5",
  extensions: [".h5", ".hdf5", ".nxs", ".hspy", ".emd"],
  detect: (head) => superblockPlaces(head.byteLength).some((at) => hasHdf5Signature(head, at)),
  open: openHdf5,
};

async function openHdf5(path: string, host: FormatHost, options: OpenOptions): Promise<OpenedCube> {
  const session = openSession(host);
  const root = rootOf(await session.open(path));
  for (const layout of layouts) {
    if (!(await layout.matches(session, root, options))) continue;
    return { ...(await layout.open(session, root, options)), format: layout.name };
  }
  throw new Error("The last HDF5 layout takes any file.");
}
