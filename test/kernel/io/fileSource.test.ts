import { readdirSync } from "node:fs";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openFileSource } from "#kernel/io/fileSource.js";
import { expectFailure } from "../../core/formats/openFile.js";

describe("a file as a source of bytes", () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "ronchi-"));
    path = join(folder, "bytes");
    await writeFile(
      path,
      Uint8Array.from({ length: 100 }, (_, i) => i),
    );
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("gives the bytes from start to before end", async () => {
    const source = await openFileSource(path);
    expect(source.byteLength).toBe(100);
    expect([...(await source.read(10, 13))]).toEqual([10, 11, 12]);
    expect(await source.read(100, 100)).toHaveLength(0);
  });

  it("refuses to read past the end, also of a file that shrank since", async () => {
    const source = await openFileSource(path);
    await expectFailure(source.read(90, 101), "truncated", "100 bytes", "101");
    await truncate(path, 50);
    await expectFailure(source.read(40, 60), "truncated", "50 bytes");
  });

  it("says what stands where a file should", async () => {
    await expectFailure(openFileSource(join(folder, "none")), "not-found", "no file");
    await expectFailure(openFileSource(folder), "not-found", "a folder");
  });

  it.skipIf(process.platform !== "linux")("leaves no file descriptor open", async () => {
    const open = (): number => readdirSync("/proc/self/fd").length;
    const source = await openFileSource(path);
    const before = open();
    await Promise.all(Array.from({ length: 50 }, (_, i) => source.read(i, i + 10)));
    expect(open()).toBeLessThanOrEqual(before);
  });

  it("does not read when it was cancelled", async () => {
    const source = await openFileSource(path);
    await expect(source.read(0, 1, AbortSignal.abort())).rejects.toThrow("aborted");
  });
});
