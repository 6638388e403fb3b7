// Compiles core/wasm/assembly to dist/kernel/kernels.wasm; does nothing when the module is newer than its sources.
import { mkdir, readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const assembly = join(root, "core", "wasm", "assembly");
const target = join(root, "dist", "kernel", "kernels.wasm");

/**
 * The module has no data, no stack in memory and no allocator: any number of threads may run it over one imported
 * shared memory, and it touches only what its callers point to.
 */
const options = [
  ...["--enable", "simd", "--enable", "threads"],
  ...["--importMemory", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536"],
  ...["--noExportMemory", "--runtime", "stub", "--use", "abort="],
  ...["-O3", "--noAssert", "--converge"],
];

async function modified(path) {
  const found = await stat(path).catch((error) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  return found?.mtimeMs ?? Number.NEGATIVE_INFINITY;
}

async function isUpToDate() {
  const sources = (await readdir(assembly)).map((name) => join(assembly, name));
  const times = await Promise.all([...sources, fileURLToPath(import.meta.url)].map(modified));
  return (await modified(target)) > Math.max(...times);
}

/** Builds the module when needed; true when it did. Throws with the compiler's messages. */
export async function buildWasm() {
  if (await isUpToDate()) return false;
  await mkdir(dirname(target), { recursive: true });
  const { default: asc } = await import("assemblyscript/asc");
  const paths = [join(assembly, "index.ts"), "--outFile", target, "--baseDir", root];
  const { error, stderr } = await asc.main([...paths, ...options]);
  if (error) throw new Error(`AssemblyScript found errors:\n${stderr.toString()}`, { cause: error });
  return true;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const built = await buildWasm();
  console.log(built ? "built dist/kernel/kernels.wasm" : "dist/kernel/kernels.wasm is up to date");
}
