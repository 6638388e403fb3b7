import type { NumberArray } from "../data/dtype.js";

/** Adds one worker's sig and single results to another's: how they are joined unless a UDF says otherwise. */
export function addInto(
  into: Record<string, NumberArray>,
  part: Readonly<Record<string, NumberArray>>,
): void {
  for (const [name, values] of Object.entries(part)) {
    const sum = into[name]!;
    for (let i = 0; i < values.length; i++) sum[i]! += values[i]!;
  }
}
