import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "ronchi-flat-"));
afterAll(() => rmSync(folder, { recursive: true }));

const frames = 2048;
const side = 128;
const passes = 16;

/** Eight bits of noise in each uint16: kept frames take half of the file's 64 MiB, eight times the limit. */
function writeNoise(path: string): void {
  const pixels = new Uint16Array(frames * side * side);
  let state = 1;
  for (let i = 0; i < pixels.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    pixels[i] = state >>> 24;
  }
  writeFileSync(path, pixels);
}

it("passes over a file of many times the memory limit take no more memory, however many they are", async () => {
  const path = join(folder, "noise.raw");
  writeNoise(path);
  const script = fileURLToPath(new URL("./manyPasses.mjs", import.meta.url));
  const numbers = [frames, side, passes].map(String);
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", script, path, ...numbers]);
  const resident: number[] = JSON.parse(stdout);
  expect(resident).toHaveLength(passes);
  // Node itself and two workers take some 110 MiB; frames beyond the limit would be another 28.
  expect(Math.max(...resident.slice(4)) - resident[3]!).toBeLessThan(12);
});
