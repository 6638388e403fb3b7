import type { DiffractionSlice } from "#core/data/diffractionSlice.js";
import type { NumberArray } from "#core/data/dtype.js";
import type { FourierSlice } from "#core/data/fourierSlice.js";
import type { RealSlice } from "#core/data/realSlice.js";
import type { Channel } from "../codecs.js";
import type { ColormapName, IntensityScale, PaneState } from "../models/detectorPickerState.js";
import { dataRange } from "./contrast.js";
import type { MarkedDetector } from "./detectorOutline.js";
import { drawPane, layoutPane, type Pane, type PaneLayout } from "./pane.js";
import { encodePng } from "./png.js";
import { createRaster, type Raster } from "./raster.js";
import type { PixelSize } from "./scaleBar.js";

export interface SlicePictureOptions {
  /** Default: log for diffraction patterns, whose disks are far weaker than the direct beam; linear for images. */
  readonly scale?: IntensityScale;
  /**
   * Default: gray for patterns, viridis for images; of images with values below 0 the diverging map centred on 0, and of
   * angles (unit rad, a name with "angle" or "direction") a cyclic one from −π to π, with the hues of a vector image.
   */
  readonly colormap?: ColormapName;
  /** Default [0.1, 99.9]. */
  readonly percentile?: readonly [number, number];
}

/** What the picture of a DetectorPicker shows. */
export interface PickerPicture {
  readonly pattern: PaneImage;
  readonly image: PaneImage;
  /** Drawn on the pattern. */
  readonly detectors: readonly MarkedDetector[];
}

export interface PaneImage {
  readonly title: string;
  readonly data: NumberArray;
  /** [y, x], C order. */
  readonly shape: readonly [number, number];
  /** Angles, rad, where the data are magnitudes of vectors. */
  readonly direction?: Float32Array | undefined;
  /** Of a colour composite: its images, red first. */
  readonly channels?: readonly Channel[] | undefined;
  readonly excluded?: Uint8Array | undefined;
  readonly unit: string;
  readonly pixel: PixelSize;
  readonly look: PaneState;
}

/** What a picture can be made of. */
export type PicturedSlice = RealSlice | DiffractionSlice | FourierSlice;

/** Longer side of a single image and of the two images of a picker, px: about as wide as the live widget. */
const sliceTarget = 384;
const pickerTarget = 448;
/** The picture of a picker is saved in the notebook: it stays below this many bytes. */
const pickerLimitBytes = 300_000;
const margin = 12;
const paneGap = 20;
const defaultPercentile = [0.1, 99.9] as const;

/**
 * A calibrated picture (PNG) of a slice, fit to look at: square pixels, title, scale bar, colour bar with its unit,
 * on white.
 */
export function renderSlicePng(slice: PicturedSlice, options: SlicePictureOptions = {}): Uint8Array {
  return renderPanes([slicePane(slice, options)], sliceTarget);
}

/**
 * Pattern with the detector's outline and virtual image side by side (PNG), at most 300 kB: noisy data are shown smaller
 * rather than exceed it.
 */
export function renderPickerPng(picture: PickerPicture): Uint8Array {
  const pattern = { ...pickerPane(picture.pattern), detectors: picture.detectors };
  const image = pickerPane(picture.image);
  for (let target = pickerTarget; ; target /= 1.5) {
    const png = renderPanes([pattern, image], target);
    if (png.byteLength <= pickerLimitBytes) return png;
  }
}

function slicePane(slice: PicturedSlice, options: SlicePictureOptions): Pane {
  const { name, data, shape, unit, calibration } = slice;
  const { percentile = defaultPercentile } = options;
  const common = { title: name, data, shape, percentile, valueUnit: unit };
  if (slice.kind === "RealSlice") {
    const pixel = { value: calibration.scanStep?.[1], unit: "Å" };
    const { scale = "linear", colormap } = options;
    const look = colormap === undefined ? imageLook(slice) : { colormap };
    return { ...common, scale, pixel, ...look };
  }
  const { scale = "log", colormap = "gray" } = options;
  if (slice.kind === "FourierSlice") {
    const pixel = { value: slice.pixel?.[1], unit: slice.pixelUnit, keepUnit: true };
    return { ...common, scale, colormap, pixel };
  }
  const pixel = { value: calibration.detectorPixel?.[1], unit: "Å⁻¹" };
  const title = slice.frameCount === 1 ? name : `${name} (${slice.frameCount} positions)`;
  return { ...common, title, scale, colormap, pixel, excluded: slice.excluded };
}

/** What an image without a chosen map gets, by what its values are. */
function imageLook({ name, unit, data }: RealSlice): Pick<Pane, "colormap" | "symmetric"> & Partial<Pane> {
  if (unit === "rad" && /angle|direction/i.test(name))
    return { colormap: "cyclic", limits: [-Math.PI, Math.PI], data: data.map(turnedToPi) };
  return dataRange(data)[0] < 0 ? { colormap: "rdbu", symmetric: true } : { colormap: "viridis" };
}

/** The same angle from −π to π. */
function turnedToPi(angle: number): number {
  return angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
}

function pickerPane({ unit, look, ...image }: PaneImage): Pane {
  return { ...image, valueUnit: unit, ...look };
}

function renderPanes(panes: readonly Pane[], target: number): Uint8Array {
  const layouts = panes.map((pane) => layoutPane(pane, target));
  const widths = layouts.reduce((sum, { width }) => sum + width, paneGap * (layouts.length - 1));
  const raster = createRaster(
    widths + 2 * margin,
    Math.max(...layouts.map(({ height }) => height)) + 2 * margin,
  );
  drawInRow(raster, layouts);
  return encodePng({ width: raster.width, height: raster.height, data: withoutAlpha(raster) });
}

function drawInRow(raster: Raster, layouts: readonly PaneLayout[]): void {
  let left = margin;
  for (const layout of layouts) {
    drawPane(raster, layout, left, margin);
    left += layout.width + paneGap;
  }
}

function withoutAlpha({ data }: Raster): Uint8Array {
  const rgb = new Uint8Array((data.length / 4) * 3);
  for (let from = 0, to = 0; from < data.length; from += 4) {
    rgb[to++] = data[from]!;
    rgb[to++] = data[from + 1]!;
    rgb[to++] = data[from + 2]!;
  }
  return rgb;
}
