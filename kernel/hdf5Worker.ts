import { parentPort, workerData } from "node:worker_threads";
import h5wasm, { type Attribute, Dataset, type File, type Group } from "h5wasm/node";
import type { Hdf5ValuesReply, Hdf5ValuesRequest } from "./io/hdf5Values.js";

/* A thread that answers one question about one HDF5 file with h5wasm, and is thrown away. */

async function answer({ path, names }: Hdf5ValuesRequest): Promise<Hdf5ValuesReply> {
  const library = await h5wasm.ready;
  library.activate_throwing_error_handler(); // otherwise failures are printed, and answers are made up
  let file: File;
  try {
    file = new h5wasm.File(path, "r");
  } catch {
    return { problem: "a file that the HDF5 library can't open" }; // what it throws is a pointer, not an error
  }
  const found = names.map((name) => [name, readValue(file, name)] as const);
  return { values: Object.fromEntries(found.filter(([, value]) => value !== undefined)) };
}

/** The value at "/group/dataset" or "/group@attribute"; undefined where it is missing or can't be read. */
function readValue(file: File, name: string): unknown {
  const [path, attribute] = name.split("@") as [string, string?];
  try {
    const object = file.get(path);
    if (attribute !== undefined) return plain((object as Group | null)?.attrs[attribute]);
    return object instanceof Dataset ? plain(object) : undefined;
  } catch {
    return undefined; // the answer leaves out what the library can't read: documented in FormatHost
  }
}

/** JSON values: numbers, strings, booleans and arrays of them; integers beyond 2^53 as strings. */
function plain(item: Attribute | Dataset | undefined): unknown {
  return item === undefined ? undefined : plainValue(item.value);
}

function plainValue(value: unknown): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === "string") return value.replace(/\0+$/, "");
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as Iterable<unknown>, plainValue);
  if (Array.isArray(value)) return value.map(plainValue);
  return typeof value === "number" || typeof value === "boolean" ? value : undefined;
}

parentPort!.postMessage(await answer(workerData as Hdf5ValuesRequest));
