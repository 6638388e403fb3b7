import { totalmem } from "node:os";
import { describe, expect, it } from "vitest";
import { defaultMemoryLimit, parseInactiveFile } from "#kernel/compute/memoryLimit.js";

describe("the default memory limit", () => {
  it("is some of the machine's memory, at most a quarter and 512 MiB", () => {
    expect(defaultMemoryLimit()).toBeGreaterThan(0);
    expect(defaultMemoryLimit()).toBeLessThanOrEqual(Math.min(totalmem() / 4, 2 ** 29));
  });

  it("reads the cached files of a cgroup's statistics", () => {
    expect(parseInactiveFile("anon 1\nfile 7\ninactive_file 4096\nactive_file 5\n")).toBe(4096);
    expect(parseInactiveFile("anon 1\n")).toBeUndefined();
  });
});
