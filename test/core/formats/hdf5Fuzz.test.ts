import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type CubeDescription, frameCount, pixelCount } from "#core/data/cubeDescription.js";
import { bytesPerElement } from "#core/data/dtype.js";
import { RonchiError } from "#core/errors.js";
import { openCube } from "#core/formats/registry.js";
import { memoryHost } from "./memoryHost.js";
import { fixture } from "./openFile.js";
import { readAll } from "./readAll.js";

const CASES_A_FILE = 120;
/** Larger results are only opened, not read. */
const MAX_READ_BYTES = 8e6;

/** All fixtures that are opened by themselves; links between them resolve. */
const names = readdirSync(fixture("")).filter((name) => name.endsWith(".h5"));
const files = Object.fromEntries(names.map((name) => [name, new Uint8Array(readFileSync(fixture(name)))]));
const targets = names.filter((name) => !/_data_/.test(name));

/** Small seeded generator (mulberry32), so that a failure can be seen again. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The same file with one to eight bytes changed, mostly to values that hurt, or with its end cut off. */
function damaged(bytes: Uint8Array, random: () => number): Uint8Array {
  const copy = bytes.slice();
  const nasty = [0, 1, 0x7f, 0x80, 0xff, Math.floor(random() * 256)];
  for (let count = 1 + Math.floor(random() * 8); count > 0; count--) {
    copy[Math.floor(random() * copy.length)] = nasty[Math.floor(random() * nasty.length)]!;
  }
  return random() < 0.1 ? copy.subarray(0, Math.floor(random() * copy.length)) : copy;
}

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

async function openDamaged(name: string, bytes: Uint8Array): Promise<"opened" | "refused"> {
  const host = memoryHost({ ...files, [name]: bytes });
  try {
    const { description } = await openCube(name, host, {});
    expectSound(description);
    const total = frameCount(description) * pixelCount(description) * bytesPerElement(description.dtype);
    if (total <= MAX_READ_BYTES) expect(await readAll(description, host)).toHaveLength(total);
    return "opened";
  } catch (error) {
    if (!(error instanceof RonchiError)) throw error;
    return "refused";
  }
}

it.each(targets)(
  "damage to %s gives a RonchiError or a sound cube, soon",
  { timeout: 20_000 },
  async (name) => {
    const random = randomNumbers(names.indexOf(name) + 1);
    const before = process.resourceUsage().maxRSS;
    const outcomes = new Set<string>();
    for (let i = 0; i < CASES_A_FILE; i++)
      outcomes.add(await openDamaged(name, damaged(files[name]!, random)));
    expect(outcomes).toContain("refused");
    expect((process.resourceUsage().maxRSS - before) / 1024).toBeLessThan(300);
  },
);
