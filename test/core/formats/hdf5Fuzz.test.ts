import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type CubeDescription, frameCount, pixelCount } from "#core/data/cubeDescription.js";
import { storedBytes } from "#core/data/storedDtype.js";
import { RonchiError } from "#core/errors.js";
import { openCube } from "#core/formats/registry.js";
import { type CheckedBytes, checkedStructures, damaged, randomNumbers } from "./damage.js";
import { memoryHost } from "./memoryHost.js";
import { fixture } from "./openFile.js";
import { readAll } from "./readAll.js";

const CASES_A_FILE = 60;
/** 0 in `npm test`; an hour once in a while. */
const LONG_MINUTES = Number(process.env.RONCHI_FUZZ_MINUTES ?? 0);
/** Of CPU time, so that it does not matter what else the machine does. One file is far below a second; more is a hang in the making. */
const SLOW_MS = 10_000;
/** Larger results are only opened, not read. */
const MAX_READ_BYTES = 8e6;

/** All fixtures that are opened by themselves; links between them resolve. */
const names = readdirSync(fixture("")).filter((name) => name.endsWith(".h5"));
const files = Object.fromEntries(names.map((name) => [name, new Uint8Array(readFileSync(fixture(name)))]));
const targets = names.filter((name) => !/_data_/.test(name));

/** Numbers that executors rely on without checking again. */
function expectSound(cube: CubeDescription): void {
  const frames = cube.parts.map((part) =>
    part.kind === "contiguous" ? part.frameCount : part.stored[0] * part.stored[1],
  );
  let next = 0;
  cube.parts.forEach((part, i) => {
    expect(part.firstFrame).toBe(next);
    next += frames[i]!;
    if (part.kind === "chunked") expect(part.offsets.length).toBe(part.byteLengths.length);
  });
  expect(next).toBe(frameCount(cube));
  expect(cube.shape.every((extent) => Number.isSafeInteger(extent) && extent > 0)).toBe(true);
  expect(cube.excluded?.length ?? pixelCount(cube)).toBe(pixelCount(cube));
}

type Outcome = "read" | "refused";

/** Any failure but a RonchiError is the test's. */
async function orRefused(task: () => Promise<void>): Promise<Outcome> {
  try {
    await task();
    return "read";
  } catch (error) {
    if (!(error instanceof RonchiError)) throw error;
    return "refused";
  }
}

async function expectPixels(cube: CubeDescription, host: ReturnType<typeof memoryHost>): Promise<void> {
  expect(await readAll(cube, host)).toHaveLength(bytesOf(cube));
}

function bytesOf(cube: CubeDescription): number {
  return frameCount(cube) * pixelCount(cube) * storedBytes(cube);
}

function openDamaged(name: string, bytes: Uint8Array): Promise<Outcome> {
  const host = memoryHost({ ...files, [name]: bytes });
  return orRefused(async () => {
    const { description } = await openCube(name, host, {});
    expectSound(description);
    if (bytesOf(description) <= MAX_READ_BYTES) await expectPixels(description, host);
  });
}

/** Runs a task; says which file and seed it was about, should it fail or take long. */
async function soon<T>(name: string, seed: number, task: () => Promise<T>): Promise<T> {
  const started = process.cpuUsage().user;
  const result = await task().catch((error: unknown) => {
    throw new Error(`${name}, seed ${seed}: ${String(error)}`, { cause: error });
  });
  const took = (process.cpuUsage().user - started) / 1000;
  if (took > SLOW_MS) throw new Error(`${name}, seed ${seed}: took ${Math.round(took)} ms`);
  return result;
}

/** Opens one more damaged form of a file. */
function openNext(name: string, seed: number): Promise<Outcome> {
  const bytes = damaged(files[name]!, structuresOf(name), randomNumbers(seed));
  return soon(name, seed, () => openDamaged(name, bytes));
}

const structures = new Map<string, CheckedBytes[]>();
function structuresOf(name: string): CheckedBytes[] {
  const known = structures.get(name) ?? checkedStructures(files[name]!);
  structures.set(name, known);
  return known;
}

function grownBy(before: number): number {
  return (process.resourceUsage().maxRSS - before) / 1024;
}

it.each(targets)("damage to %s gives a RonchiError or a sound cube, soon", async (name) => {
  const before = process.resourceUsage().maxRSS;
  const outcomes = new Set<string>();
  const firstSeed = names.indexOf(name) * CASES_A_FILE;
  for (let i = 0; i < CASES_A_FILE; i++) outcomes.add(await openNext(name, firstSeed + i));
  expect(outcomes).toContain("refused");
  expect(grownBy(before)).toBeLessThan(300);
});

/** Files whose chunks go through a compressor: their stored bytes are damaged, and nothing else. */
const compressed = names.filter((name) => /^(lz4|lzf|zstd|blosc|bitshuffle_zstd).*\.h5$/.test(name));

/** The same file with up to eight bytes of one of its stored chunks changed. */
function withDamagedChunk(name: string, cube: CubeDescription, random: () => number): Uint8Array {
  const copy = files[name]!.slice();
  const chunks = cube.parts.flatMap((part) =>
    part.kind === "chunked"
      ? Array.from(part.offsets, (start, i) => [start, part.byteLengths[i]!] as const)
      : [],
  );
  const [start, length] = chunks[Math.floor(random() * chunks.length)]!;
  for (let count = 1 + Math.floor(random() * 8); count > 0; count--) {
    // Half of the time near the start, where sizes are declared.
    const reach = random() < 0.5 ? Math.min(24, length) : length;
    copy[start + Math.floor(random() * reach)] = Math.floor(random() * 256);
  }
  return copy;
}

it.each(compressed)(
  "damage to the stored chunks of %s gives a RonchiError or as many pixels as there are, soon",
  async (name) => {
    const before = process.resourceUsage().maxRSS;
    const { description } = await openCube(name, memoryHost(files), {});
    const outcomes = new Set<string>();
    for (let seed = 1; seed <= CASES_A_FILE; seed++) {
      const host = memoryHost({ ...files, [name]: withDamagedChunk(name, description, randomNumbers(seed)) });
      outcomes.add(await soon(name, seed, () => orRefused(() => expectPixels(description, host))));
    }
    expect(outcomes).toContain("refused");
    expect(grownBy(before)).toBeLessThan(300);
  },
);

it.skipIf(LONG_MINUTES === 0)(
  "so does damage for as many minutes as RONCHI_FUZZ_MINUTES says",
  { timeout: (LONG_MINUTES + 1) * 60_000 },
  async () => {
    const before = process.resourceUsage().maxRSS;
    const end = performance.now() + LONG_MINUTES * 60_000;
    const counts = { read: 0, refused: 0 };
    for (let seed = 1e6 + Date.now(); performance.now() < end; seed++) {
      counts[await openNext(targets[seed % targets.length]!, seed)]++;
    }
    console.info(`${counts.read} damaged files opened, ${counts.refused} refused`);
    expect(grownBy(before)).toBeLessThan(300);
  },
);
