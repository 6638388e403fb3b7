import type { CubeDescription } from "#core/data/cubeDescription.js";
import { storedBytes } from "#core/data/storedDtype.js";
import type { FormatHost } from "#core/formats/format.js";
import { readPart } from "#core/formats/readPart.js";

/** All pixels of a cube, little-endian, C order, by the plain reader: for exact comparison in tests. */
export async function readAll(description: CubeDescription, host: FormatHost): Promise<Uint8Array> {
  const [scanY, scanX, detY, detX] = description.shape;
  const elementBytes = storedBytes(description);
  const out = new Uint8Array(scanY * scanX * detY * detX * elementBytes);
  for (const part of description.parts) {
    const subject = description.files[part.file]!;
    const source = await host.openSource(subject);
    const layout = { subject, frame: [detY, detX], elementBytes } as const;
    const bytes = await readPart(source, part, layout, host);
    out.set(bytes, part.firstFrame * detY * detX * elementBytes);
  }
  return out;
}
