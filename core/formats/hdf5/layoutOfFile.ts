import type { OpenedCube, OpenOptions } from "../format.js";
import type { Hdf5Object } from "./links.js";
import type { Hdf5Session } from "./session.js";

/** One way of laying a 4D-STEM data set out in HDF5. */
export interface Hdf5Layout {
  /** What the user sees as the format of the file. */
  readonly name: string;
  /** True when the file is laid out this way. Looks at names, not at data. */
  matches(session: Hdf5Session, root: Hdf5Object, options: OpenOptions): Promise<boolean>;
  open(session: Hdf5Session, root: Hdf5Object, options: OpenOptions): Promise<OpenedCube>;
}
