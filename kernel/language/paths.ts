import { sep } from "node:path";

/** TypeScript writes paths with forward slashes on every system, and so does this folder. */
export function forwardSlashes(path: string): string {
  return path.replaceAll(sep, "/");
}
