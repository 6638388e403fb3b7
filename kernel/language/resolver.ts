import { isBuiltin } from "node:module";
import ts from "typescript";
import { packageSpecifier } from "../interpreter/modules/packageName.js";

type Resolution = ts.ResolvedModuleWithFailedLookupLocations;
type Host = ts.ModuleResolutionHost & {
  getCompilationSettings(): ts.CompilerOptions;
  useCaseSensitiveFileNames(): boolean;
};

const unresolved: Resolution = { resolvedModule: undefined };

/**
 * Resolves imports, and remembers those of files that do not change: the service asks again for all of them whenever
 * a cell imports something new.
 */
export class Resolver {
  readonly #host: Host;
  readonly #canChange: (path: string) => boolean;
  readonly #kept = new Map<string, Map<string, Resolution>>();
  /** Files that import what is not there, as the service names them in {@link mayResolveNow}. */
  readonly #missing = new Set<string>();

  constructor(host: Host, canChange: (path: string) => boolean) {
    this.#host = host;
    this.#canChange = canChange;
  }

  resolve(names: readonly string[], from: string): readonly Resolution[] {
    if (!this.#canChange(from)) return this.#resolveOnce(names, from);
    const found = names.map((name) => this.#resolve(name, from));
    const isMissing = found.some((resolution) => resolution !== unresolved && !resolution.resolvedModule);
    if (isMissing) this.#missing.add(this.#key(from));
    else this.#missing.delete(this.#key(from));
    return found;
  }

  /** A package may have been installed, or a file written, since the file was looked at. */
  mayResolveNow(path: string): boolean {
    return this.#missing.has(path);
  }

  #resolveOnce(names: readonly string[], from: string): readonly Resolution[] {
    const known = this.#kept.get(from) ?? new Map<string, Resolution>();
    this.#kept.set(from, known);
    return names.map((name) => {
      const found = known.get(name) ?? this.#resolve(name, from);
      known.set(name, found);
      return found;
    });
  }

  #resolve(name: string, from: string): Resolution {
    // Node's modules are declared in @types/node by name.
    if (isBuiltin(name)) return unresolved;
    return ts.resolveModuleName(
      packageSpecifier(name),
      from,
      this.#host.getCompilationSettings(),
      this.#host,
    );
  }

  #key(path: string): string {
    return this.#host.useCaseSensitiveFileNames() ? path : path.toLowerCase();
  }
}
