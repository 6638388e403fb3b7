import { lstatSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import { denoFiles } from "#kernel/compat/denoFiles.js";
import { denoProcess } from "#kernel/compat/denoProcess.js";

afterEach(() => void vi.restoreAllMocks());

const folder = realpathSync(mkdtempSync(join(tmpdir(), "ronchi deno ")));

test.skipIf(process.platform === "win32")("Deno.remove removes a link, not what it leads to", () => {
  mkdirSync(join(folder, "target"));
  for (const [link, target] of [
    ["to a folder", "target"],
    ["to nothing", "missing"],
  ] as const) {
    symlinkSync(join(folder, target), join(folder, link));
    denoFiles.removeSync(join(folder, link));
    expect(lstatSync(join(folder, link), { throwIfNoEntry: false })).toBeUndefined();
  }
  expect(lstatSync(join(folder, "target")).isDirectory()).toBe(true);
});

test("Deno.chdir takes a URL of a path with spaces", () => {
  // Threads of tests may not change their folder.
  const chdir = vi.spyOn(process, "chdir").mockImplementation(() => {});
  denoProcess.chdir(pathToFileURL(folder));
  expect(chdir).toHaveBeenCalledWith(folder);
});
