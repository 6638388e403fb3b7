import { createHash } from "node:crypto";
import { mkdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { RunOptions } from "#core/data/executor.js";
import type { SimulateOptions } from "#core/simulate/options.js";
import { type Simulation, simulate } from "#core/simulate/simulate.js";
import { writeBytes } from "./atomicWrite.js";
import { writeDectris } from "./dectrisWriter.js";

/** The example of the notebooks: a gold film of 640 x 960 Å. The scan is not square, so that swapped axes show. */
const exampleOptions = {
  scanShape: [64, 96],
  detectorShape: [96, 96],
  electronsPerFrame: 2000,
  detectorPixel: 0.025,
  seed: 1,
} as const satisfies SimulateOptions;

const MASTER = "gold_film_master.h5";
const STAMP = "gold_film_parameters.json";
const FRAMES_PER_FILE = 2048;

export interface ExampleData {
  /** The file to open. */
  readonly path: string;
  /** False when the files were there already, made from the same parameters. */
  readonly written: boolean;
}

/**
 * Writes the example data set (about 8 MB, a few seconds) into `folder`, which is made when missing; does nothing
 * when the files are there and the simulation would give the same data. Errors as `writeDectris`.
 */
export async function writeExampleData(folder: string, options: RunOptions = {}): Promise<ExampleData> {
  const path = join(folder, MASTER);
  const simulation = simulate(exampleOptions);
  const parameters = describe(simulation);
  if (await isUpToDate(folder, parameters)) return { path, written: false };
  await mkdir(folder, { recursive: true });
  const files = await writeDectris(path, simulation, { ...options, framesPerFile: FRAMES_PER_FILE });
  const stamp: Stamp = { ...parameters, files: await Promise.all(files.map(fileSize)) };
  await writeBytes(join(folder, STAMP), Buffer.from(`${JSON.stringify(stamp, undefined, 2)}\n`));
  return { path, written: true };
}

interface Parameters {
  readonly settings: Simulation["settings"];
  readonly framesPerFile: number;
  /** Of a few frames: another version of the simulation gives another one. */
  readonly sha256: string;
}

interface Stamp extends Parameters {
  /** Names relative to the folder, and bytes. */
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
}

function describe(simulation: Simulation): Parameters {
  const hash = createHash("sha256").update(simulation.pixelMask);
  const last = simulation.shape[0] * simulation.shape[1] - 1;
  for (let i = 0; i <= 8; i++) hash.update(simulation.frame(Math.floor((i * last) / 8)));
  return { settings: simulation.settings, framesPerFile: FRAMES_PER_FILE, sha256: hash.digest("hex") };
}

async function fileSize(path: string): Promise<{ name: string; bytes: number }> {
  return { name: path.replace(/^.*[\\/]/, ""), bytes: (await stat(path)).size };
}

/** True when the stamp has these parameters and every file of it is there with its size. */
async function isUpToDate(folder: string, parameters: Parameters): Promise<boolean> {
  const stamp = await readStamp(join(folder, STAMP));
  if (stamp === undefined) return false;
  const { files, ...found } = stamp;
  if (JSON.stringify(found) !== JSON.stringify(parameters)) return false;
  const sizes = await Promise.all(files.map(({ name }) => sizeOf(join(folder, name))));
  return files.every(({ bytes }, i) => bytes === sizes[i]);
}

/** `undefined` when there is none that can be read: the data are then written anew. */
async function readStamp(path: string): Promise<Stamp | undefined> {
  try {
    const stamp = JSON.parse(await readFile(path, "utf8")) as Stamp;
    return Array.isArray(stamp.files) ? stamp : undefined;
  } catch {
    return undefined;
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  const entry = await stat(path).catch(() => undefined);
  return entry?.size;
}
