import { basename } from "node:path";
import type { Calibration } from "#core/data/calibration.js";
import type { Progress, RunOptions } from "#core/data/executor.js";
import { RonchiError } from "#core/errors.js";
import { version } from "#core/version.js";
import { writeAtomically } from "./atomicWrite.js";
import { checkedDataset, type H5wasm, loadH5wasm, writeHdf5 } from "./h5wasm.js";

type Group = InstanceType<H5wasm["Group"]>;

/** What can be written as a DECTRIS file: a `Simulation` is one. The file says that its detector is simulated. */
export interface FrameSource {
  /** [scanY, scanX, detY, detX]. */
  readonly shape: readonly [number, number, number, number];
  readonly calibration: Calibration;
  /** DECTRIS bits, 0 where a pixel counts; detY * detX. Absent: every pixel counts. */
  readonly pixelMask?: Uint32Array | undefined;
  /** Every frame in the order of the scan, detY * detX counts each. An array may be used again for the next one. */
  frames(): Iterable<Uint16Array>;
}

/** Options of {@link writeDectris}. */
export interface WriteDectrisOptions extends RunOptions {
  /** Frames in one data file; 1000 as DECTRIS detectors have it. */
  readonly framesPerFile?: number | undefined;
}

const MASTER_ENDING = "_master.h5";
const BITSHUFFLE = 32008;
/** Filter options: block size chosen by the filter, and LZ4. */
const BITSHUFFLE_LZ4 = [0, 2];
/** Size of a detector pixel and exposure of a frame: those of a fast 4D-STEM detector, in m and s. */
const PIXEL_SIZE = 1e-4;
const FRAME_TIME = 1e-5;

/**
 * Writes frames as DECTRIS detectors do: `<name>_master.h5` with metadata and external links to
 * `<name>_data_000001.h5`, …, each frame one bitshuffle-LZ4 chunk (HDF5 filter 32008), and beside them `<name>.h5`
 * with the scan step when it is known. The file counts one trigger a scan line, which tells readers the scan shape.
 *
 * `path` ends with "_master.h5". The master is written last, so that it never names a missing file. Resolves to the
 * files written. Rejects with RonchiError: "invalid-argument", "not-found" (no such folder), "not-writable",
 * "shape-mismatch" (frames that don't fit the shape), "cancelled".
 */
export async function writeDectris(
  path: string,
  source: FrameSource,
  options: WriteDectrisOptions = {},
): Promise<string[]> {
  const stem = stemOf(path);
  checkFramesPerFile(options.framesPerFile);
  const library = await loadH5wasm();
  const dataFiles = await writeDataFiles(library, stem, source, options);
  const stemFile = await writeStemMetadata(library, stem, source.calibration);
  await writeMaster(library, path, dataFiles, source);
  return [...dataFiles, ...stemFile, path];
}

function stemOf(path: string): string {
  if (path.endsWith(MASTER_ENDING) && basename(path) !== MASTER_ENDING) {
    return path.slice(0, -MASTER_ENDING.length);
  }
  throw new RonchiError({
    code: "invalid-argument",
    subject: "path of a DECTRIS file",
    found: path,
    expected: `a name that ends with ${MASTER_ENDING}`,
    remedy: `For example "scan01${MASTER_ENDING}".`,
  });
}

function checkFramesPerFile(value = 1): void {
  if (Number.isInteger(value) && value >= 1) return;
  throw new RonchiError({
    code: "invalid-argument",
    subject: "framesPerFile",
    found: String(value),
    expected: "a whole number, at least 1",
    remedy: "Leave it out to write 1000 frames a file.",
  });
}

async function writeDataFiles(
  library: H5wasm,
  stem: string,
  source: FrameSource,
  { framesPerFile = 1000, signal, onProgress }: WriteDectrisOptions,
): Promise<string[]> {
  const totalFrames = source.shape[0] * source.shape[1];
  const files: string[] = [];
  let doneFrames = 0;
  for (const batch of batches(source, framesPerFile)) {
    checkSignal(signal, { doneFrames, totalFrames });
    const file = `${stem}_data_${String(files.length + 1).padStart(6, "0")}.h5`;
    await writeAtomically(file, (temporary) => writeData(library, temporary, batch, source.shape));
    files.push(file);
    doneFrames += batch.count;
    onProgress?.({ doneFrames, totalFrames });
  }
  if (doneFrames !== totalFrames) throw wrongFrames(`${doneFrames} frames`, `${totalFrames}`);
  return files;
}

/** Frames that go into one data file, one after the other. */
interface Batch {
  readonly first: number;
  readonly count: number;
  readonly pixels: Uint16Array;
}

function* batches({ shape, frames }: FrameSource, framesPerFile: number): Generator<Batch> {
  const [scanY, scanX, detY, detX] = shape;
  const size = detY * detX;
  const buffer = new Uint16Array(Math.min(framesPerFile, scanY * scanX) * size);
  let first = 0;
  let count = 0;
  for (const frame of frames()) {
    if (frame.length !== size) throw wrongFrames(`a frame of ${frame.length} pixels`, `${size} a frame`);
    if (first + count === scanY * scanX) throw wrongFrames("more frames", `${scanY * scanX}`);
    buffer.set(frame, count * size);
    count += 1;
    if (count === framesPerFile) {
      yield { first, count, pixels: buffer };
      first += count;
      count = 0;
    }
  }
  if (count > 0) yield { first, count, pixels: buffer.subarray(0, count * size) };
}

