import { elementCount } from "../dataset.js";
import { checkChunkCount, type IndexedDataset } from "./chunkIndex.js";

/** How the numbered elements of an array index lie on the grid of chunks. */
export interface ElementPlaces {
  /** Elements from here on are outside of the data set as it is now. */
  readonly count: number;
  /** C-order place in the grid; undefined for an element outside of the data set as it is now. */
  placeOf(element: number): number | undefined;
}

/**
 * Array indexes number the chunks of the largest extent that the data set may have, in C order, the unlimited axis
 * (at most one) taken as the slowest. "too-large" where that is more than is ever indexed.
 */
export function elementPlaces(dataset: IndexedDataset): ElementPlaces {
  const { grid, largest, layout } = dataset;
  const largestGrid = largest.map((extent, axis) => Math.ceil(extent / layout.chunk[axis]!));
  const unlimited = Math.max(0, largest.indexOf(Infinity));
  const order = [unlimited, ...[...grid.keys()].filter((axis) => axis !== unlimited)];
  const extents = order.map((axis, rank) => (rank === 0 ? grid[axis]! : largestGrid[axis]!));
  const count = elementCount(extents);
  checkChunkCount(dataset, count);
  const isPlain = unlimited === 0 && extents.every((extent, axis) => extent === grid[axis]);
  const strides = order.map((axis) => elementCount(grid.slice(axis + 1)));
  return { count, placeOf: isPlain ? (element) => element : placeOf };

  function placeOf(element: number): number | undefined {
    let place = 0;
    let rest = element;
    for (let rank = order.length - 1; rank >= 0; rank--) {
      const along = rank === 0 ? rest : rest % extents[rank]!;
      if (along >= grid[order[rank]!]!) return undefined;
      place += along * strides[rank]!;
      rest = Math.floor(rest / extents[rank]!);
    }
    return place;
  }
}
