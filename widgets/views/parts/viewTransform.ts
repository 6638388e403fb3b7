/** [y, x]: image px when it is a place in the data, CSS px when it is a place in a pane. */
export type Pair = readonly [number, number];

/** What part of an image a pane shows. Independent of the size of the pane, so it survives a resize. */
export interface PaneView {
  /** 1 = the whole image just fits. */
  readonly zoom: number;
  /** Image px in the middle of the pane. */
  readonly centre: Pair;
}

/** Place of the image in a pane: square pixels. */
export interface Transform {
  /** CSS px per image px. */
  readonly scale: number;
  /** CSS px, the outer corner of pixel (0, 0), which is at (−½, −½) in image px. */
  readonly top: number;
  readonly left: number;
}

const largestZoom = 64;

/** The whole image. */
export function homeView(shape: Pair): PaneView {
  return { zoom: 1, centre: [(shape[0] - 1) / 2, (shape[1] - 1) / 2] };
}

/** @param shape of the image, px  @param size of the pane, CSS px [height, width] */
export function transformOf(view: PaneView, shape: Pair, size: Pair): Transform {
  const scale = fitScale(shape, size) * view.zoom;
  return {
    scale,
    top: size[0] / 2 - (view.centre[0] + 0.5) * scale,
    left: size[1] / 2 - (view.centre[1] + 0.5) * scale,
  };
}

export function toPane(transform: Transform, place: Pair): Pair {
  const { scale, top, left } = transform;
  return [top + (place[0] + 0.5) * scale, left + (place[1] + 0.5) * scale];
}

export function toImage(transform: Transform, place: Pair): Pair {
  const { scale, top, left } = transform;
  return [(place[0] - top) / scale - 0.5, (place[1] - left) / scale - 0.5];
}

/** Zooms by a factor while the image px `fixed` keeps its place in the pane. */
export function zoomedView(view: PaneView, shape: Pair, size: Pair, factor: number, fixed: Pair): PaneView {
  const zoom = Math.min(Math.max(view.zoom * factor, 1), largestZoom);
  const kept = view.zoom / zoom;
  const centre: Pair = [
    fixed[0] + (view.centre[0] - fixed[0]) * kept,
    fixed[1] + (view.centre[1] - fixed[1]) * kept,
  ];
  return clampedView({ zoom, centre }, shape, size);
}

/** Moves what is shown by image px. */
export function pannedView(view: PaneView, shape: Pair, size: Pair, by: Pair): PaneView {
  const centre: Pair = [view.centre[0] + by[0], view.centre[1] + by[1]];
  return clampedView({ zoom: view.zoom, centre }, shape, size);
}

/** Keeps the image in the pane: along an axis where all of it fits it is centred. */
function clampedView(view: PaneView, shape: Pair, size: Pair): PaneView {
  const scale = fitScale(shape, size) * view.zoom;
  const along = (axis: 0 | 1) => {
    const middle = (shape[axis] - 1) / 2;
    const reach = Math.max(0, (shape[axis] - size[axis] / scale) / 2);
    return Math.min(Math.max(view.centre[axis], middle - reach), middle + reach);
  };
  return { zoom: view.zoom, centre: [along(0), along(1)] };
}

function fitScale(shape: Pair, size: Pair): number {
  return Math.max(Math.min(size[0] / shape[0], size[1] / shape[1]), 1e-6);
}

/** The part of a pane that the image covers: its transform there, and its size, CSS px. */
export function visiblePart(
  transform: Transform,
  shape: Pair,
  size: Pair,
): { readonly transform: Transform; readonly size: Pair } {
  const { scale } = transform;
  const top = Math.max(0, transform.top);
  const left = Math.max(0, transform.left);
  const bottom = Math.min(size[0], transform.top + shape[0] * scale);
  const right = Math.min(size[1], transform.left + shape[1] * scale);
  return {
    transform: { scale, top: transform.top - top, left: transform.left - left },
    size: [bottom - top, right - left],
  };
}
