const typescript = /\.(ts|tsx|mts)$/;

/** Whether an import names a file rather than a package. */
export function isPath(specifier: string): boolean {
  return /^(\.{0,2}\/|file:)/.test(specifier);
}

export function isTypeScript(path: string): boolean {
  return typescript.test(path) && !/[\\/]node_modules[\\/]/.test(path);
}

/**
 * The TypeScript files that an import of `path` may mean, best first: itself; with an extension where it has none; the
 * source of a `.js` file that is not there, as TypeScript has it.
 */
export function localTargets(path: string): string[] {
  if (typescript.test(path)) return [path];
  const compiled = /^(.*)\.(js|jsx|mjs)$/.exec(path);
  if (compiled !== null) {
    const [, stem, extension] = compiled as unknown as [string, string, string];
    return extension === "mjs" ? [`${stem}.mts`] : [`${stem}.ts`, `${stem}.tsx`];
  }
  return [`${path}.ts`, `${path}.tsx`, `${path}.mts`, `${path}/index.ts`];
}
