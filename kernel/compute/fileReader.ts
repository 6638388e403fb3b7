import { closeSync, openSync, readSync } from "node:fs";
import { RonchiError } from "#core/errors.js";

/** Most files that a worker keeps open; a DECTRIS series has one for every thousand frames. */
const mostOpenFiles = 64;

/** Reads pixels of a worker's tiles straight from files, keeping the latest ones open. */
export class FileReader {
  readonly #open = new Map<string, number>();

  readInto(file: string, offset: number, target: Uint8Array): void {
    const descriptor = this.#descriptor(file);
    let done = 0;
    while (done < target.byteLength) {
      const got = readSync(descriptor, target, done, target.byteLength - done, offset + done);
      if (got === 0) throw truncated(file, offset + done, offset + target.byteLength);
      done += got;
    }
  }

  /** A file that was written anew under the same name is seen by the next run. */
  closeAll(): void {
    for (const descriptor of this.#open.values()) closeSync(descriptor);
    this.#open.clear();
  }

  #descriptor(file: string): number {
    const known = this.#open.get(file);
    if (known !== undefined) return known;
    if (this.#open.size >= mostOpenFiles) this.closeAll();
    const descriptor = openForReading(file);
    this.#open.set(file, descriptor);
    return descriptor;
  }
}

function openForReading(file: string): number {
  try {
    return openSync(file, "r");
  } catch (cause) {
    throw new RonchiError({
      code: "not-found",
      subject: file,
      found: "no readable file",
      expected: "the file that was there when it was opened",
      remedy: "Put the file back, or open the data from where they are now.",
      cause,
    });
  }
}

function truncated(file: string, end: number, expected: number): RonchiError {
  return new RonchiError({
    code: "truncated",
    subject: file,
    found: `its end at byte ${end}`,
    expected: `at least ${expected} bytes`,
    remedy: "The file is shorter than when it was opened; wait until it is written, or copy it again.",
  });
}
