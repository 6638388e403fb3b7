import { createRequire } from "node:module";
import type ts from "typescript";

const load = createRequire(import.meta.url);

/**
 * TypeScript whole, loaded in 0.2 s by the first cell or module that types can't just be erased of. The import of
 * everyone else here is the parser only: the bundle keeps the members that are named (`ts.isIdentifier`, not `const { … } = ts`).
 */
export function compiler(): typeof ts {
  return load("typescript") as typeof ts;
}
