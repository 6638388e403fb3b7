import type { LoadFnOutput } from "node:module";

/** Milliseconds that a server may take. */
const longest = 60_000;

/** Address as it is imported -> where the server sent us: what a module imports is relative to that. */
const redirected = new Map<string, string>();

/** Whether an import names a module on a server, as in Deno and in browsers. */
export function isRemote(specifier: string): boolean {
  return /^https?:\/\//.test(specifier);
}

/**
 * The address of what a cell, a module beside the notebook or a remote module imports. Throws Error for a package: a
 * user has asked for what was installed, and for nothing else.
 */
export function resolveRemote(specifier: string, importer: string | undefined): string {
  if (importer?.startsWith("file:") && importer.includes("/node_modules/"))
    throw new Error(`${importer} imports ${specifier}: cells may import from servers, packages may not.`);
  return new URL(specifier, redirected.get(importer ?? "") ?? importer).href;
}

/**
 * A module from a server; one that is TypeScript by its path or its type becomes JavaScript. Node keeps it until the
 * kernel ends. Throws Error with the address and what the server said.
 */
export async function loadRemote(url: string): Promise<LoadFnOutput> {
  const response = await fetch(url, { signal: AbortSignal.timeout(longest) });
  if (!response.ok) throw new Error(`${url}: the server answered ${response.status} ${response.statusText}`);
  if (response.url !== url) redirected.set(url, response.url);
  const code = await response.text();
  const type = response.headers.get("content-type") ?? "";
  const source = isTypeScript(response.url, type) ? await erased(code, response.url) : code;
  return { format: "module", source, shortCircuit: true };
}

function isTypeScript(url: string, type: string): boolean {
  return /\.(ts|tsx|mts)$/.test(new URL(url).pathname) || /typescript/.test(type);
}

async function erased(code: string, url: string): Promise<string> {
  // The compiler takes its time to load: only when there is a first module for it.
  const { eraseModule } = await import("./eraseModule.js");
  return eraseModule(code, url);
}
