import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import ts from "typescript";
import { version } from "#core/version.js";

type ErrorClass = abstract new (...args: never[]) => Error;

/** The parts of Deno about process and machine that notebooks use. */
export interface DenoProcess {
  readonly args: readonly string[];
  readonly pid: number;
  readonly version: { readonly deno: string; readonly v8: string; readonly typescript: string };
  readonly build: { readonly os: string; readonly arch: string };
  /** Node's errors by what they mean: `error instanceof Deno.errors.NotFound`. */
  readonly errors: Readonly<Record<"NotFound" | "AlreadyExists" | "PermissionDenied", ErrorClass>>;
  readonly env: {
    get(name: string): string | undefined;
    has(name: string): boolean;
    set(name: string, value: string): void;
    delete(name: string): void;
    toObject(): Record<string, string>;
  };
  readonly inspect: typeof inspect;
  cwd(): string;
  chdir(folder: string | URL): void;
  exit(code?: number): never;
}

export const denoProcess: DenoProcess = {
  args: [],
  pid: process.pid,
  version: { deno: `ronchi ${version}`, v8: process.versions.v8, typescript: ts.version },
  build: {
    os: process.platform === "win32" ? "windows" : process.platform,
    arch: { x64: "x86_64", arm64: "aarch64" }[process.arch as string] ?? process.arch,
  },
  errors: {
    NotFound: errorClass("ENOENT"),
    AlreadyExists: errorClass("EEXIST"),
    PermissionDenied: errorClass("EACCES", "EPERM"),
  },
  env: {
    get: (name) => process.env[name],
    has: (name) => name in process.env,
    set(name, value) {
      process.env[name] = value;
    },
    delete(name) {
      delete process.env[name];
    },
    toObject: () => ({ ...process.env }) as Record<string, string>,
  },
  inspect,
  cwd: () => process.cwd(),
  chdir: (folder) => process.chdir(folder instanceof URL ? fileURLToPath(folder) : folder),
  exit: (code) => process.exit(code),
};

/** A class that Node's errors with one of these codes are instances of. */
function errorClass(...codes: readonly string[]): ErrorClass {
  return class extends Error {
    static override [Symbol.hasInstance](value: unknown): boolean {
      return value instanceof Error && codes.includes(String((value as { code?: unknown }).code));
    }
  };
}
