import { asBytes } from "./bytes.js";
import { type Trait, type TraitPlace, traitError } from "./trait.js";

/** A file that a page has uploaded. */
export interface UploadedFile {
  readonly name: string;
  /** MIME type as the browser knows it; may be empty. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  readonly last_modified: Date;
  readonly content: Uint8Array;
}

/** Uploaded files. Not sent back to other pages: they are large. */
export function uploads(): Trait<readonly UploadedFile[]> {
  return {
    initial: () => [],
    check: (given, place) => {
      if (Array.isArray(given)) return given.map((file) => checkFile(file, place));
      throw traitError(place, given, "an array of uploaded files");
    },
    toWire: (files) => files.map((file) => ({ ...file, last_modified: file.last_modified.getTime() })),
    fromWire: (wire) => (Array.isArray(wire) ? wire.map(fileFromWire) : wire),
    echo: false,
  };
}

function checkFile(given: unknown, place: TraitPlace): UploadedFile {
  const { name, type, size, last_modified, content } = (given ?? {}) as Partial<UploadedFile>;
  const bytes = asBytes(content);
  const isFile = typeof name === "string" && typeof type === "string" && typeof size === "number";
  if (isFile && last_modified instanceof Date && bytes !== undefined)
    return { name, type, size, last_modified, content: bytes };
  throw traitError(place, given, "files with name, type, size, last_modified and content");
}

function fileFromWire(wire: unknown): unknown {
  const { last_modified } = (wire ?? {}) as { last_modified?: unknown };
  return { ...(wire as object), last_modified: new Date(Number(last_modified)) };
}