function writeData(library: H5wasm, path: string, batch: Batch, shape: FrameSource["shape"]): void {
  const [, , detY, detX] = shape;
  writeHdf5(library, path, (file) => {
    const dataset = makeGroup(makeGroup(file, "entry", "NXentry"), "data", "NXdata").create_dataset({
      name: "data",
      data: batch.pixels,
      shape: [batch.count, detY, detX],
      dtype: "<H",
      chunks: [1, detY, detX],
      compression: BITSHUFFLE,
      compression_opts: BITSHUFFLE_LZ4,
    });
    checkedDataset(dataset, BITSHUFFLE);
    dataset.create_attribute("image_nr_low", batch.first + 1, [], "<i");
    dataset.create_attribute("image_nr_high", batch.first + batch.count, [], "<i");
  });
}

async function writeMaster(
  library: H5wasm,
  path: string,
  dataFiles: readonly string[],
  source: FrameSource,
): Promise<void> {
  const write = (file: Group): void => {
    const entry = makeGroup(file, "entry", "NXentry");
    const data = makeGroup(entry, "data", "NXdata");
    dataFiles.forEach((name, i) => {
      const link = `data_${String(i + 1).padStart(6, "0")}`;
      data.create_external_link(basename(name), "/entry/data/data", link);
    });
    const instrument = makeGroup(entry, "instrument", "NXinstrument");
    writeDetector(makeGroup(instrument, "detector", "NXdetector"), source);
  };
  await writeAtomically(path, (temporary) => writeHdf5(library, temporary, write));
}

function writeDetector(detector: Group, { shape, calibration, pixelMask }: FrameSource): void {
  const [scanY, scanX, detY, detX] = shape;
  const origin = calibration.origin ?? [(detY - 1) / 2, (detX - 1) / 2];
  writeText(detector, "description", "Simulated detector (Ronchi)");
  writeFloat(detector, "beam_center_x", origin[1], "pixel");
  writeFloat(detector, "beam_center_y", origin[0], "pixel");
  writeInteger(detector, "bit_depth_image", 16);
  writeInteger(detector, "saturation_value", 0xfffe);
  writeFloat(detector, "count_time", FRAME_TIME, "s");
  writeFloat(detector, "frame_time", FRAME_TIME, "s");
  writeFloat(detector, "x_pixel_size", PIXEL_SIZE, "m");
  writeFloat(detector, "y_pixel_size", PIXEL_SIZE, "m");
  const specific = makeGroup(detector, "detectorSpecific");
  // One trigger a scan row, as scan engines send them.
  writeInteger(specific, "nimages", scanX);
  writeInteger(specific, "ntrigger", scanY);
  writeInteger(specific, "x_pixels_in_detector", detX);
  writeInteger(specific, "y_pixels_in_detector", detY);
  // The field's name comes from X-ray detectors; for electrons it holds the beam energy, eV.
  if (calibration.energy !== undefined) writeFloat(specific, "photon_energy", calibration.energy, "eV");
  writeText(specific, "software_version", `Ronchi ${version}`);
  const mask = pixelMask ?? new Uint32Array(detY * detX);
  specific.create_dataset({ name: "pixel_mask", data: mask, shape: [detY, detX], dtype: "<I" });
}

/** The file that STEM software puts beside a DECTRIS set: its scan step in nm. Nothing when that is not known. */
async function writeStemMetadata(
  library: H5wasm,
  stem: string,
  { scanStep }: Calibration,
): Promise<string[]> {
  if (scanStep === undefined) return [];
  const path = `${stem}.h5`;
  const nanometres = Float64Array.from(scanStep, (step) => step / 10);
  await writeAtomically(path, (temporary) =>
    writeHdf5(library, temporary, (file) =>
      file.create_group("STEM Metadata").create_attribute("Pixel Size", nanometres, [2], "<d"),
    ),
  );
  return [path];
}

function makeGroup(parent: Group, name: string, nexusClass?: string): Group {
  const group = parent.create_group(name);
  if (nexusClass !== undefined) group.create_attribute("NX_class", nexusClass, [], `S${nexusClass.length}`);
  return group;
}

function writeInteger(group: Group, name: string, value: number): void {
  group.create_dataset({ name, data: Uint32Array.of(value), shape: [], dtype: "<I" });
}

function writeFloat(group: Group, name: string, value: number, unit: string): void {
  const dataset = group.create_dataset({ name, data: Float32Array.of(value), shape: [], dtype: "<f" });
  dataset.create_attribute("units", unit, [], `S${unit.length}`);
}

function writeText(group: Group, name: string, text: string): void {
  group.create_dataset({ name, data: [text], shape: [], dtype: `S${text.length}` });
}

function checkSignal(signal: AbortSignal | undefined, { doneFrames, totalFrames }: Progress): void {
  if (!signal?.aborted) return;
  throw new RonchiError({
    code: "cancelled",
    subject: "writeDectris",
    found: `a stop after ${doneFrames} of ${totalFrames} frames`,
    expected: "to write all of them",
    remedy: "Run it again to write the file.",
    cause: signal.reason,
  });
}

function wrongFrames(found: string, expected: string): RonchiError {
  return new RonchiError({
    code: "shape-mismatch",
    subject: "frames to write",
    found,
    expected,
    remedy: "Give a shape that fits the frames.",
  });
}
