/** Share of the free memory that a cube may take when the user does not say. */
const defaultShare = 1 / 4;

/** Bytes that a cube's kept frames may take by default: a quarter of what is free now, limits of the container kept. */
export function defaultMemoryLimit(): number {
  return Math.floor(process.availableMemory() * defaultShare);
}
