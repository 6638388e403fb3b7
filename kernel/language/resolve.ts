import { isBuiltin } from "node:module";
import ts from "typescript";

type Resolution = ts.ResolvedModuleWithFailedLookupLocations;

const unresolved: Resolution = { resolvedModule: undefined };

/**
 * Resolves imports, and remembers those of files that do not change: the service asks again for all of them whenever
 * a cell imports something new.
 */
export function createResolver(
  host: ts.ModuleResolutionHost & {
    getCurrentDirectory(): string;
    getCompilationSettings(): ts.CompilerOptions;
  },
  canChange: (path: string) => boolean,
): (literals: readonly ts.StringLiteralLike[], from: string) => readonly Resolution[] {
  const kept = new Map<string, Map<string, Resolution>>();
  const resolve = (name: string, from: string): Resolution =>
    // Node's modules are declared in @types/node by name.
    isBuiltin(name) ? unresolved : ts.resolveModuleName(name, from, host.getCompilationSettings(), host);
  return (literals, from) => {
    if (canChange(from)) return literals.map(({ text }) => resolve(text, from));
    const known = kept.get(from) ?? new Map<string, Resolution>();
    kept.set(from, known);
    return literals.map(({ text }) => {
      const found = known.get(text) ?? resolve(text, from);
      known.set(text, found);
      return found;
    });
  };
}
