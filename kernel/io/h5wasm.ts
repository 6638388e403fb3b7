import { fileURLToPath } from "node:url";

export type H5wasm = typeof import("h5wasm/node");

let loading: Promise<H5wasm> | undefined;

/**
 * HDF5's own library as WebAssembly, with the filters of h5wasm-plugins (bitshuffle-LZ4 and others). Loaded with
 * the first call: it is 4 MB that most sessions never need.
 */
export function loadH5wasm(): Promise<H5wasm> {
  loading ??= load();
  return loading;
}

async function load(): Promise<H5wasm> {
  const [library, plugins] = await Promise.all([import("h5wasm/node"), import("h5wasm-plugins")]);
  const module = await library.ready;
  // Not plugins.install_local_plugins: it cuts "file://" off the address, which leaves %20 and Windows drives wrong.
  module.insert_plugin_search_path(fileURLToPath(`${plugins.base_url}/plugins`), 0);
  return library;
}

/**
 * Makes the HDF5 file `path` and lets `fill` write into it. The oldest layout of groups and chunk indexes is
 * chosen, which every reader knows. h5wasm reports most failures by odd values; here they are errors.
 */
export function writeHdf5(
  library: H5wasm,
  path: string,
  fill: (file: InstanceType<H5wasm["File"]>) => void,
): void {
  const file = new library.File(path, "w", { libver: ["earliest", "v110"] });
  if (file.file_id <= 0n) throw new Error(`HDF5 cannot create ${path}`);
  try {
    fill(file);
  } finally {
    file.close();
  }
}

/** Throws unless the data set exists and passes through this HDF5 filter. */
export function checkedDataset(dataset: InstanceType<H5wasm["Dataset"]> | null, filter: number): void {
  const found = dataset?.filters.map(({ id }) => id) ?? [];
  if (!found.includes(filter)) {
    throw new Error(
      `HDF5 filter ${filter} was not applied (found [${found.join(", ")}]): is its plugin missing?`,
    );
  }
}
