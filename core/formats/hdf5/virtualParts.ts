import type { CubePart } from "../../data/cubeDescription.js";
import { checkFrame, type PartContext, toCubePart, unwrittenPart } from "./cubePart.js";
import { elementCount, type Hdf5Dataset, nameOf } from "./dataset.js";
import { corruptFile, tooLarge } from "./failures.js";
import { checkPartCount, framesOfPart } from "./framesOfPart.js";
import { MAX_VIRTUAL_FRAMES } from "./selectedFrames.js";
import type { Piece, VirtualSources } from "./virtualSources.js";

/**
 * The parts of every `step`-th frame (all of them: 1). Frames that no source gives are parts without chunks. `fileOf`
 * gives the number of a file in the cube's description.
 */
export async function virtualParts(
  dataset: Hdf5Dataset,
  { shape, pieces }: VirtualSources,
  {
    memoryLimit,
    firstFrame,
    step,
    fileOf,
  }: Omit<PartContext, "file"> & {
    readonly step: number;
    readonly fileOf: (path: string) => number;
  },
): Promise<CubePart[]> {
  checkFrame(dataset, memoryLimit);
  const { owner, frameOf } = placeFrames(dataset, shape, pieces, step);
  const [detY, detX] = shape.slice(-2) as [number, number];
  const whole = new Map<Hdf5Dataset, CubePart>();
  const parts: CubePart[] = [];
  for (const { first, end } of equalRuns(owner)) {
    const piece = pieces[owner[first]!];
    const at = firstFrame + first;
    if (piece === undefined) {
      parts.push(
        unwrittenPart(dataset, { file: fileOf(dataset.file.path), firstFrame: at }, [
          1,
          end - first,
          detY,
          detX,
        ]),
      );
      continue;
    }
    const { source } = piece;
    const context = { file: fileOf(source.file.path), firstFrame: 0, memoryLimit };
    const part = whole.get(source) ?? (await toCubePart(source, context));
    whole.set(source, part);
    const frames = Array.from(frameOf.subarray(first, end));
    const layout = {
      frame: [detY, detX],
      elementBytes: source.datatype.bytes,
      subject: nameOf(dataset),
    } as const;
    parts.push(...framesOfPart(part, frames, at, layout));
    checkPartCount(parts.length, nameOf(dataset));
  }
  return parts;
}

/** For each frame that is wanted, the piece that gives it (-1: none) and which frame of its source it is. */
function placeFrames(dataset: Hdf5Dataset, shape: readonly number[], pieces: readonly Piece[], step: number) {
  const stored = elementCount(shape.slice(0, -2));
  if (stored > MAX_VIRTUAL_FRAMES) {
    throw tooLarge(
      nameOf(dataset),
      `${stored} frames`,
      `at most ${MAX_VIRTUAL_FRAMES}`,
      "Open its source files.",
    );
  }
  const owner = new Int32Array(stored / step).fill(-1);
  const frameOf = new Uint32Array(stored / step);
  pieces.forEach(({ sourceFrames, targetFrames }, number) => {
    targetFrames.forEach((target, i) => {
      if (target % step !== 0) return;
      const at = target / step;
      if (owner[at] !== -1)
        throw corruptFile(nameOf(dataset), `two sources for frame ${target}`, "one for each");
      owner[at] = number;
      frameOf[at] = sourceFrames[i]!;
    });
  });
  return { owner, frameOf };
}

function* equalRuns(values: Int32Array): Generator<{ first: number; end: number }> {
  for (let first = 0; first < values.length; ) {
    let end = first + 1;
    while (end < values.length && values[end] === values[first]) end++;
    yield { first, end };
    first = end;
  }
}
