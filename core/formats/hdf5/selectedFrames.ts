import { elementCount } from "./dataset.js";
import { corruptFile, tooLarge, unsupportedFile } from "./failures.js";
import type { Selection, SlabAxis } from "./selection.js";

/** Most frames that a virtual data set is followed for: a scan of 2048 x 2048. */
export const MAX_VIRTUAL_FRAMES = 2 ** 22;

/**
 * The frames that a selection takes of a data set, ascending: linear indices over all axes but the last two, which
 * must be selected whole. "unsupported" where it takes parts of frames, "corrupt" where it leaves the extent.
 */
export function selectedFrames(selection: Selection, shape: readonly number[], subject: string): number[] {
  const leading = shape.slice(0, -2);
  if (selection.kind === "none") return [];
  if (selection.kind === "all") {
    checkCount(elementCount(leading), subject);
    return Array.from({ length: elementCount(leading) }, (_, frame) => frame);
  }
  const count = selection.boxes.reduce((sum, axes) => sum + frameCountOf(axes, shape, subject), 0);
  checkCount(count, subject);
  const frames = selection.boxes.flatMap((axes) => framesOfBox(axes, leading));
  return selection.boxes.length === 1 ? frames : frames.sort((a, b) => a - b);
}

/** Checks one box against the extent, and counts its frames. */
function frameCountOf(axes: readonly SlabAxis[], shape: readonly number[], subject: string): number {
  if (axes.length !== shape.length) {
    throw corruptFile(subject, `a selection of ${axes.length} axes`, `${shape.length} axes`);
  }
  axes.forEach((axis, i) => {
    if (axis.block < 1 || axis.stride < 1 || endOf(axis) > shape[i]!) {
      throw corruptFile(subject, `a selection up to ${endOf(axis)} along axis ${i}`, `at most ${shape[i]}`);
    }
  });
  const isWhole = axes.slice(-2).every((axis, i) => selectedAlong(axis) === shape.at(i - 2)!);
  if (!isWhole) throw unsupportedFile(subject, "a virtual data set of parts of frames", "whole frames");
  return axes.slice(0, -2).reduce((product, axis) => product * selectedAlong(axis), 1);
}

/** First place behind the selection along an axis. */
export function endOf({ start, stride, count, block }: SlabAxis): number {
  return count === 0 ? start : start + (count - 1) * stride + block;
}

export function selectedAlong({ count, block }: SlabAxis): number {
  return count * block;
}

function checkCount(count: number, subject: string): void {
  if (count <= MAX_VIRTUAL_FRAMES) return;
  const remedy = "Open its source files one by one.";
  throw tooLarge(subject, `${count} frames`, `at most ${MAX_VIRTUAL_FRAMES} in a virtual data set`, remedy);
}

/** Linear indices over the leading axes, ascending. */
function framesOfBox(axes: readonly SlabAxis[], leading: readonly number[]): number[] {
  if (axes.some((axis) => axis.count === 0)) return [];
  let frames = [0];
  leading.forEach((extent, axis) => {
    const places = placesAlong(axes[axis]!);
    frames = frames.flatMap((frame) => places.map((place) => frame * extent + place));
  });
  return frames;
}

function placesAlong({ start, stride, count, block }: SlabAxis): number[] {
  return Array.from(
    { length: count * block },
    (_, i) => start + Math.floor(i / block) * stride + (i % block),
  );
}
