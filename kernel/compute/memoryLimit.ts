import { readFileSync } from "node:fs";

/** Share of the free memory that a cube may take when the user does not say. */
const defaultShare = 1 / 4;

/** The most that it takes then: a kernel that was given a large file stays below 1 GB (docs/decisions/0009). */
const defaultMost = 512 << 20;

/** Bytes that kept frames may take by default: a quarter of what is free now, within the container's limit. */
export function defaultMemoryLimit(): number {
  return Math.min(defaultMost, Math.floor((process.availableMemory() + reclaimableCache()) * defaultShare));
}

/**
 * What a container is charged for files in the page cache, which the system takes back when memory is needed: Node
 * counts it as used (cgroup v1 and v2), so that after reading one large file nothing would seem free. 0 without a
 * limit.
 */
function reclaimableCache(): number {
  const limit = process.constrainedMemory();
  // "No limit" is 0, undefined, or a number that no memory reaches, by platform and version of Node.
  if (!limit || limit >= 2 ** 53) return 0;
  for (const path of ["/sys/fs/cgroup/memory.stat", "/sys/fs/cgroup/memory/memory.stat"]) {
    const bytes = inactiveFileBytes(path);
    if (bytes !== undefined) return bytes;
  }
  return 0;
}

/** Bytes of cached files that were not used lately, by a cgroup's statistics; undefined where there are none. */
function inactiveFileBytes(path: string): number | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return undefined; // the other version of cgroups, or another system
  }
  return parseInactiveFile(text);
}

/** The value of "inactive_file" of a memory.stat. */
export function parseInactiveFile(text: string): number | undefined {
  const found = /^(?:total_)?inactive_file (\d+)$/m.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
